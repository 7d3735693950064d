package sheet

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// Title says what was run.
func (s *Study) Title() string {
	if len(s.Cells) == 0 {
		return s.mark("Backtest of nothing")
	}
	var names, pairs []string
	first, last := s.Cells[0].Baseline.Run.From, s.Cells[0].Baseline.Run.To
	for i := range s.Cells {
		c := &s.Cells[i]
		names, pairs = appendNew(names, c.Strategy), appendNew(pairs, c.Pairs...)
		first, last = min(first, c.Baseline.Run.From), max(last, c.Baseline.Run.To)
	}
	what := strings.Join(pairs, ", ")
	if len(pairs) > 3 {
		what = fmt.Sprintf("%d pairs", len(pairs))
	}
	strategies := names[0]
	if len(names) > 1 {
		strategies = fmt.Sprintf("%d strategies", len(names))
	}
	if stake, ok := s.stake(); ok {
		if unit := math.Pow10(metrics.Decimals(s.StakeCurrency)); stake >= 1 {
			stake = math.Round(stake*unit) / unit
		}
		at := Shortest(stake) + " " + s.StakeCurrency + " a trade"
		if slices.ContainsFunc(s.Cells, func(c Subject) bool { return c.Wallet.Unlimited }) {
			at = "unlimited stakes (answers at " + at + ")"
		}
		strategies += " at " + at
	}
	parts := []string{strings.TrimSpace(what + " " + s.Timeframe), s.days(first, last), strategies}
	return s.mark(strings.Join(parts, " · "))
}

// days are the first and the last day that were tested, and how many periods.
func (s *Study) days(first, last data.Instant) string {
	var ranges []string
	for i := range s.Cells {
		ranges = appendNew(ranges, s.Cells[i].TimeRange)
	}
	out := first.Date() + " to " + last.Date()
	if len(ranges) > 1 {
		out += fmt.Sprintf(" in %d periods", len(ranges))
	}
	return out
}

// stake is the fixed stake that the answers are about.
func (s *Study) stake() (float64, bool) {
	for i := range s.Cells {
		if k := s.Cells[i].Comparison; k != nil && k.Stake > 0 {
			return k.Stake, true
		}
	}
	return 0, false
}

// Refusal says which filter refused how much.
func (s *Study) Refusal() string {
	out := "filter"
	for i, f := range s.Filters() {
		out += []string{" ", ", "}[min(i, 1)] + filterName(f)
	}
	if s.Joint == nil || s.Joint.Answers.RefusedPct == nil {
		return out
	}
	a := &s.Joint.Answers
	return fmt.Sprintf("%s refused %s of %s trades (%.1f %%)", out, answer.Count(a.Refused), answer.Count(a.Trades), *a.RefusedPct)
}

// AnswersTable has a row a cell: what it comes to, and its answers after correction
// for the number of cells. A cell that is not counted has no answer.
func (s *Study) AnswersTable() *table.Table {
	out := &table.Table{Columns: table.Words("Strategy").Numbers("Refused", "Delta", "choosing", "bp").Words("Profit", "Worst days").Keep("Profit", "Worst days")}
	for i := range s.Joint.Cells {
		a := &s.Joint.Cells[i].Answers
		row := table.Texts(s.Label(&s.Cells[i]), part(a.RefusedPct), s.money(a.Profit.Delta), s.money(a.Profit.Selection), points(a.Profit.BP))
		for _, x := range []answerOf{a.Profit.Answer, a.Risk.Answer} {
			row = append(row, table.Field{Text: answer.Short(x), Tone: answer.Tone(x)})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// part is a share in percent.
func part(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return Decimals(*x, 1) + " %"
}

// money is an amount as answers print it.
func (s *Study) money(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return answer.Money(*x, s.StakeCurrency)
}

// points are basis points, or points of a percentage.
func points(x *float64) string {
	if x == nil {
		return metrics.Undefined
	}
	return answer.Points(*x)
}
