package sweep

import (
	"context"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// A Batch is one setting of the filter at all of its thresholds on one testbed. They
// share their walks, and so are one piece of work.
type Batch struct {
	Points []Point
	// High and Low are the highest and the lowest T of each shift over all points that
	// are comparisons; empty if there is none. See Family.
	High, Low []float64

	effects []effect
}

// effect is what walks forward and overfitting need of a setting.
type effect struct {
	z       []float64 // what was chosen by day, not centred
	windows []inWindow
	cut     shift.Cut
}

// effect takes them. It is the same of settings with the same changes, whatever the
// rows that they block.
func (a *attempt) effect(o *shift.Outcome, changes [][]shift.Change) effect {
	e := effect{z: o.Z[shift.Profit], windows: a.score(changes, o.MaskDaily)}
	if a.Objective == BeyondStake {
		e.cut = o.Beyond(a.Seed)
	} else {
		e.cut = shift.CutOf(o.BookDaily, o.MaskDaily, o.Trades, o.Refused)
	}
	return e
}

// Setting is how a setting is written: what is set, then the threshold.
func Setting(set []string, threshold string) string {
	if threshold != "" {
		set = append(set[:len(set):len(set)], threshold)
	}
	if len(set) == 0 {
		return "as it is"
	}
	return strings.Join(set, " ")
}

// climbFrom is the number of thresholds from which on climbing costs less than
// walking each by itself. Climbed sums differ from those of a run by rounding.
const climbFrom = 100

// An attempt is a batch in the making.
type attempt struct {
	*Testbed
	*Batch
	dials      []Dial
	thresholds []float64
	settings   []string
	placebo    bool
	ladder     *lanes.Ladder
	about      []walked
}

// Try works a batch out: one dial a book, ascending thresholds. With placebo false
// points have no test: for what is already known, and for what the masks leave.
func (t *Testbed) Try(ctx context.Context, dials []Dial, thresholds []float64, settings []string, placebo bool) (*Batch, error) {
	n := len(thresholds)
	a := &attempt{
		Testbed: t, Batch: &Batch{Points: make([]Point, n), effects: make([]effect, n)},
		dials: dials, thresholds: thresholds, settings: settings, placebo: placebo,
		ladder: t.lanes.Ladder(n, func(book, row int) uint16 {
			if row >= len(dials[book].Risk) {
				return 0
			}
			return dials[book].level(row, thresholds)
		}),
		about: make([]walked, n),
	}
	if placebo {
		if err := a.look(ctx); err != nil {
			return nil, err
		}
	}
	if n < climbFrom || t.lanes.Queued() {
		return a.Batch, a.walk(ctx)
	}
	return a.Batch, a.climb(ctx)
}

// masks are those at a threshold.
func (a *attempt) masks(j int) []*data.Mask {
	out := make([]*data.Mask, len(a.dials))
	for i, d := range a.dials {
		out[i] = d.Blocked(a.thresholds[j])
	}
	return out
}

// walk takes the thresholds one by one, each as a run does.
func (a *attempt) walk(ctx context.Context) error {
	w := a.lanes.Walker()
	for j := range a.thresholds {
		s := &verdict.Subject{Books: a.Books, Lanes: a.lanes, Laid: a.lanes.Lay(a.masks(j)), Shifts: a.shifts}
		changes := w.Shift(s.Laid, 0)
		if !a.placebo {
			o := a.base.Mask(changes)
			a.keep(j, o, changes, a.effect(o, changes))
			continue
		}
		p := verdict.Panel(s)
		p.Bare = true
		o, err := p.Run(ctx)
		if err != nil {
			return err
		}
		a.keep(j, o, changes, a.effect(o, changes))
	}
	return ctx.Err()
}

// climb takes all thresholds together.
func (a *attempt) climb(ctx context.Context) error {
	values := []int{shift.Profit}
	if a.tested() == shift.Worst {
		values = append(values, shift.Worst)
	}
	var surfaces [2]*surface
	for _, k := range values {
		if !a.placebo {
			break
		}
		var err error
		if surfaces[k], err = a.surface(ctx, k); err != nil {
			return err
		}
	}
	tests := make([][2]shift.Test, len(a.thresholds))
	for _, k := range values {
		s := surfaces[k]
		if s == nil {
			continue
		}
		if err := parallel.Each(ctx, len(tests), func(j int) { tests[j][k] = s.judge(j) }); err != nil {
			return err
		}
		surfaces[k] = nil
	}
	var mask *shift.Outcome
	var e effect
	a.descend(func(j int, changes [][]shift.Change, moved bool) {
		if moved || mask == nil {
			mask = a.base.Mask(changes)
			e = a.effect(mask, changes)
		}
		o := new(shift.Outcome)
		*o = *mask
		for _, k := range values {
			if tests[j][k].Placebos > 0 {
				o.Retest(k, tests[j][k])
			}
		}
		a.keep(j, o, changes, e)
		tests[j] = [2]shift.Test{}
	})
	return ctx.Err()
}

// keep takes what is needed of a setting, and lets it into the family if it is a
// comparison.
func (a *attempt) keep(j int, o *shift.Outcome, changes [][]shift.Change, e effect) {
	a.effects[j] = e
	t := a.thresholds[j]
	p := &a.Points[j]
	*p = Point{
		Strategy: a.Strategy, Pairs: a.Pairs, Fee: a.Fee, Setting: a.settings[j], Threshold: &t, Objective: a.Objective,
		Shifts: len(a.shifts), All: a.all,
	}
	p.fill(a.Testbed, o, changes, e.cut)
	if !a.placebo {
		return
	}
	p.health(a.Testbed, &a.about[j], o)
	if len(p.Faults) > 0 || a.about[j].period != shift.Days {
		return
	}
	shifted := o.Test[a.tested()].Shifted
	if a.High == nil {
		a.High, a.Low = append([]float64{}, shifted...), append([]float64{}, shifted...)
		return
	}
	for i, x := range shifted {
		a.High[i], a.Low[i] = max(a.High[i], x), min(a.Low[i], x)
	}
}
