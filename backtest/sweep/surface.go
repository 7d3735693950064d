package sweep

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// chunk is how many shifts one tally takes before another goroutine may take over.
const chunk = 32

// A surface holds what a test needs of every threshold at every shift. Column 0 of a
// row is the mask where it is, column i the shift number i from 1 on.
type surface struct {
	columns int
	z       [][]float64 // by book: of threshold j and column i at j·columns + i
	refused [][]int32   // the same
	square  []float64   // of the books together, the same
}

// surface climbs at every shift.
func (a *attempt) surface(ctx context.Context, k int) (*surface, error) {
	if a.base.Tally(k) == nil {
		return nil, nil // there are no worst days
	}
	n, books := len(a.shifts)+1, len(a.Books)
	s := &surface{columns: n, square: make([]float64, len(a.thresholds)*n)}
	for range books {
		s.z, s.refused = append(s.z, make([]float64, len(s.square))), append(s.refused, make([]int32, len(s.square)))
	}
	return s, parallel.Each(ctx, (n+chunk-1)/chunk, func(part int) {
		t, climbers := a.base.Tally(k), make([]lanes.Climber, books)
		for i := part * chunk; i < min(n, (part+1)*chunk); i++ {
			by := 0
			if i > 0 {
				by = a.shifts[i-1]
			}
			t.Reset()
			for b := range climbers {
				climbers[b].Start(a.ladder, b, by)
			}
			square := 0.0
			for j := len(a.thresholds) - 1; j >= 0; j-- {
				moved := false
				for b := range climbers {
					c := &climbers[b]
					c.Step()
					for m := range c.Moves {
						t.Add(b, &c.Moves[m])
					}
					moved = moved || len(c.Moves) > 0
					s.z[b][j*n+i], s.refused[b][j*n+i] = t.Z(b), int32(c.Blocked)
				}
				if moved {
					square = t.Square()
				}
				s.square[j*n+i] = square
			}
		}
	})
}

// judge tests a threshold.
func (s *surface) judge(j int) shift.Test {
	from, to := j*s.columns, (j+1)*s.columns
	var z, refused [][]float64
	for b := range s.z {
		counts := make([]float64, s.columns)
		for i, n := range s.refused[b][from:to] {
			counts[i] = float64(n)
		}
		z, refused = append(z, s.z[b][from:to]), append(refused, counts)
	}
	return shift.Judge(z, refused, s.square[from:to])
}

// descend walks the thresholds where they are, the highest first, and tells the
// changes of every book by ascending day, good until the next are told, and whether
// they differ from the last.
func (a *attempt) descend(told func(j int, changes [][]shift.Change, moved bool)) {
	climbers := make([]lanes.Climber, len(a.Books))
	sums, changes := make([][]shift.Change, len(a.Books)), make([][]shift.Change, len(a.Books))
	for b := range climbers {
		climbers[b].Start(a.ladder, b, 0)
		sums[b] = make([]shift.Change, a.days)
	}
	for j := len(a.thresholds) - 1; j >= 0; j-- {
		moved := false
		for b := range climbers {
			climbers[b].Step()
			if len(climbers[b].Moves) == 0 {
				continue
			}
			moved = true
			for _, m := range climbers[b].Moves {
				s := &sums[b][m.Day]
				s.Day, s.Trades, s.Refused, s.Profit = m.Day, s.Trades+m.Trades, s.Refused+m.Refused, s.Profit+m.Profit
			}
			changes[b] = changes[b][:0]
			for _, s := range sums[b] {
				if s.Trades != 0 || s.Refused != 0 || s.Profit != 0 {
					changes[b] = append(changes[b], s)
				}
			}
		}
		told(j, changes, moved)
	}
}
