package report

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
)

// A tradeRow is a row of trades.csv and trades.parquet. Its fields are in the
// order of the columns.
type tradeRow struct {
	Strategy    string  `parquet:"strategy"`
	TimeRange   string  `parquet:"timerange"`
	Arm         string  `parquet:"arm"`
	Pair        string  `parquet:"pair"`
	OpenDate    int64   `parquet:"open_date,timestamp(millisecond),delta"`
	CloseDate   int64   `parquet:"close_date,timestamp(millisecond),delta"`
	OpenRate    float64 `parquet:"open_rate"`
	CloseRate   float64 `parquet:"close_rate"`
	Amount      float64 `parquet:"amount"`
	Stake       float64 `parquet:"stake_amount"`
	FeeOpen     float64 `parquet:"fee_open"`
	FeeClose    float64 `parquet:"fee_close"`
	Duration    int64   `parquet:"trade_duration"` // minutes
	ProfitAbs   float64 `parquet:"profit_abs"`
	ProfitRatio float64 `parquet:"profit_ratio"`
	ExitReason  string  `parquet:"exit_reason"`
	EnterTag    string  `parquet:"enter_tag"`
	MinRate     float64 `parquet:"min_rate"`
	MaxRate     float64 `parquet:"max_rate"`
	Short       bool    `parquet:"is_short"`
	Leverage    float64 `parquet:"leverage"`
	Funding     float64 `parquet:"funding_fees"` // received; paid if below 0

	// What the filter said at the signal candle.
	RiskScore *float64 `parquet:"risk_score,optional"`
	RiskClass string   `parquet:"risk_class"`
	Regime    string   `parquet:"regime"`
	BlockedBy string   `parquet:"blocked_by"`
}

// tradeColumns are the columns of trades.csv.
var tradeColumns = []string{
	"strategy", "timerange", "arm", "pair", "open_date", "close_date", "open_rate", "close_rate", "amount", "stake_amount", "fee_open", "fee_close",
	"trade_duration", "profit_abs", "profit_ratio", "exit_reason", "enter_tag", "min_rate", "max_rate",
	"is_short", "leverage", "funding_fees",
	"risk_score", "risk_class", "regime", "blocked_by",
}

// writeTrades writes trades.csv: every trade of every arm in the order of closing,
// dates as RFC3339, durations in minutes, numbers with as few digits as read back
// as the same number. The columns from risk_score on say what the filter said at
// the signal candle; they are empty where it has no opinion.
func (s *Study) writeTrades(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(tradeColumns); err != nil {
		return err
	}
	for _, a := range s.EveryArm() {
		for i, t := range a.Run.Trades {
			said := saidOf(a.Arm, i)
			row := []string{
				table.Guarded(a.Subject.Strategy), table.Guarded(a.TimeRange), a.Arm.Arm, table.Guarded(t.Pair), t.Open.RFC3339(), t.Close.RFC3339(),
				sheet.Shortest(t.OpenRate), sheet.Shortest(t.CloseRate), sheet.Shortest(t.Amount), sheet.Shortest(t.Stake), sheet.Shortest(t.FeeOpen), sheet.Shortest(t.FeeClose),
				strconv.Itoa(t.Minutes()), sheet.Shortest(t.ProfitAbs), sheet.Shortest(t.ProfitRatio), t.Reason.String(), table.Guarded(t.EnterTag),
				sheet.Shortest(t.MinRate), sheet.Shortest(t.MaxRate), strconv.FormatBool(t.Short), sheet.Shortest(t.Leverage), sheet.Shortest(t.Funding),
				sheet.RiskOf(said), said.Class.String(), said.Regime.String(), table.Guarded(sheet.BlockedBy(said)),
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// writeTradesParquet writes trades.parquet: the columns of trades.csv, typed; texts
// are not guarded.
func (s *Study) writeTradesParquet(w io.Writer) error {
	out := parquet.NewGenericWriter[tradeRow](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy(programName, "1", ""))
	for _, a := range s.EveryArm() {
		rows := make([]tradeRow, len(a.Run.Trades))
		for i, t := range a.Run.Trades {
			rows[i] = rowOf(a, t, saidOf(a.Arm, i))
		}
		if _, err := out.Write(rows); err != nil {
			return err
		}
	}
	return out.Close()
}

// saidOf is what the filter said of an arm's trade i, nothing without a filter.
func saidOf(a *study.Arm, i int) study.Said {
	if a.Said == nil {
		return study.Said{}
	}
	return a.Said[i]
}

func rowOf(a sheet.CellArm, t backtest.Trade, said study.Said) tradeRow {
	row := tradeRow{
		Strategy: a.Subject.Strategy, TimeRange: a.TimeRange, Arm: a.Arm.Arm, Pair: t.Pair, OpenDate: int64(t.Open), CloseDate: int64(t.Close),
		OpenRate: t.OpenRate, CloseRate: t.CloseRate, Amount: t.Amount, Stake: t.Stake, FeeOpen: t.FeeOpen, FeeClose: t.FeeClose,
		Duration: int64(t.Minutes()), ProfitAbs: t.ProfitAbs, ProfitRatio: t.ProfitRatio, ExitReason: t.Reason.String(),
		EnterTag: t.EnterTag, MinRate: t.MinRate, MaxRate: t.MaxRate,
		Short: t.Short, Leverage: t.Leverage, Funding: t.Funding,
		RiskClass: said.Class.String(), Regime: said.Regime.String(), BlockedBy: sheet.BlockedBy(said),
	}
	if said.Known {
		row.RiskScore = &said.Risk
	}
	return row
}
