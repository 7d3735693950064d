// Package verdict answers whether a filter helped: it holds a filtered run against
// its baseline, and the difference against what the same filter does at times at
// which it can know nothing. Doubts are part of the answer; nothing fails.
package verdict

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// An Input is one cell: a filter on the books of one strategy. Only Books, Mask and
// Wallet are needed.
type Input struct {
	Strategy string // "" for the first book's
	Filter   string
	Books    []*backtest.Book // of one run; settled if another goroutine may use them
	Mask     []*data.Mask     // per book, per row of its tape: the filter refuses entries
	Wallet   backtest.Wallet

	Seed       uint64      // of the bootstrap and of turned weeks and days
	Worthwhile *Worthwhile // nil for the defaults: one side's fee, and 3 points
	Fees       []float64   // fee ratios to re-execute under, ascending
	Labels     []Labels    // for the breakdowns
	Variants   []Variant   // other masks to hold this one against, such as the filter without one input
	Quality    [][]Quality // per book and row, if known
	Doubts     []string    // sentences: reasons from outside for which nothing can be said

	Lanes *lanes.Lanes // by close, of these books and slots, if they have been made already
}

// A Comparison is the whole answer for one cell. All money is in the quote asset;
// all but Attribution is at the fixed stake.
type Comparison struct {
	Strategy string       `json:"strategy"`
	Filter   string       `json:"filter"`
	Pairs    []string     `json:"pairs"`
	From     data.Instant `json:"from"`
	To       data.Instant `json:"to"`
	Slots    int          `json:"slots"`
	Stake    float64      `json:"stake"`

	Answers Answers `json:"answers"` // of one look; a joint answer adjusts them
	Chosen  *Chosen `json:"chosen,omitempty"`
	Health  Health  `json:"health"`

	Attribution    *fate.Attribution `json:"attribution"`                // of the wallet's arms
	FixedNotional  *fate.Attribution `json:"attribution_fixed_notional"` // of the arms that the rest is about
	Counterfactual Counterfactual    `json:"counterfactual"`
	Fees           Fees              `json:"fees"`
	Breakdowns     []Breakdown       `json:"breakdowns"`
	Variants       []VariantTest     `json:"variants,omitempty"`

	Warnings []string `json:"warnings,omitempty"`

	WalletBaseline *backtest.Result `json:"-"`
	WalletFiltered *backtest.Result `json:"-"`
	FixedBaseline  *backtest.Result `json:"-"`
	FixedFiltered  *backtest.Result `json:"-"`

	subject  *Subject
	evidence *Evidence
}

// cell is a comparison in the making.
type cell struct {
	in                 *Input
	out                *Comparison
	lanes              *lanes.Lanes
	baseline, filtered lanes.Sample
	block              float64  // mean block length in days
	faults             []string // that leave nothing to compare, in sentences
}

// Cell compares one filter with its baseline. It returns an error only if ctx is
// done; whatever is wrong with the input is part of the answers.
func Cell(ctx context.Context, in Input) (*Comparison, error) {
	out := &Comparison{Strategy: in.Strategy, Filter: in.Filter, Pairs: []string{}, Breakdowns: []Breakdown{}, Slots: in.Wallet.Slots}
	c := &cell{in: &in, out: out}
	if in.checkInput(&out.Health); len(out.Health.Faults) == 0 {
		c.describe()
		in.count(&out.Health)
		if err := c.run(ctx); err != nil {
			return nil, err
		}
	} else {
		out.evidence = &Evidence{Faults: sentences(out.Health.Faults)}
		out.Answers = out.evidence.Answers(Worthwhile{}, nil)
	}
	out.warn()
	return out, nil
}

func (c *cell) describe() {
	for _, b := range c.in.Books {
		c.out.Pairs = append(c.out.Pairs, b.Tape.Pair)
	}
	if c.out.Strategy == "" {
		c.out.Strategy = c.in.Books[0].Spec.Name
	}
	c.out.Stake = c.in.Books[0].Stake
	r := backtest.Result{Books: c.in.Books}
	c.out.From, c.out.To = r.Span()
}

// run works everything out, in the order in which one thing needs another.
func (c *cell) run(ctx context.Context) error {
	if c.lanes = c.in.Lanes; c.lanes == nil {
		c.lanes = lanes.New(c.in.Books, c.in.Wallet.Slots, lanes.ByClose)
	}
	c.arms()
	var base, filt []backtest.Money
	c.baseline, base = c.lanes.Walker().Open()
	c.filtered, filt = c.lanes.Walker().Sample(c.lanes.Lay(c.in.Mask), 0)
	c.block = shift.BlockLength(base, filt)
	c.counterfactual()
	c.out.Health.Days = c.lanes.Days()
	c.judgeHealth()
	c.saved()
	if err := c.answer(ctx); err != nil {
		return err
	}
	return ctx.Err()
}

// arms walks the wallet's arms and the fixed-notional ones.
func (c *cell) arms() {
	gate, fixed := backtest.Masked(c.in.Mask), backtest.Fixed(c.in.Books, c.in.Wallet)
	o := c.out
	o.WalletBaseline = backtest.Walk(c.in.Books, nil, c.in.Wallet)
	o.WalletFiltered = backtest.Walk(c.in.Books, gate, c.in.Wallet)
	o.FixedBaseline = backtest.Walk(c.in.Books, nil, fixed)
	o.FixedFiltered = backtest.Walk(c.in.Books, gate, fixed)
	o.Attribution = fate.Attribute(o.WalletBaseline, o.WalletFiltered, gate)
	o.FixedNotional = fate.Attribute(o.FixedBaseline, o.FixedFiltered, gate)
}
