package gate

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/remora-bt/remora-bt/report/runfolder"
)

// seriesOf puts the months of a baseline's run together again. A month must have a
// return for each of its days from the first day of the run on, but for the last.
func seriesOf(r baselineFileRun) (*runfolder.Series, error) {
	if r.From == "" && len(r.Returns) == 0 {
		return &runfolder.Series{}, nil
	}
	from, err := time.Parse(time.DateOnly, r.From)
	if err != nil {
		return nil, fmt.Errorf("daily_returns_from %q is not a day", r.From)
	}
	var returns []float64
	day := from
	for done := 0; done < len(r.Returns); done++ {
		month := day.Format("2006-01")
		text, ok := r.Returns[month]
		if !ok {
			return nil, fmt.Errorf("daily_returns_bps: no month %s", month)
		}
		list := strings.Fields(text)
		rest := time.Date(day.Year(), day.Month()+1, 1, 0, 0, 0, 0, time.UTC).Sub(day) / (24 * time.Hour)
		if n := int(rest); len(list) > n || len(list) < n && done < len(r.Returns)-1 || len(list) == 0 {
			return nil, fmt.Errorf("daily_returns_bps: %d returns in %s, expected %d", len(list), month, n)
		}
		for _, s := range list {
			bps, err := strconv.ParseFloat(s, 64)
			if err != nil || math.IsNaN(bps) || math.Abs(bps) > 1e12 {
				return nil, fmt.Errorf("daily_returns_bps: %s: %q is not a return", month, s)
			}
			returns = append(returns, rounded(bps/1e4))
		}
		day = day.AddDate(0, 0, len(list))
	}
	return runfolder.NewSeries(runfolder.DayOf(from), returns), nil
}
