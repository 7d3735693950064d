package show

import (
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/table"
)

type jsonComparison struct {
	A        string             `json:"a"`
	B        string             `json:"b"`
	AnswersA *verdict.Answers   `json:"answers_a"` // null without a filter
	AnswersB *verdict.Answers   `json:"answers_b"`
	Filters  *jsonFilters       `json:"b_against_a"` // null where they cannot be paired
	Unpaired string             `json:"unpaired"`    // why not
	Config   []runfolder.Change `json:"config"`
	Runs     []jsonPair         `json:"runs"`
	Warnings []string           `json:"warnings"`
}

// jsonFilters are the filter of b less that of a, on the same deals.
type jsonFilters struct {
	Profit verdict.Standing `json:"profit"`
	Risk   verdict.Standing `json:"risk"`
	All    *verdict.Duel    `json:"all"`
	Cells  []jsonDuel       `json:"cells"`
	Left   []string         `json:"left_out"`
}

type jsonDuel struct {
	Strategy  string `json:"strategy"`
	Pairs     string `json:"pairs"`
	TimeRange string `json:"timerange"`
	*verdict.Duel
}

func filtersOf(c *runfolder.Comparison) *jsonFilters {
	f := c.Filters
	if f == nil {
		return nil
	}
	w := c.B.Answers.Worthwhile
	out := &jsonFilters{f.All.Profit(w), f.All.Risk(w), f.All, []jsonDuel{}, append([]string{}, f.Left...)}
	for _, k := range f.Cells {
		out.Cells = append(out.Cells, jsonDuel{k.Strategy, k.Pairs, k.Range, k.Duel})
	}
	return out
}

type jsonPair struct {
	Strategy  string       `json:"strategy"`
	Pairs     []string     `json:"pairs"`
	TimeRange string       `json:"timerange"`
	Arm       string       `json:"arm"`
	Days      int          `json:"common_days"`
	Metrics   []jsonMetric `json:"metrics"`
	Trades    jsonTrades   `json:"trades"`
}

// A jsonMetric has null for what is undefined or was not resampled.
type jsonMetric struct {
	Metric string          `json:"metric"`
	Unit   string          `json:"unit"`
	A      runfolder.Value `json:"a"`
	B      runfolder.Value `json:"b"`
	Delta  runfolder.Value `json:"delta"`
	Lo     *float64        `json:"delta_lo"`
	Hi     *float64        `json:"delta_hi"`
	P      *float64        `json:"p"`
	Noise  *bool           `json:"noise"`
}

type jsonTrades struct {
	Same    int         `json:"same"`
	OnlyA   int         `json:"only_a"`
	OnlyB   int         `json:"only_b"`
	Changed int         `json:"changed"`
	ProfitA float64     `json:"only_a_profit_abs"`
	ProfitB float64     `json:"only_b_profit_abs"`
	Delta   float64     `json:"changed_profit_abs"`
	Worst   []jsonTrade `json:"worst"`
	Best    []jsonTrade `json:"best"`
	All     []jsonTrade `json:"all,omitempty"`
}

type jsonTrade struct {
	What  string           `json:"what"`
	Pair  string           `json:"pair"`
	Open  data.Instant     `json:"open_date"`
	Delta float64          `json:"delta_profit_abs"`
	A     *runfolder.Trade `json:"a"`
	B     *runfolder.Trade `json:"b"`
}

