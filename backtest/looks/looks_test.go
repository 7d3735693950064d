package looks_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/looks"
)

func TestLooks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "looks.jsonl")
	p := 0.03
	look := looks.Look{Data: "d", Strategy: "A,B", Filter: "f", Profit: &p}
	for i, tt := range []struct {
		change func(*looks.Look)
		want   int
	}{
		{func(*looks.Look) {}, 1},
		{func(*looks.Look) {}, 1}, // the same again
		{func(l *looks.Look) { l.Filter = "g" }, 2},
		{func(l *looks.Look) { l.Strategy = "A" }, 3},
		{func(l *looks.Look) { l.Data = "e" }, 1},
		{func(*looks.Look) {}, 3},
		{func(l *looks.Look) { l.Profit = nil }, 4}, // another range of the same data
		{func(l *looks.Look) { l.Risk = &p }, 5},
	} {
		l := look
		tt.change(&l)
		if n, err := looks.Add(path, l); n != tt.want || err != nil {
			t.Errorf("look %d: %d, %v, want %d", i, n, err, tt.want)
		}
	}
	text, _ := os.ReadFile(path)
	if n := strings.Count(string(text), "\n"); n != 8 {
		t.Errorf("%d lines, want one a run", n)
	}
	if err := os.WriteFile(path, append(text, `{"data":"d","filt`...), 0o644); err != nil {
		t.Fatal(err)
	}
	if n, err := looks.Add(path, look); n != 5 || err != nil {
		t.Errorf("after a torn line: %d, %v, want 5", n, err)
	}
	if err := os.WriteFile(path, []byte("nonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := looks.Add(path, look); err == nil || !strings.Contains(err.Error(), "line 1 is no look") {
		t.Errorf("of nonsense: %v", err)
	}
	if _, err := looks.Add(path, looks.Look{}); err == nil {
		t.Error("a look at nothing")
	}
	if got := looks.Words(7, &p, nil); got != "look 7 of these data: for the best of 7 p = 0.21 for profit" {
		t.Errorf("%q", got)
	}
	q := 0.5
	if got := looks.Words(7, &q, &p); got != "look 7 of these data: for the best of 7 p = 1 for profit, 0.21 for risk" {
		t.Errorf("%q", got)
	}
	if got := looks.Words(7, nil, nil); got != "look 7 of these data" {
		t.Errorf("%q", got)
	}
	if got := looks.Words(1, &p, &p); got != "look 1 of these data" {
		t.Errorf("%q", got)
	}
}

// A look that says nothing of data or filter is none.
func TestLookWithoutData(t *testing.T) {
	path := filepath.Join(t.TempDir(), looks.File)
	for _, look := range []looks.Look{{Data: "a"}, {Filter: "b"}} {
		if count, err := looks.Add(path, look); err == nil || count != 0 {
			t.Errorf("%+v: look %d, %v", look, count, err)
		}
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("something was written")
	}
}
