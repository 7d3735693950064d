package verdict

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
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
	lanes := backtest.NewLanes(books, c.in.Wallet.Slots, backtest.ByClose)
	p := FeePoint{Fee: fee}
	for i := range books {
		for _, profit := range lanes.Baseline(i).Profit {
			p.Baseline += profit
		}
	}
	sums, test, err := thinned(ctx, lanes, c.in.Mask)
	p.Filtered, p.Test = p.Baseline+sums.Profit, test
	return p, err
}

// thinned walks a mask and tests its profit against that of some of its shifts.
func thinned(ctx context.Context, lanes *backtest.Lanes, masks []*data.Mask) (backtest.Sums, Test, error) {
	laid := lanes.Lay(masks)
	sums := lanes.Walker().Sums(laid, 0)
	shifted, err := ShiftSums(ctx, lanes, laid, backtest.Thin(lanes.Shifts(MinShift), sweepShifts))
	placebo := make([]float64, len(shifted))
	for i := range shifted {
		placebo[i] = shifted[i].Profit.Float()
	}
	return sums, judge(sums.Profit.Float(), placebo, +1), err
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
