package shift_test

import (
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// BenchmarkPanel is one strategy over six years whose mask touches a tenth of the
// days: z and S of 2,100 shifts, their walks left out.
func BenchmarkPanel(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	l := randomLine(rng, 2150, 0.98)
	moves := make([][][]shift.Change, 2101)
	for i := range moves {
		moves[i] = [][]shift.Change{randomChanges(rng, l, 0.1)}
	}
	for name, p := range map[string]shift.Panel{
		"risk": {Parts: []shift.Part{{Lines: []shift.Line{l}, Walk: fixed(moves)}}, Placebos: 2100, Window: shift.Around},
		"z":    {Parts: []shift.Part{{Lines: []shift.Line{l}, Walk: fixed(moves)}}, Placebos: 2100, Window: shift.Around, Bare: true},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Run(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
