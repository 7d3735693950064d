package verdict

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// Fees says how much of the difference is nothing but fees not paid.
type Fees struct {
	Saved     backtest.Money `json:"saved"` // fees of the baseline − fees of the filtered arm
	Delta     backtest.Money `json:"delta"`
	Gross     backtest.Money `json:"delta_before_fees"` // Delta − Saved
	Share     *float64       `json:"share_saved"`       // Saved/Delta
	BreakEven *float64       `json:"break_even_fee"`    // at which Delta is 0 if no trade ended otherwise
	Sweep     []FeePoint     `json:"sweep,omitempty"`
	// Where the sweep's difference and selection change sign, by the straight line
	// between the two points around the first change; nil if they never do.
	SweepDelta     *float64 `json:"sweep_break_even_delta"`
	SweepSelection *float64 `json:"sweep_break_even_selection"`
}

// A FeePoint is both arms re-executed under another fee: exits that depend on
// profit move with it. The selection is centred as at the fee of the run.
type FeePoint struct {
	Fee       float64        `json:"fee"`
	Baseline  backtest.Money `json:"baseline"`
	Filtered  backtest.Money `json:"filtered"`
	Delta     float64        `json:"delta"`
	Selection float64        `json:"selection"`
}

// saved tells fees and the rest of the difference apart.
func (c *cell) saved() {
	f := &c.out.Fees
	f.Delta = c.filtered.Profit - c.baseline.Profit
	f.Saved = c.baseline.Fees - c.filtered.Fees
	f.Gross = f.Delta - f.Saved
	f.Share = Number(ratio(f.Saved.Float(), f.Delta.Float()))
	fee := c.in.Books[0].Rules.Fee
	if r, ok := ratio(-f.Gross.Float()*fee, f.Saved.Float()); ok && r >= 0 {
		f.BreakEven = &r
	}
}

func (c *cell) fees(ctx context.Context, o *shift.Outcome) error {
	f := &c.out.Fees
	for _, fee := range c.in.Fees {
		p, err := c.feePoint(ctx, o, fee)
		if err != nil {
			return err
		}
		f.Sweep = append(f.Sweep, p)
	}
	f.SweepDelta = crossing(f.Sweep, func(p *FeePoint) float64 { return p.Delta })
	f.SweepSelection = crossing(f.Sweep, func(p *FeePoint) float64 { return p.Selection })
	return nil
}

func (c *cell) feePoint(ctx context.Context, o *shift.Outcome, fee float64) (FeePoint, error) {
	at := *c.out.subject
	books := make([]*backtest.Book, len(c.in.Books))
	for i, b := range c.in.Books {
		rules := b.Rules
		rules.Fee = fee
		books[i] = b.With(backtest.Execution{Rules: rules, Market: b.Market, Stake: b.Stake})
	}
	at.Books, at.closing = books, nil
	at.lay()
	p := FeePoint{Fee: fee}
	for i := range books {
		for _, profit := range at.Lanes.Baseline(i).Profit {
			p.Baseline += profit
		}
	}
	sums := at.Lanes.Walker().Sums(at.Laid, 0)
	p.Filtered, p.Delta = p.Baseline+sums.Profit, sums.Profit.Float()
	chosen, err := at.selections(ctx, o, 1, func(int) []*data.Mask { return at.masks })
	if err == nil {
		p.Selection = chosen[0]
	}
	return p, err
}

// crossing is the fee at which a figure first changes sign, in the order given.
func crossing(points []FeePoint, of func(*FeePoint) float64) *float64 {
	for i := 1; i < len(points); i++ {
		a, b := of(&points[i-1]), of(&points[i])
		if (a < 0) == (b < 0) {
			continue
		}
		t := a / (a - b)
		return Number(points[i-1].Fee+float64(t*(points[i].Fee-points[i-1].Fee)), true)
	}
	return nil
}
