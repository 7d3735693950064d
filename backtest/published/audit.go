package published

import (
	"context"
	"errors"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/strategies"
)

// An Audit says what the published filter is worth: what its windows chose over all
// strategies, for profit and for risk, against what the same windows choose anywhere
// else in time. Every trade is of 100 USDT and no wallet runs out.
type Audit struct {
	Source  string          `json:"source"`
	From    data.Instant    `json:"from"`
	To      data.Instant    `json:"to"`
	Windows int             `json:"windows"`
	Blocked float64         `json:"blocked_share"` // of all candles
	Arms    []Arm           `json:"strategies"`
	Sum     Arm             `json:"sum"`
	Answers verdict.Answers `json:"answers"` // of all strategies together: one test
	Shifted Shifted         `json:"shifted"`

	Improved  int      `json:"cells_improved"` // of the study's comparisons, as it counted
	Compared  int      `json:"cells_compared"`
	Ruined    []string `json:"ruined_cells"`
	Duplicate []string `json:"duplicate_cells"`
	Open      []string `json:"unfiltered_cells"` // published as filtered, without the filter's effect
}

// An Arm is one strategy, or their sum.
type Arm struct {
	Strategy       string          `json:"strategy"`
	BaselineTrades int             `json:"baseline_trades"`
	BaselineProfit backtest.Money  `json:"baseline_profit"`
	FilteredTrades int             `json:"filtered_trades"`
	FilteredProfit backtest.Money  `json:"filtered_profit"`
	Answers        verdict.Answers `json:"answers"` // by p-values adjusted for the strategies; the sum's are those of the audit
}

// A Shifted is what the same windows gain at other times: Delta at all circular
// whole-day shifts of at least some days.
type Shifted struct {
	MinDays int     `json:"min_shift_days"`
	Shifts  int     `json:"shifts"`
	Q05     float64 `json:"q05"`
	Q50     float64 `json:"q50"`
	Q95     float64 `json:"q95"`
	More    float64 `json:"share_gaining_more"`
	Above   float64 `json:"share_above_zero"`
}

// leastAmount is the amount step of the Audit, so small that every trade is worth
// the same to a cent. The exchange's own cuts up to 1 % off at the prices of 2025.
const leastAmount = 1e-8

// auditBook is a strategy of the Audit, laid out for walks.
type auditBook struct {
	verdict.Counted
	mask *data.Mask
	arm  Arm
}

// NewAudit audits the filter on candles of BTC/USDT, 5 minutes, that cover every report;
// cells are all reports, reproduced on them.
func NewAudit(ctx context.Context, c *data.Candles, cells []Reproduction) (*Audit, error) {
	a := &Audit{Source: Source, Windows: len(blocks()), Sum: Arm{Strategy: "all"}}
	specs := strategies.All()
	books := make([]*backtest.Book, len(specs))
	errs := make([]error, len(specs))
	err := parallel.Each(parallel.Named(ctx, "playing strategies"), len(specs), func(i int) {
		b, err := Book(c, specs[i].Name, WholeRange)
		if err != nil {
			errs[i] = err
			return
		}
		whole := b.Market
		whole.AmountStep = leastAmount
		books[i] = b.With(backtest.Execution{Rules: b.Rules, Market: whole, Stake: b.Stake})
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	w := verdict.DefaultWorthwhile(books[0].Rules.Fee)
	all := make([]auditBook, len(books))
	for i, b := range books { // each uses all cores itself
		parallel.Tell(ctx, "auditing", i, len(books))
		if all[i], err = newAuditBook(ctx, b, w); err != nil {
			return nil, err
		}
	}
	parallel.Tell(ctx, "auditing", len(books), len(books))
	a.span(books[0].Tape, all[0].mask)
	if err := a.answer(ctx, all, w); err != nil {
		return nil, err
	}
	if a.Shifted, err = shifted(ctx, all, a.Sum.FilteredProfit-a.Sum.BaselineProfit); err != nil {
		return nil, err
	}
	a.judgeCells(cells)
	return a, nil
}

// answer judges the strategies together and each among the others.
func (a *Audit) answer(ctx context.Context, all []auditBook, w verdict.Worthwhile) error {
	var counted []verdict.Counted
	for i := range all {
		counted = append(counted, all[i].Counted)
	}
	for i, p := range verdict.Adjust(counted) {
		all[i].arm.Answers = all[i].Evidence.Answers(w, &p)
		a.Arms = append(a.Arms, all[i].arm)
		a.Sum.add(&all[i].arm)
	}
	e, _, err := verdict.Headline(ctx, counted)
	if err != nil {
		return err
	}
	a.Answers = e.Answers(w, nil)
	a.Sum.Answers = a.Answers
	return nil
}

func (a *Audit) span(t *data.Tape, mask *data.Mask) {
	a.From, a.To = t.Time(t.Warm), t.Time(t.Len()-1)
	blocked := 0
	for from, to := range mask.Stretches() {
		blocked += max(0, to-max(from, t.Warm))
	}
	a.Blocked = float64(blocked) / float64(t.Len()-t.Warm)
}

func newAuditBook(ctx context.Context, b *backtest.Book, w verdict.Worthwhile) (auditBook, error) {
	k := auditBook{mask: blockMask(b.Tape)}
	books := []*backtest.Book{b}
	k.Subject = verdict.NewSubject(books, []*data.Mask{k.mask}, 1, 1)
	var err error
	if k.Evidence, _, err = k.Subject.Evidence(ctx, w); err != nil {
		return k, err
	}
	o, sums := k.Evidence.Outcome, k.Subject.Lanes.Walker().Sums(k.Subject.Laid, 0)
	k.arm = Arm{Strategy: b.Spec.Name, BaselineTrades: o.Trades, FilteredTrades: o.Trades + sums.Trades}
	for d, p := range o.BookDaily {
		k.arm.BaselineProfit += p
		k.arm.FilteredProfit += o.MaskDaily[d]
	}
	return k, nil
}

// add sums strategies up.
func (a *Arm) add(b *Arm) {
	a.BaselineTrades += b.BaselineTrades
	a.BaselineProfit += b.BaselineProfit
	a.FilteredTrades += b.FilteredTrades
	a.FilteredProfit += b.FilteredProfit
}

// shifted walks every shift with all strategies; the same shift moves all of them.
func shifted(ctx context.Context, all []auditBook, gain backtest.Money) (Shifted, error) {
	shifts := all[0].Shifts
	s := Shifted{MinDays: verdict.MinShift, Shifts: len(shifts)}
	gains := make([]backtest.Money, len(shifts))
	for _, k := range all {
		if !slices.Equal(k.Shifts, shifts) {
			return s, errors.New("the strategies' tested days differ")
		}
		w := k.Lanes.Walker()
		for i, n := range shifts {
			gains[i] += w.Sums(k.Laid, n).Profit
		}
		if err := ctx.Err(); err != nil {
			return s, err
		}
	}
	amounts := make([]float64, len(gains))
	for i, g := range gains {
		amounts[i] = g.Float()
		if g > gain {
			s.More++
		}
		if g > 0 {
			s.Above++
		}
	}
	if q, ok := stats.Quantiles(amounts, 0.05, 0.5, 0.95); ok {
		s.Q05, s.Q50, s.Q95 = q[0], q[1], q[2]
		s.More, s.Above = s.More/float64(len(gains)), s.Above/float64(len(gains))
	}
	return s, nil
}
