package published

import (
	"context"
	"errors"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/strategies"
)

// An Audit says what the published filter is worth: what its windows gain over all
// strategies, against what the same windows gain anywhere else in time. Every trade
// is of 100 USDT and no wallet runs out.
type Audit struct {
	Source   string       `json:"source"`
	From     data.Instant `json:"from"`
	To       data.Instant `json:"to"`
	Windows  int          `json:"windows"`
	Blocked  float64      `json:"blocked_share"` // of all candles
	Arms     []Arm        `json:"strategies"`
	Sum      Arm          `json:"sum"`
	Placebos []Shifted    `json:"placebos"`

	Improved  int      `json:"cells_improved"` // of the study's comparisons, as it counted
	Compared  int      `json:"cells_compared"`
	Ruined    []string `json:"ruined_cells"`
	Duplicate []string `json:"duplicate_cells"`
	Open      []string `json:"unfiltered_cells"` // published as filtered, without the filter's effect
	Words     []string `json:"findings"`
}

// An Arm is one strategy, or their sum.
type Arm struct {
	Strategy       string        `json:"strategy"`
	BaselineTrades int           `json:"baseline_trades"`
	BaselineProfit verdict.Money `json:"baseline_profit"`
	FilteredTrades int           `json:"filtered_trades"`
	FilteredProfit verdict.Money `json:"filtered_profit"`
	Gain           float64       `json:"gain"`
	Removed        int           `json:"removed_trades"` // baseline less filtered: blocked less refilled

	// Expected is the gain of removing as many of the baseline's trades at random:
	//
	//	mean = −n·μ,   sd = √(n·(N−n)/(N−1))·σ
	Expected *float64 `json:"expected_of_random_deletion"`
	SD       *float64 `json:"sd_of_random_deletion"`
}

func (a *Arm) PerTrade() (float64, bool) {
	return a.Gain / float64(a.Removed), a.Removed != 0
}

// A Shifted is the placebo distribution over all circular whole-day shifts of
// at least some days.
type Shifted struct {
	MinDays  int          `json:"min_shift_days"`
	Shifts   int          `json:"shifts"`
	Q05      float64      `json:"q05"`
	Q50      float64      `json:"q50"`
	Q95      float64      `json:"q95"`
	Gain     verdict.Test `json:"gain"`
	More     float64      `json:"share_gaining_more"`
	PerTrade verdict.Test `json:"gain_per_removed_trade"`
}

// leastShifts are the least shifts, in days, whose distributions are shown: the
// tool's own and that of an earlier, independent count.
var leastShifts = [...]int{verdict.MinShift, 30}

// leastAmount is the amount step of the Audit, so small that every trade is worth
// the same to a cent. The exchange's own cuts up to 1 % off at the prices of 2025.
const leastAmount = 1e-8

// auditBook is a strategy of the Audit, laid out for walks.
type auditBook struct {
	lanes *backtest.Lanes
	mask  *data.Mask
	arm   Arm
}

