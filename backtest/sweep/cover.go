package sweep

import (
	"context"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// walked is what a mask is beside its trades.
type walked struct {
	rows, blockedRows int
	independent       *float64
	period            shift.Period
}

// A covered is what masks were found to be, on some rows.
type covered struct {
	dials      []Dial
	thresholds []float64
	about      []walked
}

// look fills about in, or takes it from a testbed on the same rows.
func (a *attempt) look(ctx context.Context) error {
	if o := a.Alike; o != nil && slices.Equal(o.covered.thresholds, a.thresholds) && slices.EqualFunc(o.covered.dials, a.dials, Dial.same) {
		a.about = o.covered.about
		return nil
	}
	if err := a.cover(ctx); err != nil {
		return err
	}
	a.findPeriods()
	a.covered = covered{a.dials, a.thresholds, a.about}
	return nil
}

// A run is some rows of one shift unit with one level.
type run struct {
	level uint16
	unit  int32
	rows  int32
}

// coverChunk is how many thresholds one goroutine looks at before another may.
const coverChunk = 128

// cover looks at all books; the number of independent shifts is that of the book with
// the fewest.
func (a *attempt) cover(ctx context.Context) error {
	n := len(a.thresholds)
	for i := range a.Books {
		l := &level{a.lanes.Span(i), a.ladder.Levels(i)}
		runs := l.runs()
		err := parallel.Each(ctx, (n+coverChunk-1)/coverChunk, func(k int) {
			l.cover(runs, k*coverChunk, min(n, (k+1)*coverChunk), a.about)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// A level is a book's share of a ladder.
type level struct {
	lanes.Span
	levels []uint16
}

// cover adds the lane's rows level by level and takes the correlation time of the
// share of each unit that is blocked, as the placebo of a comparison does, for the
// thresholds from lo up to and not including hi.
func (l *level) cover(runs []run, lo, hi int, out []walked) {
	shares := make([]float64, l.Units)
	blocked, k := 0, 0
	var e *float64
	for level := hi; level > lo; level-- {
		from := k
		for ; k < len(runs) && int(runs[k].level) >= level; k++ {
			shares[runs[k].unit] += float64(runs[k].rows)
			blocked += int(runs[k].rows)
		}
		j := level - 1
		if k > from || level == hi {
			e = l.independent(shares, level)
		}
		o := &out[j]
		o.rows += l.End - l.First
		o.blockedRows += blocked
		if e != nil && (o.independent == nil || *e < *o.independent) {
			o.independent = e
		}
	}
}

// independent is the number of independent shifts: units over the correlation time of
// their shares. A mask that blocks the same share of every unit is taken row by row.
func (l *level) independent(shares []float64, level int) *float64 {
	if tau, ok := stats.CorrelationTime(shares); ok {
		return verdict.Number(float64(l.Units)/max(tau, 1), true)
	}
	mask := make([]bool, l.End-l.First)
	for i := range mask {
		mask[i] = int(l.levels[l.First-l.Base+i]) >= level
	}
	return verdict.Number(stats.EffectiveShifts(mask, l.Unit))
}

// runs are the tested rows by level, the highest first, without those of level 0.
func (l *level) runs() []run {
	var out []run
	for row := l.First - l.Base; row < l.End-l.Base; row++ {
		v, unit := l.levels[row], int32(row/l.Unit)
		if n := len(out); n > 0 && out[n-1].level == v && out[n-1].unit == unit {
			out[n-1].rows++
		} else if v > 0 {
			out = append(out, run{v, unit, 1})
		}
	}
	slices.SortStableFunc(out, func(a, b run) int { return int(b.level) - int(a.level) })
	return out
}
