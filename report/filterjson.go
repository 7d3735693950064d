package report

import (
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
)

// mostTold is how many refused trades summary.json has of each kind; blocked.csv
// has all.
const mostTold = 10

// A summaryFilter is what summary.json says of the filter.
type summaryFilter struct {
	*study.Filter
	Own   []*study.Filter    `json:"own"` // of strategies that have a filter of their own
	Cells []summaryJudgement `json:"cells"`
}

type summaryJudgement struct {
	Strategy   string             `json:"strategy"`
	Pairs      []string           `json:"pairs"`
	TimeRange  string             `json:"timerange"`
	Entries    study.Rows         `json:"entries"`
	Filtered   study.Portion      `json:"trades_filtered"` // of the baseline's
	Conditions *summaryConditions `json:"conditions"`      // null unless the filter is the engine
	Losses     summaryToll        `json:"losses_avoided"`
	Gains      summaryToll        `json:"gains_missed"`
}

type summaryConditions struct {
	*study.Conditions
	ByClass  []summaryGroup `json:"by_risk_class"`
	ByRegime []summaryGroup `json:"by_regime"`
}

// A summaryGroup are the trades of one arm in one class or regime.
type summaryGroup struct {
	Name    string   `json:"name"`
	Arm     string   `json:"arm"`
	Trades  int      `json:"trades"`
	Total   float64  `json:"profit_total_abs"`
	Mean    *float64 `json:"profit_mean"` // of profit_ratio; null without trades, as is Winrate
	Winrate *float64 `json:"winrate"`
}

type summaryToll struct {
	Trades int              `json:"trades"`
	Profit float64          `json:"profit_total_abs"`
	First  []summaryRefused `json:"first"` // the worst losses, the best gains
}

type summaryRefused struct {
	Pair       string   `json:"pair"`
	SignalDate string   `json:"signal_date"`
	ProfitAbs  float64  `json:"profit_abs"`
	Ratio      float64  `json:"profit_ratio"`
	ExitReason string   `json:"exit_reason"`
	BlockedBy  []string `json:"blocked_by"`
	Risk       *float64 `json:"risk_score"`
}

func (s *Study) summaryFilter() *summaryFilter {
	if s.Filter == nil {
		return nil
	}
	out := &summaryFilter{s.Filter, append([]*study.Filter{}, s.Own...), []summaryJudgement{}}
	for i := range s.Cells {
		c := &s.Cells[i]
		j := c.Judgement
		if j == nil {
			continue
		}
		cell := summaryJudgement{
			Strategy: c.Strategy, Pairs: c.Pairs, TimeRange: c.TimeRange, Entries: j.Entries, Filtered: j.Filtered,
			Losses: tollSummary(j.Losses), Gains: tollSummary(j.Gains),
		}
		if k := j.Conditions; k != nil {
			cell.Conditions = &summaryConditions{k, groupsSummary(k.ByClass), groupsSummary(k.ByRegime)}
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// groupsSummary leaves the totals out, which the runs have.
func groupsSummary(g study.Groups) []summaryGroup {
	out := []summaryGroup{}
	for i := range len(g.Baseline) - 1 {
		out = append(out, groupOf(Baseline, g.Baseline[i]), groupOf(Filtered, g.Filtered[i]))
	}
	return out
}

func groupOf(arm string, l metrics.Line) summaryGroup {
	g := summaryGroup{Name: l.Key, Arm: arm, Trades: l.Trades, Total: l.ProfitAbs}
	if l.Trades > 0 {
		winrate := float64(l.Wins) / float64(l.Trades)
		g.Mean, g.Winrate = &l.ProfitMean, &winrate
	}
	return g
}

func tollSummary(t study.Toll) summaryToll {
	out := summaryToll{Trades: len(t.Trades), Profit: t.Profit, First: []summaryRefused{}}
	for i, r := range t.Trades {
		if i == mostTold {
			break
		}
		first := summaryRefused{
			Pair: r.Pair, SignalDate: r.Signal.RFC3339(), ProfitAbs: r.Trade.ProfitAbs, Ratio: r.Trade.ProfitRatio,
			ExitReason: r.Trade.Reason.String(), BlockedBy: r.Reasons(),
		}
		if r.Known {
			first.Risk = &r.Risk
		}
		out.First = append(out.First, first)
	}
	return out
}
