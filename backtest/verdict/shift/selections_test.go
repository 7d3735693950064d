package shift_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// The selections of many masks are those of each mask alone, with the same c.
func TestSelections(t *testing.T) {
	l, moves := oneLine(6, 400, 5)
	centre := [][]float64{{0.25}, {-0.125}}
	panel := func(moves [][][]shift.Change) *shift.Panel {
		return &shift.Panel{
			Parts:    []shift.Part{{Lines: []shift.Line{l}, Walk: fixed(moves)}},
			Placebos: len(moves) - 1, Window: shift.Around, Centre: centre,
		}
	}
	got, err := panel(moves).Selections(t.Context())
	if err != nil || len(got) != len(moves) {
		t.Fatalf("%d selections of %d masks, %v", len(got), len(moves), err)
	}
	for i := range moves {
		o, err := panel(moves[i : i+1]).Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for k := range o.Test {
			if x := &o.Test[k]; x.Selection == 0 || !near(got[i][k], x.Selection, x.S) {
				t.Errorf("mask %d, value %d: %v, alone %v", i, k, got[i][k], x.Selection)
			}
		}
	}
}

// The worst days and what the baseline loses on them are those of the joined book.
func TestTailOfAnOutcome(t *testing.T) {
	l, moves := oneLine(7, 500, 0)
	o := run(t, l, moves, shift.Around)
	days, loss := 0, 0.0
	for d, on := range shift.Tail(l.Profit) {
		if on {
			days++
			loss -= l.Profit[d].Float()
		}
	}
	if days < 20 || o.TailDays != days || !near(o.TailLoss, loss, loss) {
		t.Errorf("%d worst days that lose %v, want %d and %v", o.TailDays, o.TailLoss, days, loss)
	}
}
