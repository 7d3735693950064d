package report

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
)

// blockedColumns are the columns of blocked.csv.
var blockedColumns = []string{
	"strategy", "timerange", "pair", "signal_date", "blocked_by", "risk_score", "risk_class", "regime", "would_trade", "in_position",
	"open_date", "close_date", "open_rate", "close_rate", "profit_abs", "profit_ratio", "exit_reason",
}

// writeBlocked writes blocked.csv: every entry signal that the filter refused, why,
// and the trade it would have been at the book's stake, empty if that buys nothing.
// would_trade says that the baseline traded it; in_position that the filtered arm
// had a trade open in the pair, so that it would have passed the signal over anyway.
func (s *Study) writeBlocked(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(blockedColumns); err != nil {
		return err
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		if c.Judgement == nil {
			continue
		}
		for _, r := range c.Judgement.Refused {
			row := []string{
				table.Guarded(c.Strategy), table.Guarded(c.TimeRange), table.Guarded(r.Pair), r.Signal.RFC3339(), table.Guarded(sheet.BlockedBy(r.Said)), sheet.RiskOf(r.Said), r.Class.String(), r.Regime.String(),
				strconv.FormatBool(r.WouldTrade), strconv.FormatBool(r.InPosition),
			}
			if err := out.Write(append(row, wouldBe(r.Trade)...)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// wouldBe are the columns of a trade that was not made.
func wouldBe(t *backtest.Trade) []string {
	if t == nil {
		return make([]string, 7)
	}
	return []string{
		t.Open.RFC3339(), t.Close.RFC3339(), sheet.Shortest(t.OpenRate), sheet.Shortest(t.CloseRate),
		sheet.Shortest(t.ProfitAbs), sheet.Shortest(t.ProfitRatio), t.Reason.String(),
	}
}
