package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// Criteria are what the best setting of a window may be chosen by.
//
//	excess  difference in profit beyond what as many average trades would make
//	profit  difference in profit
//	sharpe  Sharpe ratio of the daily profits
var Criteria = []string{"excess", "profit", "sharpe"}

// A Choice is the setting chosen on one window and what it then did. Trades count
// where they close.
type Choice struct {
	Window
	Setting string   `json:"setting"` // "none" if no setting beats the open gate
	Index   int      `json:"-"`       // of the setting; −1 for none
	Chosen  *float64 `json:"chosen"`  // the criterion on the first part
	Judged  *float64 `json:"judged"`  // the same on the second part

	BaselineTrades int           `json:"baseline_trades"` // of the second part, as all that follows
	BaselineProfit verdict.Money `json:"baseline_profit"`
	Trades         int           `json:"trades"`
	Profit         verdict.Money `json:"profit"`
}

// None is the choice of no setting.
const None = "none"

// Choose walks forward: on every window it takes the setting that was best by the
// criterion, or none if none beats the open gate. It looks at nothing that happens
// after the window: a trade that is still open at its end does not count.
func (c *Cell) Choose(batches []*Batch, names []string, w Windows, criterion string) []Choice {
	var days []daily
	for _, b := range batches {
		days = append(days, b.days...)
	}
	from, to := c.span()
	var out []Choice
	for _, win := range w.over(from, to) {
		out = append(out, c.choose(days, names, win, criterion))
	}
	return out
}

func (c *Cell) span() (from, to data.Instant) {
	r := backtest.Result{Books: c.Books}
	return r.Span()
}

// dayOf is the day on which an instant lies, within the run.
func (c *Cell) dayOf(at data.Instant) int {
	return min(max(0, int((at-c.day0)/data.Instant(data.Day))), c.days)
}

func (c *Cell) choose(days []daily, names []string, win Window, criterion string) Choice {
	k := Choice{Window: win, Setting: None, Index: -1}
	a, b, z := c.dayOf(win.From), c.dayOf(win.Split), c.dayOf(win.To)
	if _, n := c.base.sum(a, b); n >= few {
		best := 0.0
		for i, d := range days {
			if x, ok := merit(d, c.base, a, b, criterion); ok && x > best {
				best, k.Index = x, i
			}
		}
		k.Chosen = verdict.Number(best, k.Index >= 0)
	}
	k.BaselineProfit, k.BaselineTrades = c.base.sum(b, z)
	k.Profit, k.Trades = k.BaselineProfit, k.BaselineTrades
	if k.Index >= 0 {
		d := days[k.Index]
		k.Setting = names[k.Index]
		k.Profit, k.Trades = d.sum(b, z)
		k.Judged = verdict.Number(merit(d, c.base, b, z, criterion))
	}
	return k
}

// merit is the criterion on the days from a up to and not including b; above 0 is
// better than the open gate.
func merit(d, base daily, a, b int, criterion string) (float64, bool) {
	profit, trades := d.sum(a, b)
	was, n := base.sum(a, b)
	if n == 0 {
		return 0, false
	}
	delta := (profit - was).Float()
	switch criterion {
	case "profit":
		return delta, true
	case "sharpe":
		part := func(d daily) *float64 { return yearly(daily{d.Profit[a:b], d.Trades[a:b]}.floats()) }
		x, y := part(d), part(base)
		if x == nil || y == nil {
			return 0, false
		}
		return *x - *y, true
	default:
		return delta - float64(float64(trades-n)*(was.Float()/float64(n))), true
	}
}

// A Forward is a whole walk forward. Its comparison is that of one filter that uses
// in every window the setting chosen before it, judged on the judged windows alone.
type Forward struct {
	Windows    string              `json:"windows"`
	Criterion  string              `json:"criterion"`
	Choices    []Choice            `json:"choices"`
	Kept       *float64            `json:"judged_of_chosen"` // Σ judged / Σ chosen: what remains of a choice's promise
	Comparison *verdict.Comparison `json:"comparison"`       // nil without a window
	Note       string              `json:"note,omitempty"`
}

// Forward judges choices. maskOf gives the mask of a setting by its index: per book
// and row.
func (c *Cell) Forward(ctx context.Context, choices []Choice, w Windows, criterion string, maskOf func(ctx context.Context, index int) ([]*data.Mask, error)) (*Forward, error) {
	f := &Forward{Windows: w.String(), Criterion: criterion, Choices: choices}
	if len(choices) == 0 {
		from, to := c.span()
		f.Choices = []Choice{}
		f.Note = fmt.Sprintf("%s to %s is too short for windows of %s: nothing is judged", from, to, w)
		return f, nil
	}
	var chosen, judged float64
	for _, k := range choices {
		if k.Chosen != nil && k.Judged != nil {
			chosen, judged = chosen+*k.Chosen, judged+*k.Judged
		}
	}
	f.Kept = verdict.Number(judged/chosen, chosen > 0)
	mask, err := c.stitch(ctx, choices, maskOf)
	if err != nil {
		return nil, err
	}
	books, err := c.judgedBooks(choices[0].Split)
	if err != nil {
		f.Note = err.Error()
		return f, nil
	}
	f.Comparison, err = verdict.Cell(ctx, verdict.Input{
		Strategy: c.Strategy, Filter: "chosen by " + f.Windows, Books: books, Mask: mask, Wallet: c.Wallet, Seed: 1,
	})
	return f, err
}

// stitch puts the masks of the chosen settings together, each for the signals of the
// window that it is judged on.
func (c *Cell) stitch(ctx context.Context, choices []Choice, maskOf func(context.Context, int) ([]*data.Mask, error)) ([]*data.Mask, error) {
	out := make([]*data.Mask, len(c.Books))
	for i, b := range c.Books {
		out[i] = data.NewMask(b.Tape.Len())
	}
	for _, k := range choices {
		if k.Index < 0 {
			continue
		}
		mask, err := maskOf(ctx, k.Index)
		if err != nil {
			return nil, err
		}
		for i, b := range c.Books {
			from, to := max(0, b.Tape.Row(k.Split-1)+1), min(b.Tape.Len(), b.Tape.Row(k.To-1)+1)
			for a, b := range mask[i].Stretches() {
				out[i].SetRange(max(a, from), max(from, min(b, to)))
			}
		}
	}
	return out, nil
}

// judgedBooks are the cell's books from the first judged candle on. The strategies
// have seen all that went before.
func (c *Cell) judgedBooks(from data.Instant) ([]*backtest.Book, error) {
	_, end := c.span()
	var out []*backtest.Book
	for _, b := range c.Books {
		t := *b.Tape
		t.Warm = max(t.Warm, t.Row(from-1)+1)
		if t.Len()-t.Warm < 2 {
			return nil, errors.New(b.Tape.Pair + ": no candles are left to judge on")
		}
		out = append(out, backtest.NewBook(&t, b.Spec, backtest.Execution{Rules: b.Rules, Market: b.Market, Stake: b.Stake, End: end}))
	}
	return out, nil
}

// CheckCriterion reports a name that is no criterion.
func CheckCriterion(name string) error {
	if !slices.Contains(Criteria, name) {
		return fmt.Errorf("criterion %q: expected %s", name, strings.Join(Criteria, ", "))
	}
	return nil
}
