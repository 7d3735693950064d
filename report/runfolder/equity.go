package runfolder

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
)

// A Day is the account at the end of a UTC day.
type Day struct {
	Date     data.Instant // midnight that begins the day
	Realised float64
	Equity   float64 // marked to market
}

// readEquity reads equity.csv.
func (f *Folder) readEquity(text []byte) error {
	columns := []string{"date", "strategy", "pairs", "timerange", "arm", "realised", "equity"}
	byRow := map[Key]*Run{}
	for _, run := range f.Runs {
		byRow[run.Rows()] = run
	}
	return eachRow(text, columns, func(r *row) error {
		k := Key{r.text("strategy"), r.text("pairs"), r.text("timerange"), r.text("arm")}
		run := byRow[k]
		if run == nil {
			return fmt.Errorf("a day of %s, which summary.json does not know", Quoted(k.String()))
		}
		d := Day{r.instant("date"), r.number("realised"), r.number("equity")}
		if n := len(run.Equity); r.err == nil && n > 0 && d.Date != run.Equity[n-1].Date.Add(data.Day) {
			r.fault("%s does not follow %s, the day before it", d.Date, run.Equity[n-1].Date)
		}
		run.Equity = append(run.Equity, d)
		return nil
	})
}

// Start is the balance before the first trade; ok is false if the summary does not
// say it.
func (r *Run) Start() (v float64, ok bool) {
	s := r.Metrics["starting_balance"]
	return s.Number, s.Kind == Number && s.Number > 0
}

// Returns are the daily returns of the equity marked to market, one a day of Equity:
// the change over the day before, the first over the starting balance, 0 once
// nothing is left.
func (r *Run) Returns() []float64 {
	before, ok := r.Start()
	if !ok {
		return nil
	}
	out := make([]float64, len(r.Equity))
	for i, d := range r.Equity {
		if before > 0 {
			out[i] = (d.Equity - before) / before
		}
		before = d.Equity
	}
	return out
}
