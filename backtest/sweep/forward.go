package sweep

import (
	"context"
	"errors"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// A Choice is the setting chosen on one window and what it then did. Trades count
// where they close.
type Choice struct {
	Window
	Setting string   `json:"setting"` // "none" if no setting is better than the open gate
	Index   int      `json:"-"`       // of the setting; −1 for none
	Chosen  *float64 `json:"chosen"`  // the objective on the first part
	Judged  *float64 `json:"judged"`  // the same on the second part

	BaselineTrades int            `json:"baseline_trades"` // of the second part, as all that follows
	BaselineProfit backtest.Money `json:"baseline_profit"`
	Trades         int            `json:"trades"`
	Profit         backtest.Money `json:"profit"`
}

// None is the choice of no setting.
const None = "none"

// Choose walks forward: on every window it takes the setting with the highest
// objective, or none if none is above 0. It looks at nothing that happens after the
// window: a trade that is still open at its end does not count.
func (t *Testbed) Choose(batches []*Batch, names []string) []Choice {
	var all []effect
	for _, b := range batches {
		all = append(all, b.effects...)
	}
	var out []Choice
	for i := range t.windows {
		w := &t.windows[i]
		k := Choice{Window: w.Window, Setting: None, Index: -1}
		best := 0.0
		for n := range all {
			if x := all[n].windows[i].chosen; x != nil && *x > best {
				best, k.Index = *x, n
			}
		}
		k.BaselineProfit, k.BaselineTrades = w.judge.profit, w.judge.trades
		k.Profit, k.Trades = k.BaselineProfit, k.BaselineTrades
		if k.Index >= 0 {
			s := &all[k.Index].windows[i]
			k.Setting, k.Chosen, k.Judged = names[k.Index], s.chosen, s.judged
			k.Profit, k.Trades = s.profit, s.trades
		}
		out = append(out, k)
	}
	return out
}

// A Forward is a whole walk forward. Its answers are those of one filter that uses in
// every window the setting chosen before it, judged on the judged windows alone.
type Forward struct {
	Windows   string           `json:"windows"`
	Objective string           `json:"objective"`
	Choices   []Choice         `json:"choices"`
	Kept      *float64         `json:"judged_of_chosen"` // Σ judged / Σ chosen: what remains of a choice's promise
	From      *data.Instant    `json:"from"`             // of what is judged
	To        *data.Instant    `json:"to"`
	Answers   *verdict.Answers `json:"answers"` // nil without a window
	Note      string           `json:"note,omitempty"`

	counted *verdict.Counted
}

// Forward judges choices. maskOf gives the mask of a setting by its index: per book
// and row.
func (t *Testbed) Forward(ctx context.Context, choices []Choice, maskOf func(ctx context.Context, index int) ([]*data.Mask, error)) (*Forward, error) {
	f := &Forward{Windows: t.Windows.String(), Objective: t.Objective, Choices: choices}
	from, end := t.span()
	if len(choices) == 0 {
		f.Choices = []Choice{}
		f.Note = fmt.Sprintf("%s to %s is too short for windows of %s: nothing is judged", from, end, t.Windows)
		return f, nil
	}
	var chosen, judged float64
	picked := false
	for _, k := range choices {
		picked = picked || k.Index >= 0
		if k.Chosen != nil && k.Judged != nil {
			chosen, judged = chosen+*k.Chosen, judged+*k.Judged
		}
	}
	f.Kept = verdict.Number(judged/chosen, chosen > 0)
	if !picked {
		f.Note = "no window has a setting that is better than the open gate: nothing is judged"
		return f, nil
	}
	mask, err := t.stitch(ctx, choices, maskOf)
	if err != nil {
		return nil, err
	}
	books, err := t.judgedBooks(choices[0].Split)
	if err != nil {
		f.Note = err.Error()
		return f, nil
	}
	s := verdict.NewSubject(books, mask, t.Wallet.Slots, t.Seed)
	e, _, err := s.Evidence(ctx, t.Worthwhile)
	if err != nil {
		return nil, err
	}
	a := e.Answers(t.Worthwhile, nil)
	span := backtest.Result{Books: books}
	first, last := span.Span()
	f.From, f.To, f.Answers = &first, &last, &a
	if len(e.Faults) == 0 {
		f.counted = &verdict.Counted{Subject: s, Evidence: e, Span: fmt.Sprintln(first, last)}
	}
	return f, nil
}

// Overall answers for all walks forward together, or is nil if none was judged. Of
// testbeds on the same time with the same strategy, as of several fees, pass one.
func Overall(ctx context.Context, walks []*Forward, w verdict.Worthwhile) (*verdict.Answers, error) {
	var counted []verdict.Counted
	for _, f := range walks {
		if f.counted != nil {
			counted = append(counted, *f.counted)
		}
	}
	e, notes, err := verdict.Headline(ctx, counted)
	if e == nil || err != nil {
		return nil, err
	}
	a := e.Answers(w, nil)
	a.Reasons = append(a.Reasons, notes...)
	return &a, nil
}

// stitch puts the masks of the chosen settings together, each for the signals of the
// window that it is judged on.
func (t *Testbed) stitch(ctx context.Context, choices []Choice, maskOf func(context.Context, int) ([]*data.Mask, error)) ([]*data.Mask, error) {
	out := make([]*data.Mask, len(t.Books))
	for i, b := range t.Books {
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
		for i, b := range t.Books {
			from, to := max(0, b.Tape.Row(k.Split-1)+1), min(b.Tape.Len(), b.Tape.Row(k.To-1)+1)
			for a, b := range mask[i].Stretches() {
				out[i].SetRange(max(a, from), max(from, min(b, to)))
			}
		}
	}
	return out, nil
}

// judgedBooks are the books from the first judged candle on. The strategies
// have seen all that went before.
func (t *Testbed) judgedBooks(from data.Instant) ([]*backtest.Book, error) {
	_, end := t.span()
	var out []*backtest.Book
	for _, b := range t.Books {
		t := *b.Tape
		t.Warm = max(t.Warm, t.Row(from-1)+1)
		if t.Len()-t.Warm < 2 {
			return nil, errors.New(b.Tape.Pair + ": no candles are left to judge on")
		}
		out = append(out, backtest.NewBook(&t, b.Spec, backtest.Execution{Rules: b.Rules, Market: b.Market, Stake: b.Stake, End: end}))
	}
	return out, nil
}
