package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// trader is a program that fetches candles, runs and judges: data fetch fills a folder and
// counts how often it had to, run writes a report, gate fails where the folder says so.
const trader = `#!/bin/bash
set -eu
value() { for a in "$@"; do case $a in --output=*|--datadir=*|--run=*|--comment=*) echo "${a%%=*} ${a#*=}";; esac; done; }
declare -A of; while read -r k v; do of[$k]=$v; done < <(value "$@")
case $1 in
data) [ -e "${of[--datadir]}/BTC.csv" ] || { echo rows >"${of[--datadir]}/BTC.csv"; echo fetched; } ;;
run) mkdir -p "${of[--output]}"; cp "${of[--datadir]}/BTC.csv" "${of[--output]}/report.html" ;;
gate) [ ! -e fail ] ;;
esac
`

// The cache that one run of the action fills serves the next; a gate that fails uploads
// its run's folder too, and leaves the cache as it is.
func TestActionsThatItUses(t *testing.T) {
	study := map[string]string{"data": "candles", "fetch-pairs": "BTC/USDT,ETH/USDT", "fetch-timerange": "2020-2021", "study": "study.yaml"}
	start := func(r *runner) string { // another machine
		r.workspace = t.TempDir()
		return r.workspace
	}
	r := newRunner(t, trader)
	for i, step := range []struct {
		change  map[string]string
		fail    bool
		fetched bool
		caches  int
	}{
		{nil, true, true, 0},
		{nil, false, true, 1},
		{nil, false, false, 1},
		{nil, true, false, 1},
		{map[string]string{"fetch-timerange": "2020-2022"}, false, true, 2},
		{map[string]string{"artifact": ""}, false, false, 2},
	} {
		_, unnamed := step.change["artifact"]
		dir, in := start(r), maps.Clone(study)
		maps.Copy(in, step.change)
		if step.fail {
			if err := os.WriteFile(filepath.Join(dir, "fail"), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		out, failed := r.all(t, in)
		if failed != step.fail || strings.Contains(out, "fetched") != step.fetched || len(r.caches) != step.caches || strings.Contains(out, "::error::") {
			t.Errorf("run %d: failed %t, %d caches, want %+v:\n%s", i+1, failed, len(r.caches), step, out)
		}
		if unnamed {
			if len(r.artifacts) > 0 {
				t.Errorf("run %d: %v is uploaded though there is no name", i+1, r.artifacts)
			}
		} else if text, err := os.ReadFile(filepath.Join(r.artifacts["remora-bt-run"], "report.html")); err != nil || string(text) != "rows\n" {
			t.Errorf("run %d: the artifact holds %q, %v; all are %v", i+1, text, err, r.artifacts)
		}
	}
}

// The stand-in sees what the real actions would refuse, and what would go missing in
// silence.
func TestTheStandInSees(t *testing.T) {
	study := map[string]string{"data": "candles", "fetch-pairs": "BTC/USDT,ETH/USDT", "study": "study.yaml"}
	for _, tt := range []struct {
		name, step string
		change     func(*actionStep)
		want       string // in what is printed; "" for an artifact that is not there
	}{
		{"a misspelt input", "Keep the run's folder", func(s *actionStep) { s.With["if-no-file-found"] = "ignore" }, `unexpected input "if-no-file-found"`},
		{"a required one left out", "Candles from the cache", func(s *actionStep) { delete(s.With, "path") }, "input required and not supplied: path"},
		{"a value that is none", "Keep the run's folder", func(s *actionStep) { s.With["if-no-files-found"] = "never" }, "unrecognized if-no-files-found"},
		{"pairs in the key", "Candles from the cache", func(s *actionStep) { s.With["key"] = "k-${{ inputs.fetch-pairs }}" }, "contain commas"},
		{"a file that is not there", "", func(s *actionStep) { s.With["go-version-file"] = "${{ github.action_path }}/../go.mod" }, "does not exist"},
		{"a path that is not there", "Keep the run's folder", func(s *actionStep) { s.With["path"] = "${{ inputs.run }}/report" }, ""},
		{"an upload of what passes only", "Keep the run's folder", func(s *actionStep) { s.If = "inputs.artifact != ''" }, ""},
		{"an upload under another condition", "Keep the run's folder", func(s *actionStep) { s.If = "always() && inputs.artifact == ''" }, ""},
	} {
		r := newRunner(t, trader)
		r.workspace = t.TempDir()
		if err := os.WriteFile(filepath.Join(r.workspace, "fail"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(r.Runs.Steps, func(s actionStep) bool { return s.Name == tt.step })
		tt.change(&r.Runs.Steps[i])
		out, _ := r.all(t, study)
		if tt.want != "" && !strings.Contains(out, tt.want) || tt.want == "" && len(r.artifacts) > 0 {
			t.Errorf("%s: the artifacts are %v, want %q in\n%s", tt.name, r.artifacts, tt.want, out)
		}
	}
}
