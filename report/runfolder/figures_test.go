package runfolder

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestFigures(t *testing.T) {
	const text = `{
		"a": {"b": 1, "rows": [{"key": "profit", "lift": 2}, {"key": "sharpe", "lift": 3}]},
		"groups": [{"name": "low", "arm": "baseline", "n": 4}, {"name": "low", "arm": "filtered", "n": 5}],
		"list": [7, null, "x", true], "twice": {"b": 1}, "other": {"n": 9}
	}`
	var x any
	if err := json.Unmarshal([]byte(text), &x); err != nil {
		t.Fatal(err)
	}
	f := newFigures(x, nil)
	tests := []struct {
		path    string
		want    Value
		ok      bool
		several []string
	}{
		{"a.b", Num(1), true, nil},
		{"a.rows.profit.lift", Num(2), true, nil},
		{"sharpe.lift", Num(3), true, nil},
		{"groups.low.filtered.n", Num(5), true, nil},
		{"list.1", Value{}, true, nil},
		{"list.3", Value{Kind: Truth, Number: 1}, true, nil},
		{"b", Num(1), true, nil}, // in two places, the same value
		{"lift", Value{}, false, []string{"a.rows.profit.lift", "a.rows.sharpe.lift"}},
		{"ift", Value{}, false, nil}, // no whole key
		{"a", Value{}, false, nil},
		{"", Value{}, false, nil},
	}
	for _, tt := range tests {
		v, ok, several := f.Find(tt.path)
		if v != tt.want || ok != tt.ok || !slices.Equal(several, tt.several) {
			t.Errorf("Find(%q) = %v, %t, %q, want %v, %t, %q", tt.path, v, ok, several, tt.want, tt.ok, tt.several)
		}
	}
}

// Figures of a strategy go to its runs alone, and never over one another.
func TestFiguresAreDealt(t *testing.T) {
	const text = `{
		"runs": [
			{"strategy": "X", "pairs": ["P"], "timerange": "1", "arm": "baseline", "metrics": {"m": 1}, "more": 5},
			{"strategy": "Y", "pairs": ["P"], "timerange": "1", "arm": "baseline", "metrics": {"m": 1}}
		],
		"verdict": {"verdict": {"answer": "HELPS"}, "cells": [{"strategy": "X", "lift": 1}, {"strategy": "Y", "lift": 2}]},
		"placebo": [{"strategy": "X", "timerange": "1", "p": 0.1}, {"strategy": "X", "timerange": "2", "p": 0.2}, {"strategy": "X", "p": 0.3}]
	}`
	var f Folder
	if err := f.readSummary([]byte(text)); err != nil {
		t.Fatal(err)
	}
	x, y := f.Runs[0].Figures, f.Runs[1].Figures
	for _, tt := range []struct {
		f    *Figures
		path string
		want Value
		ok   bool
	}{
		{x, "verdict.cells.lift", Num(1), true},
		{y, "verdict.cells.lift", Num(2), true},
		{x, "placebo.p", Num(0.1), true},
		{x, "placebo#2.p", Num(0.3), true},
		{y, "placebo.p", Value{}, false},
		{x, "more", Num(5), true},
		{f.Study, "verdict.verdict.answer", Word("HELPS"), true},
		{f.Study, "verdict.cells.0.lift", Value{}, false},
	} {
		if v, ok := tt.f.At(tt.path); v != tt.want || ok != tt.ok {
			t.Errorf("At(%q) = %v, %t, want %v, %t", tt.path, v, ok, tt.want, tt.ok)
		}
	}
	if _, ok, several := x.Find("p"); ok || len(several) != 2 {
		t.Errorf("Find(p) = %t, %q, want two that differ", ok, several)
	}
}
