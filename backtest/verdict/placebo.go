package verdict

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
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

	samples []backtest.Sample
	months  [][]Money // per shift, profit by month of closing
}

// placebo walks all shifts.
func (c *cell) placebo(ctx context.Context) error {
	shifts := c.lanes.Shifts(MinShift)
	p := Placebo{MinDays: MinShift, Shifts: len(shifts)}
	p.samples = make([]backtest.Sample, len(shifts))
	p.months = make([][]Money, len(shifts))
	err := each(ctx, c.lanes, len(shifts), func(w *backtest.Walker, i int) {
		var daily []Money
		p.samples[i], daily = w.Sample(c.laid, shifts[i])
		p.months[i] = c.months.sums(daily)
	})
	if err != nil {
		return err
	}
	p.Rows = rows(&c.baseline, &c.filtered, p.samples)
	p.Effective, p.CorrelationDays = Effective(c.lanes, c.in.Mask)
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

// Row finds a line of the table by its figure's key.
func (p *Placebo) Row(key string) *Row {
	for i := range p.Rows {
		if p.Rows[i].Key == key {
			return &p.Rows[i]
		}
	}
	return nil
}
