package synthetic

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// A File is a context series as text, in the shape of its real source.
type File struct {
	Name string // "fear_greed.csv"
	Rows int
	Text string
}

// shapes are the files: header and rows. A row gets the observation and the value
// before it. Columns that the program does not read are filled plausibly or, like
// the mark price, left empty as in the sources' older rows.
var shapes = [data.NumSeries]struct {
	name, header string
	row          func(w *strings.Builder, o data.Observation, before float64)
}{
	data.FearGreed: {"fear_greed.csv", "time_utc,value,value_classification,timestamp", func(w *strings.Builder, o data.Observation, _ float64) {
		fmt.Fprintf(w, "%s,%.0f,%s,%d\n", o.Event.Date(), o.Value, mood(o.Value), o.Event/1000)
	}},
	data.VIX: {"vix.csv", "time_utc,open,high,low,close,known_at_utc", func(w *strings.Builder, o data.Observation, before float64) {
		high, low := max(before, o.Value), min(before, o.Value)
		fmt.Fprintf(w, "%s,%.2f,%.2f,%.2f,%.2f,%s\n", o.Event.Date(), before, high, low, o.Value, o.Known.RFC3339())
	}},
	data.DXY: {"dtwexbgs.csv", "time_utc,value_vintage_2026_01,value_vintage_2026_04,value_vintage_2026_08,known_at_utc", func(w *strings.Builder, o data.Observation, _ float64) {
		fmt.Fprintf(w, "%s,%[2]v,%[2]v,%[2]v,%s\n", o.Event.Date(), o.Value, o.Known.RFC3339())
	}},
	data.FundingRate: {"funding_binance_btcusdt.csv", "time_utc,funding_time_ms,funding_rate,mark_price", func(w *strings.Builder, o data.Observation, _ float64) {
		fmt.Fprintf(w, "%s,%d,%.8f,\n", o.Event.RFC3339(), o.Known, o.Value)
	}},
	data.BTCDominance: {"btc_dominance.csv", "time_utc,value,known_at_utc", plainRow},
	data.OpenInterest: {"open_interest.csv", "time_utc,value,known_at_utc", plainRow},
	data.Liquidations: {"liquidations.csv", "time_utc,value,known_at_utc", plainRow},
	data.NewsSentiment: {"news_btc_scored_daily.csv", "time_utc,score_mean,n,n_pos,n_neg,n_zero", func(w *strings.Builder, o data.Observation, _ float64) {
		good := int(round(10 * (1 + o.Value)))
		fmt.Fprintf(w, "%s,%.5f,20,%d,%d,0\n", o.Event.Date(), o.Value, good, 20-good)
	}},
}

func plainRow(w *strings.Builder, o data.Observation, _ float64) {
	fmt.Fprintf(w, "%s,%.2f,%s\n", o.Event.Date(), o.Value, o.Known.RFC3339())
}

// mood is alternative.me's label.
func mood(index float64) string {
	switch {
	case index <= 25:
		return "Extreme Fear"
	case index <= 46:
		return "Fear"
	case index <= 54:
		return "Neutral"
	case index <= 75:
		return "Greed"
	}
	return "Extreme Greed"
}

// Files writes the context out, a file for each series. sources.Load reads
// exactly x back.
func Files(x *data.Context) []File {
	files := make([]File, 0, len(x))
	for s, obs := range x {
		shape := shapes[s]
		var w strings.Builder
		w.WriteString(shape.header + "\n")
		for i, o := range obs {
			before := o.Value
			if i > 0 {
				before = obs[i-1].Value
			}
			shape.row(&w, o, before)
		}
		files = append(files, File{shape.name, len(obs), w.String()})
	}
	return files
}
