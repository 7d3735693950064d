package verdict

import (
	"math/rand/v2"
	"testing"
)

// Turning a mask within segments keeps every segment's blocked rows, by time of day,
// and is what the definition says row by row.
func TestWithin(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		size, units := 1+rng.IntN(100), 3+rng.IntN(40)
		l := &lane{units: units, size: size, rows: units * size}
		blocked := make([]bool, l.rows)
		for i := range blocked {
			blocked[i] = rng.IntN(3) == 0
		}
		cut := 1 + rng.IntN(units-1)
		segments := []segment{{0, cut}, {cut, units}}
		moves := []int{rng.IntN(cut), rng.IntN(units - cut)}
		v := l.mask(blocked).within(segments, moves)
		for i := range blocked {
			s := 0
			if i/size >= cut {
				s = 1
			}
			g := segments[s]
			n := g.to - g.from
			from := g.from + (i/size-g.from-moves[s]+n)%n
			if want := blocked[from*size+i%size]; v.shut(int32(i)) != want {
				t.Fatalf("%d units of %d, cut at %d, moved %v: row %d shut = %t, want %t", units, size, cut, moves, i, !want, want)
			}
		}
	}
}

// A mask that is late by n candles blocks what lay n candles before.
func TestDelayed(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	l := &lane{units: 5, size: 24, rows: 110, first: 13, base: -7}
	blocked := make([]bool, l.rows)
	for i := range blocked {
		blocked[i] = rng.IntN(2) == 0
	}
	for _, n := range []int{0, 1, 2, 12} {
		v := l.mask(blocked).delayed(n)
		for row := l.first; row < l.rows; row++ {
			want := row-n >= l.first && blocked[row-n]
			if got := v.shut(int32(row - l.base)); got != want {
				t.Fatalf("%d candles late: row %d shut = %t, want %t", n, row, got, want)
			}
		}
	}
}