// NewAudit audits the filter on candles of BTC/USDT, 5 minutes, that cover every report;
// cells are all reports, reproduced on them.
func NewAudit(ctx context.Context, c *data.Candles, cells []Cell) (*Audit, error) {
	a := &Audit{Source: Source, Windows: len(blocks()), Sum: Arm{Strategy: "all"}}
	specs := strategies.All()
	books := make([]auditBook, len(specs))
	tapes := make([]*data.Tape, len(specs))
	errs := make([]error, len(specs))
	err := parallel.Each(ctx, len(specs), func(i int) {
		b, err := Book(c, specs[i].Name, WholeRange)
		if err != nil {
			errs[i] = err
			return
		}
		whole := b.Market
		whole.AmountStep = leastAmount
		tapes[i], books[i] = b.Tape, newAuditBook(b.With(backtest.Execution{Rules: b.Rules, Market: whole, Stake: b.Stake}))
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	a.span(tapes[0], books[0].mask)
	for i := range books {
		a.Arms = append(a.Arms, books[i].arm)
		a.Sum.add(&books[i].arm)
	}
	for _, days := range leastShifts {
		s, err := a.shift(ctx, books, days)
		if err != nil {
			return nil, err
		}
		a.Placebos = append(a.Placebos, s)
	}
	a.judgeCells(cells)
	a.Words = a.words()
	return a, nil
}

func (a *Audit) span(t *data.Tape, mask *data.Mask) {
	a.From, a.To = t.Time(t.Warm), t.Time(t.Len()-1)
	blocked := 0
	for from, to := range mask.Stretches() {
		blocked += max(0, to-max(from, t.Warm))
	}
	a.Blocked = float64(blocked) / float64(t.Len()-t.Warm)
}

func newAuditBook(b *backtest.Book) auditBook {
	books := []*backtest.Book{b}
	k := auditBook{lanes: backtest.NewLanes(books, 1, backtest.ByClose), mask: blockMask(b.Tape)}
	w := k.lanes.Walker()
	base, _ := w.Open()
	filt, _ := w.Sample(k.lanes.Lay([]*data.Mask{k.mask}), 0)
	k.arm = Arm{
		Strategy:       b.Spec.Name,
		BaselineTrades: base.Trades, BaselineProfit: base.Profit,
		FilteredTrades: filt.Trades, FilteredProfit: filt.Profit,
		Gain: (filt.Profit - base.Profit).Float(), Removed: base.Trades - filt.Trades,
	}
	var profits []float64
	for _, t := range backtest.Walk(books, nil, backtest.Fixed(books, backtest.DefaultWallet())).Trades {
		profits = append(profits, t.ProfitAbs)
	}
	if mean, sd, ok := stats.RandomSubset(profits, k.arm.Removed); ok {
		mean = -mean
		k.arm.Expected, k.arm.SD = &mean, &sd
	}
	return k
}

// add sums strategies up; deletions of different strategies are independent.
func (a *Arm) add(b *Arm) {
	a.BaselineTrades += b.BaselineTrades
	a.BaselineProfit += b.BaselineProfit
	a.FilteredTrades += b.FilteredTrades
	a.FilteredProfit += b.FilteredProfit
	a.Gain = (a.FilteredProfit - a.BaselineProfit).Float()
	a.Removed += b.Removed
	if b.Expected == nil {
		return
	}
	if a.Expected == nil {
		a.Expected, a.SD = new(float64), new(float64)
	}
	*a.Expected += *b.Expected
	*a.SD = math.Hypot(*a.SD, *b.SD)
}

// shift walks every shift with all strategies; the same shift moves all of them.
func (a *Audit) shift(ctx context.Context, books []auditBook, days int) (Shifted, error) {
	shifts := books[0].lanes.Shifts(days)
	s := Shifted{MinDays: days, Shifts: len(shifts)}
	gain, removed := make([]verdict.Money, len(shifts)), make([]int, len(shifts))
	for _, k := range books {
		if !slices.Equal(k.lanes.Shifts(days), shifts) {
			return s, errors.New("the strategies' tested days differ")
		}
		sums, err := verdict.ShiftSums(ctx, k.lanes, k.lanes.Lay([]*data.Mask{k.mask}), shifts)
		if err != nil {
			return s, err
		}
		for i, p := range sums {
			gain[i] += p.Profit
			removed[i] -= p.Trades
		}
	}
	gains, each := make([]float64, len(gain)), make([]float64, 0, len(gain))
	more := 0
	for i, g := range gain {
		gains[i] = g.Float()
		if gains[i] > a.Sum.Gain {
			more++
		}
		if removed[i] != 0 {
			each = append(each, gains[i]/float64(removed[i]))
		}
	}
	s.Gain = verdict.Judge(a.Sum.Gain, gains, +1)
	if r, ok := a.Sum.PerTrade(); ok {
		s.PerTrade = verdict.Judge(r, each, +1)
	}
	if q, ok := stats.Quantiles(gains, 0.05, 0.5, 0.95); ok {
		s.Q05, s.Q50, s.Q95 = q[0], q[1], q[2]
		s.More = float64(more) / float64(len(gains))
	}
	return s, nil
}
