package verdict

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// MinShift is the least number of days by which a placebo moves the mask, forward
// or backward: nearer ones would still sit on the events that the mask was made for.
const MinShift = 7

// fewShifts is the number of independent shifts below which a p-value of 0.05 has
// nothing to rest on.
const fewShifts = 20

// A Placebo is what the same mask does at every other place in time. All circular
// shifts by whole days are walked with real slots, each book's mask within its own
// tested days; so a placebo keeps the block rate, the lengths of the blocks and the
// time of day, and has no way to know the losers.
type Placebo struct {
	MinDays         int      `json:"min_shift_days"`
	Shifts          int      `json:"shifts"`           // all there are of at least MinDays in both directions
	Effective       *float64 `json:"effective_shifts"` // independent ones among them: span over correlation time
	CorrelationDays *float64 `json:"correlation_days"` // of the mask
	Rows            []Row    `json:"rows"`
	Notes           []string `json:"notes,omitempty"`

	samples []Sample
	months  [][]Money // per shift, profit by month of closing
}

// placebo walks all shifts.
func (c *cell) placebo(ctx context.Context) error {
	shifts := c.lanes.Shifts(MinShift)
	p := Placebo{MinDays: MinShift, Shifts: len(shifts)}
	p.samples = make([]Sample, len(shifts))
	p.months = make([][]Money, len(shifts))
	err := c.lanes.each(ctx, len(shifts), c.masks,
		func(i int, m *mask) view { return m.shifted(shifts[i]) },
		func(i int, l *ledger) {
			if c.in.brief {
				p.samples[i] = l.totals()
				return
			}
			p.samples[i] = l.sample()
			p.months[i] = c.months.sums(l.daily)
		})
	if err != nil {
		return err
	}
	p.Rows = rows(&c.baseline, &c.filtered, p.samples)
	p.Effective, p.CorrelationDays = effective(c.lanes, c.in.Mask)
	p.note()
	c.out.Placebo, c.out.shifts = p, shifts
	return nil
}

func (p *Placebo) note() {
	switch {
	case p.Shifts == 0:
		p.Notes = append(p.Notes, fmt.Sprintf("no whole-day shift of at least %d days fits into the tested span", p.MinDays))
	case p.Effective != nil && *p.Effective < fewShifts:
		p.Notes = append(p.Notes, fmt.Sprintf(
			"the %d shifts are worth about %.1f independent ones: p below %.2f says no more than p = %.2f",
			p.Shifts, *p.Effective, 1/(*p.Effective+1), 1/(*p.Effective+1)))
	}
}

// effective is the number of independent shifts, and the correlation time in days,
// of the book whose mask has the fewest:
//
//	N = D/τ,   τ the correlation time of the share of each day that is blocked, at least 1
//
// A mask that blocks the same share of every day is taken row by row: if it blocks
// the same rows of every day, all of its shifts are one.
func effective(n *Lanes, blocked [][]bool) (shifts, correlation *float64) {
	for i, l := range n.lanes {
		shares := make([]float64, l.units)
		for row := l.first; row < l.rows; row++ {
			if blocked[i][row] {
				shares[(row-l.base)/l.size]++
			}
		}
		e := 0.0
		if tau, ok := stats.CorrelationTime(shares); ok {
			e = float64(l.units) / max(tau, 1)
		} else if e, ok = stats.EffectiveShifts(blocked[i][l.first:], l.size); !ok {
			continue
		}
		if shifts == nil || e < *shifts {
			days := float64(l.units) * float64(n.unit) / float64(data.Day)
			shifts, correlation = Number(e, true), Number(ratio(days, e))
		}
	}
	return shifts, correlation
}

// Row finds a line of the table by its figure's key.
func (p *Placebo) Row(key string) *Row {
	for i := range p.Rows {
		if p.Rows[i].Key == key {
			return &p.Rows[i]
		}
	}
	return nil
}
