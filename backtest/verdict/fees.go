package verdict

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest"
)

// Fees says how much of the difference is nothing but fees not paid.
type Fees struct {
	Saved     Money      `json:"saved"` // fees of the baseline − fees of the filtered arm
	Delta     Money      `json:"delta"`
	Gross     Money      `json:"delta_before_fees"` // Delta − Saved
	Share     *float64   `json:"share_saved"`       // Saved/Delta
	BreakEven *float64   `json:"break_even_fee"`    // at which Delta is 0 if no trade ended otherwise
	Sweep     []FeePoint `json:"sweep,omitempty"`
	// Where the sweep's difference and lift change sign, by the straight line between
	// the two points around the first change; nil if they never do.
	SweepDelta *float64 `json:"sweep_break_even_delta"`
	SweepLift  *float64 `json:"sweep_break_even_lift"`
}

// A FeePoint is both arms re-executed under another fee: exits that depend on
// profit move with it.
type FeePoint struct {
	Fee      float64 `json:"fee"`
	Baseline Money   `json:"baseline"`
	Filtered Money   `json:"filtered"`
	Test             // of filtered − baseline
}

// sweepShifts is the number of placebos of a point of a sweep.
const sweepShifts = 500

func (c *cell) fees(ctx context.Context) error {
	f := &c.out.Fees
	f.Delta = c.filtered.Profit - c.baseline.Profit
	f.Saved = c.baseline.Fees - c.filtered.Fees
	f.Gross = f.Delta - f.Saved
	f.Share = Number(ratio(f.Saved.Float(), f.Delta.Float()))
	fee := c.in.Books[0].Rules.Fee
	if r, ok := ratio(-f.Gross.Float()*fee, f.Saved.Float()); ok && r >= 0 {
		f.BreakEven = &r
	}
	for _, fee := range c.in.Fees {
		p, err := c.feePoint(ctx, fee)
		if err != nil {
			return err
		}
		f.Sweep = append(f.Sweep, p)
	}
	f.SweepDelta = crossing(f.Sweep, func(p *FeePoint) *float64 { return p.Observed })
	f.SweepLift = crossing(f.Sweep, func(p *FeePoint) *float64 { return p.Lift })
	return nil
}

func (c *cell) feePoint(ctx context.Context, fee float64) (FeePoint, error) {
	books := make([]*backtest.Book, len(c.in.Books))
	for i, b := range c.in.Books {
		rules := b.Rules
		rules.Fee = fee
		books[i] = b.With(backtest.Execution{Rules: rules, Market: b.Market, Stake: b.Stake})
	}
	lanes := NewLanes(books, c.in.Wallet.Slots)
	p := FeePoint{Fee: fee, Baseline: lanes.Baseline().Profit, Filtered: lanes.Observe(c.in.Mask).Profit}
	samples, err := lanes.Shifted(ctx, c.in.Mask, Thin(lanes.Shifts(MinShift), sweepShifts))
	if err != nil {
		return p, err
	}
	placebo := make([]float64, len(samples))
	for i := range samples {
		placebo[i] = (samples[i].Profit - p.Baseline).Float()
	}
	p.Test = judge((p.Filtered - p.Baseline).Float(), placebo, +1)
	return p, nil
}

// crossing is the fee at which a figure first changes sign, in the order given.
func crossing(points []FeePoint, of func(*FeePoint) *float64) *float64 {
	for i := 1; i < len(points); i++ {
		a, b := of(&points[i-1]), of(&points[i])
		if a == nil || b == nil || (*a < 0) == (*b < 0) {
			continue
		}
		t := *a / (*a - *b)
		return Number(points[i-1].Fee+float64(t*(points[i].Fee-points[i-1].Fee)), true)
	}
	return nil
}