func comparisonJSON(c *runfolder.Comparison, all bool) any {
	out := jsonComparison{A: c.A.Dir, B: c.B.Dir, AnswersA: c.A.Answers, AnswersB: c.B.Answers, Filters: filtersOf(c), Unpaired: c.Unpaired, Config: c.Config, Runs: []jsonPair{}, Warnings: append([]string{}, c.Warnings...)}
	for i := range c.Pairs {
		p := &c.Pairs[i]
		d := p.Trades
		worst, best := d.Extremes(fewTrades)
		j := jsonPair{
			Strategy: p.B.Strategy, Pairs: p.B.PairList, TimeRange: p.B.Range, Arm: p.B.Arm, Days: p.Days, Metrics: []jsonMetric{},
			Trades: jsonTrades{d.Same, d.OnlyA, d.OnlyB, d.Changed, d.ProfitA, d.ProfitB, d.ProfitDiff, changesOf(worst), changesOf(best), nil},
		}
		if all {
			j.Trades.All = changesOf(d.Changes)
		}
		for _, m := range p.Metrics {
			j.Metrics = append(j.Metrics, metricOf(m))
		}
		out.Runs = append(out.Runs, j)
	}
	return out
}

func metricOf(m runfolder.MetricPair) jsonMetric {
	j := jsonMetric{Metric: m.Metric, Unit: string(m.Known.Unit), A: m.A, B: m.B, Delta: m.Delta}
	if s := m.Spread; s != nil {
		noise := m.Noise()
		j.Lo, j.Hi, j.P, j.Noise = &s.Delta.Lo, &s.Delta.Hi, &s.P, &noise
	}
	return j
}

func changesOf(changes []runfolder.TradeChange) []jsonTrade {
	out := []jsonTrade{}
	for _, c := range changes {
		out = append(out, jsonTrade{c.What(), c.Trade().Pair, c.Trade().Open, c.Delta, c.A, c.B})
	}
	return out
}

// identity are the columns that say which run a row belongs to.
var identity = []string{"strategy", "pairs", "timerange", "arm"}

func identityOf(r *runfolder.Run) []any { return []any{r.Strategy, r.Pairs, r.Range, r.Arm} }

// metricChanges has a row a metric, unrounded, empty where undefined.
func metricChanges(c *runfolder.Comparison) *table.Table {
	t := table.New("", table.Words(identity...).Words("metric", "unit").Numbers("a", "b", "delta", "delta_lo", "delta_hi", "p").Words("noise"))
	for i := range c.Pairs {
		p := &c.Pairs[i]
		for _, m := range p.Metrics {
			row := append(identityOf(p.B), m.Metric, string(m.Known.Unit), cellOf(m.A), cellOf(m.B), cellOf(m.Delta))
			if s := m.Spread; s != nil {
				row = append(row, Shortest(s.Delta.Lo), Shortest(s.Delta.Hi), Shortest(s.P), m.Noise())
			} else {
				row = append(row, "", "", "", "")
			}
			t.Add(row...)
		}
	}
	return t
}

// tradeChanges has a row for every trade that is not the same in both.
func tradeChanges(c *runfolder.Comparison) *table.Table {
	t := table.New("", table.Words(identity...).Words("what", "pair", "open_date", "close_date_a", "close_date_b", "exit_reason_a", "exit_reason_b").
		Numbers("stake_amount_a", "stake_amount_b", "profit_abs_a", "profit_abs_b", "delta_profit_abs"))
	for i := range c.Pairs {
		p := &c.Pairs[i]
		for _, change := range p.Trades.Changes {
			row := append(identityOf(p.B), change.What(), change.Trade().Pair, change.Trade().Open.RFC3339(), "", "", "", "", "", "", "", "", Shortest(change.Delta))
			for k, x := range []*runfolder.Trade{change.A, change.B} {
				if x != nil {
					row[7+k], row[9+k], row[11+k], row[13+k] = x.Close.RFC3339(), x.ExitReason, Shortest(x.Stake), Shortest(x.ProfitAbs)
				}
			}
			t.Add(row...)
		}
	}
	return t
}

// cellOf is a value as CSV holds it; a text in a column of numbers is guarded.
func cellOf(v runfolder.Value) string {
	switch v.Kind {
	case runfolder.Undefined:
		return ""
	case runfolder.Number:
		return Shortest(v.Number)
	default:
		return table.Guarded(v.String())
	}
}

// half is half the width of an interval.
func half(i stats.Interval) float64 { return (i.Hi - i.Lo) / 2 }
