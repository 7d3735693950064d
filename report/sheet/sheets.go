package sheet

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// Options say how results are printed.
type Options struct {
	Format  string // one of table.Formats
	Width   int    // of the terminal; no line of a table is wider; 0 for any
	Color   bool
	Worst   int      // rows of the tables of drawdowns and of refused trades, 0 for all
	Verbose bool     // every table, with every column, and every warning
	Quiet   bool     // the first screen alone
	Last    []string // notes of the last line, such as where the full report is
}

// Why are the sentences behind the answers.
func (s *Study) Why() []string {
	if s.Joint == nil {
		return nil
	}
	return answer.Why(s.Joint.Answers.Reasons)
}

// Pairs has a row a pair.
func (s *Study) Pairs(c *Subject) *table.Table {
	return s.lines(c, "BACKTESTING REPORT", "Pair", "Trades", inRun((*metrics.Run).ByPair))
}

// Exits has a row an exit reason.
func (s *Study) Exits(c *Subject) *table.Table {
	return s.lines(c, "EXIT REASON STATS", "Exit Reason", "Exits", inRun((*metrics.Run).ByReason))
}

// CellSheets are the tables of a strategy in freqtrade's order: pairs, what was
// left open, tags, exit reasons, breakdowns and the summary; below what freqtrade
// does not have.
func (s *Study) CellSheets(c *Subject, opt Options) []*table.Table {
	return append(append(s.TradeSheets(c), s.MetricSheets(c, opt)...), s.ConditionSheets(c, opt)...)
}

// TradeSheets are the tables of a strategy's trades, summed up in one way each.
func (s *Study) TradeSheets(c *Subject) []*table.Table {
	out := []*table.Table{
		s.Pairs(c),
		s.lines(c, "LEFT OPEN TRADES REPORT", "Pair", "Trades", inRun((*metrics.Run).LeftOpen)),
		s.lines(c, "ENTER TAG STATS", "Enter Tag", "Entries", inRun((*metrics.Run).ByTag)),
		s.Exits(c),
		s.linesBy(c, "MIXED TAG STATS", []string{"Enter Tag", "Exit Reason"}, "Trades", inRun((*metrics.Run).ByTagAndReason)),
	}
	for _, calendar := range s.Calendars() {
		out = append(out, s.Periods(c, calendar))
	}
	return out
}

// MetricSheets have a figure a row, and the worst drawdowns.
func (s *Study) MetricSheets(c *Subject, opt Options) []*table.Table {
	return []*table.Table{s.summarySheet(c), s.textbook(c), s.Drawdowns(c, opt)}
}

// Headline says what a cell is.
func (s *Study) Headline(c *Subject) string {
	return s.mark(fmt.Sprintf("Result for strategy %s, %s, %s", c.Strategy, c.PairNames(), c.Span()))
}

// Span is the first and the last candle that was tested.
func (c *Subject) Span() string {
	return fmt.Sprintf("%s to %s", c.Baseline.Run.From, c.Baseline.Run.To)
}

// syntheticMark is what mark adds.
const SyntheticMark = " (synthetic data)"

// mark says of a title that the data are made up.
func (s *Study) mark(title string) string {
	if s.Synthetic {
		return title + SyntheticMark
	}
	return title
}
