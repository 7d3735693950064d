package sheet

import (
	"cmp"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// Short forms, to read the tables below by.
type (
	JointCell = verdict.JointCell
	answerOf  = verdict.Answer
)

// Decomposition has a row a cell: delta = less + choosing, with what choosing is known
// to within, and the answer for profit.
func (s *Study) Decomposition() *table.Table {
	out := &table.Table{Title: s.mark("PROFIT: DELTA = LESS + CHOOSING (every trade at the same stake; intervals of 90 %; p one-sided)")}
	out.Columns = table.Words("Strategy", "Profit").Keep("Profit").Numbers(
		"Refused", "Delta "+s.StakeCurrency, "Less", "Choosing", "Between", "bp", "bp between", "p better", "p worse", "p, corrected")
	row := func(name string, a *verdict.Answers) {
		r := &a.Profit
		less := metrics.Undefined
		if r.Delta != nil && r.Selection != nil {
			less = answer.Money(answer.Less(r, s.StakeCurrency), s.StakeCurrency)
		}
		out.Rows = append(out.Rows, append(
			[]table.Field{{Text: name}, answerCell(r.Answer)},
			table.Texts(fmt.Sprint(a.Refused), s.money(r.Delta), less, s.money(r.Selection), s.amounts(r.Lo, r.Hi), points(r.BP), interval(r.BPLo, r.BPHi),
				pValue(r.P), pValue(r.PWorse), pValue(r.PAdjusted))...))
	}
	s.eachAnswer(out, row)
	return out
}

// Risks has a row a cell: what became of the worst days, beside what shifted masks and a
// smaller stake would have made of them.
func (s *Study) Risks() *table.Table {
	out := &table.Table{Title: s.mark("WORST DAYS (fall of the mean of the worst 5 % of days, each arm by its own, in %; intervals of 90 %)")}
	out.Columns = table.Words("Strategy", "Worst days").Keep("Worst days").Numbers(
		"Milder", "Shifted masks", "Smaller stake", "Beyond it", "Between", "Best days given up",
		"Tail days", "Tail avoided", "Its share", "Points", "Points between", "p knows", "p worse", "p, corrected")
	row := func(name string, a *verdict.Answers) {
		r := &a.Risk
		out.Rows = append(out.Rows, append(
			[]table.Field{{Text: name}, answerCell(r.Answer)},
			table.Texts(tenths(r.Cut), tenths(r.CutShifted), tenths(a.RefusedPct), points(r.Beyond), interval(r.BeyondLo, r.BeyondHi), tenths(r.GivenUp),
				fmt.Sprint(r.TailDays), tenths(r.Avoided), tenths(r.Share), points(r.Points), interval(r.Lo, r.Hi),
				pValue(r.P), pValue(r.PWorse), pValue(r.PAdjusted))...))
	}
	s.eachAnswer(out, row)
	return out
}

// eachAnswer fills a table with every cell and, of several, with all counted ones
// together.
func (s *Study) eachAnswer(t *table.Table, row func(string, *verdict.Answers)) {
	for i := range s.Joint.Cells {
		row(s.Label(&s.Cells[i]), &s.Joint.Cells[i].Answers)
	}
	if len(s.Joint.Cells) > 1 {
		row("ALL COUNTED", &s.Joint.Answers)
		t.Totals = 1
	}
}

func answerCell(a verdict.Answer) table.Field {
	return table.Field{Text: answer.Short(a), Tone: answer.Tone(a)}
}

func tenths(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return Decimals(*x, 1)
}

func interval(lo, hi *float64) string {
	if lo == nil || hi == nil {
		return metrics.Undefined
	}
	return answer.Points(*lo) + " to " + answer.Points(*hi)
}

func (s *Study) amounts(lo, hi *float64) string {
	if lo == nil || hi == nil {
		return metrics.Undefined
	}
	return answer.Span(*lo, *hi, s.StakeCurrency)
}

// chosenSheets say where the choosing of a cell comes from.
func (s *Study) chosenSheets(c *Subject) []*table.Table {
	k := c.Comparison.Chosen
	if k == nil {
		return nil
	}
	out := []*table.Table{s.ranks(k), s.late(c, k)}
	if len(k.Months) > 0 {
		out = append(out, s.choiceByMonth(k))
	}
	return out
}

// rankNames are the metrics of the ranks in words, and how they are worked out of the
// arm's daily profits at the fixed stake.
var rankNames = map[string]struct{ name, about string }{
	"daily_cvar_5":     {"CVaR 5 %, fixed stake", "mean of the ⌈N/20⌉ lowest daily profits, N = number of days"},
	"volatility_daily": {"Volatility of a day, fixed stake", "deviation of the daily profits, divisor N−1"},
	"worst_day":        {"Worst day, fixed stake", "lowest daily profit"},
	"max_drawdown":     {"Max drawdown, fixed stake", "max(H − C), C = running sum of the daily profits, H = max(0, running maximum of C)"},
	"ulcer":            {"Ulcer index, fixed stake", "√(mean of (H − C)²) over the days"},
	"best_days":        {"Mean of the best 5 % of days, fixed stake", "mean of the ⌈N/20⌉ highest daily profits"},
}

// ranks place the risk of both arms among that of the shifted masks.
func (s *Study) ranks(k *verdict.Chosen) *table.Table {
	out := &table.Table{Title: s.mark(fmt.Sprintf("RISK AT THE FIXED STAKE (%s; a rank among shifted masks, 1 the best, is no test)", s.StakeCurrency))}
	out.Columns = table.Words("Metric").Numbers("Baseline", "Filtered", "Delta", "Shifted masks' mean", "Rank")
	for i := range k.Ranks {
		r := &k.Ranks[i]
		name := rankNames[r.Key]
		metric := table.Field{Text: cmp.Or(name.name, r.Key), About: name.about}
		delta := r.Filtered - r.Baseline
		out.Rows = append(out.Rows, append([]table.Field{metric}, table.Texts(s.quantity(&r.Baseline, metrics.Money), s.quantity(&r.Filtered, metrics.Money),
			s.Gain(&delta), s.quantity(&r.Shifted, metrics.Money), fmt.Sprintf("%d of %d", r.Rank, r.Of))...))
	}
	return out
}

// late is the mask as it would have been with inputs that arrive later.
func (s *Study) late(c *Subject, k *verdict.Chosen) *table.Table {
	out := &table.Table{Title: s.mark("THE MASK LATE (what is left of choosing if it comes some candles later)")}
	out.Columns = table.Words("Candles late").Numbers("Delta "+s.StakeCurrency, "Choosing", "bp", "p better")
	r := &c.Comparison.Answers.Profit
	out.Rows = append(out.Rows, table.Texts("0", s.money(r.Delta), s.money(r.Selection), points(r.BP), pValue(r.P)))
	for i := range k.Late {
		l := &k.Late[i]
		out.Rows = append(out.Rows, table.Texts(fmt.Sprint(l.Candles), s.money(&l.Delta), s.money(&l.Selection), points(l.BP), pValue(&l.P)))
	}
	return out
}

// choiceByMonth says when the mask chose well.
func (s *Study) choiceByMonth(k *verdict.Chosen) *table.Table {
	title := "CHOOSING BY MONTH (parts that add up to the whole"
	if k.Between != nil {
		title += fmt.Sprintf("; choosing months rather than trades within them: %s %s more, without a p", s.money(k.Between), s.StakeCurrency)
	}
	out := &table.Table{Title: s.mark(title + ")")}
	out.Columns = table.Words("Month").Numbers("Refused", "Delta "+s.StakeCurrency, "Choosing")
	for i := range k.Months {
		m := &k.Months[i]
		out.Rows = append(out.Rows, table.Texts(m.Month, fmt.Sprint(m.Refused), s.money(&m.Delta), s.money(&m.Selection)))
	}
	return out
}
