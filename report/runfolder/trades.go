package runfolder

import (
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A Trade is a row of trades.csv.
type Trade struct {
	Pair        string       `json:"pair"`
	Open        data.Instant `json:"open_date"`
	Close       data.Instant `json:"close_date"`
	OpenRate    float64      `json:"open_rate"`
	CloseRate   float64      `json:"close_rate"`
	Amount      float64      `json:"amount"`
	Stake       float64      `json:"stake_amount"`
	FeeOpen     float64      `json:"fee_open"`
	FeeClose    float64      `json:"fee_close"`
	ProfitAbs   float64      `json:"profit_abs"`
	ProfitRatio float64      `json:"profit_ratio"`
	ExitReason  string       `json:"exit_reason"`
	EnterTag    string       `json:"enter_tag"`
}

// Volume is the cost of both orders with their fees.
func (t Trade) Volume() float64 {
	in := t.Amount * t.OpenRate * (1 + t.FeeOpen)
	out := t.Amount * t.CloseRate * (1 + t.FeeClose)
	return float64(in) + float64(out)
}

var tradeColumns = []string{
	"strategy", "timerange", "arm", "pair", "open_date", "close_date", "open_rate", "close_rate", "amount", "stake_amount", "fee_open", "fee_close",
	"profit_abs", "profit_ratio", "exit_reason", "enter_tag",
}

// readTrades reads trades.csv, of which every run has as many rows as its metric
// total_trades says.
func (f *Folder) readTrades(text []byte) error {
	type arm struct{ strategy, timerange, arm string }
	byArm := map[arm][]Trade{}
	err := eachRow(text, tradeColumns, func(r *row) error {
		t := Trade{
			Pair: r.text("pair"), Open: r.instant("open_date"), Close: r.instant("close_date"),
			OpenRate: r.number("open_rate"), CloseRate: r.number("close_rate"), Amount: r.number("amount"), Stake: r.number("stake_amount"),
			FeeOpen: r.number("fee_open"), FeeClose: r.number("fee_close"), ProfitAbs: r.number("profit_abs"), ProfitRatio: r.number("profit_ratio"),
			ExitReason: r.text("exit_reason"), EnterTag: r.text("enter_tag"),
		}
		if r.err == nil && t.Close < t.Open {
			r.fault("close_date %s is before open_date %s", t.Close, t.Open)
		}
		k := arm{r.text("strategy"), r.text("timerange"), r.text("arm")}
		byArm[k] = append(byArm[k], t)
		return nil
	})
	if err != nil {
		return err
	}
	for _, run := range f.Runs {
		k := arm{run.Strategy, run.Range, run.Arm}
		rest := byArm[k]
		n := run.Metrics["total_trades"]
		if n.Kind != Number || n.Number < 0 || n.Number > float64(len(rest)) {
			return fmt.Errorf("%d trades of %s, but summary.json has total_trades %v", len(rest), Quoted(run.Key.String()), n)
		}
		run.Trades, byArm[k] = rest[:int(n.Number)], rest[int(n.Number):]
	}
	for _, run := range f.Runs {
		if left := byArm[arm{run.Strategy, run.Range, run.Arm}]; len(left) > 0 {
			return fmt.Errorf("%d more trades of %s, %s than the metrics total_trades in summary.json say", len(left), Quoted(run.Strategy), Quoted(run.Arm))
		}
		delete(byArm, arm{run.Strategy, run.Range, run.Arm})
	}
	var unknown []string
	for k := range byArm {
		unknown = append(unknown, Quoted(k.strategy)+", "+Quoted(k.arm))
	}
	if len(unknown) > 0 {
		return fmt.Errorf("trades of %s, which summary.json does not know", slices.Min(unknown))
	}
	return nil
}
