package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// Reports that the candles do not cover are named, and so is the file.
func TestReproduceShortData(t *testing.T) {
	dir := sampleDir(t)
	code, stdout, stderr := remora(t, "reproduce", "-d", dir, "--cell", "20220101-20221231")
	if code != exitData || !strings.Contains(stderr, "BTC_USDT-5m.parquet: the candles do not cover the range of ") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	if !strings.Contains(stdout, "not covered") || !strings.Contains(stdout, "the candles run from 2023-01-01") {
		t.Errorf("stdout is\n%s", stdout)
	}
	for _, format := range table.Formats {
		if code, stdout, _ := remora(t, "reproduce", "-d", dir, "--format", format, "--cell", "NFIQuickstartStrategy/20220101-20221231"); code != exitData || !strings.Contains(stdout, "not covered") {
			t.Errorf("%s: exit code %d, stdout %q", format, code, stdout)
		}
	}
	code, stdout, stderr = remora(t, "reproduce", "-d", dir, "--audit")
	if code != exitData || stdout != "" || !strings.Contains(stderr, "do not cover") {
		t.Errorf("audit: exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

func TestJudge(t *testing.T) {
	of := func(list ...published.Verdict) (cells []published.Reproduction) {
		for i, v := range list {
			cells = append(cells, published.Reproduction{Report: published.Reports()[i], Verdict: v})
		}
		return cells
	}
	for _, tt := range []struct {
		name  string
		cells []published.Reproduction
		code  int
		want  string
	}{
		{"equal", of(published.Equal, published.Explained), exitInternal, ""},
		{"different", of(published.Equal, published.Different), exitNotReproducible, "1 of 2 reports differ"},
		{"some uncovered", of(published.Equal, published.Uncovered), exitNotReproducible, "x.csv: the candles do not cover the range of 1 of 2 reports"},
		{"different and uncovered", of(published.Different, published.Uncovered), exitNotReproducible, "x.csv: "},
		{"all uncovered", of(published.Uncovered), exitData, "1 of 1 report"},
	} {
		err := reproduced(tt.cells, "x.csv")
		if (err == nil) != (tt.want == "") || err != nil && (exitCode(err) != tt.code || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want code %d and %q", tt.name, err, tt.code, tt.want)
		}
	}
}

// Whatever is printed fits the terminal, and JSON is JSON.
func TestReproduceTableWidth(t *testing.T) {
	var cells []published.Reproduction
	for _, r := range published.Reports() {
		cells = append(cells, published.Reproduction{Report: r, Figures: []published.Figure{}, Verdict: published.Uncovered})
	}
	for _, width := range []int{60, 80, 100, 140} {
		for _, d := range []show.Detail{{}, {Quiet: true}, {Verbose: true}} {
			var b bytes.Buffer
			p := show.To(&b, table.Options{Width: width})
			if p.Published(cells, d); p.Err() != nil {
				t.Fatal(p.Err())
			}
			for line := range strings.Lines(b.String()) {
				if n := len([]rune(line)); n > width+1 {
					t.Errorf("%d of %d columns: %s", n, width, line)
				}
			}
		}
	}
	var b bytes.Buffer
	p := printer(&b, "json")
	if p.Published(cells, show.Detail{}); p.Err() != nil || !json.Valid(b.Bytes()) {
		t.Errorf("JSON: %v", p.Err())
	}
}
