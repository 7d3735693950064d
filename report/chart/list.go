// Package chart says what the charts of a finished run show: each is made from
// plain series and is a value of package draw, which makes a picture of it. Tests
// look at the values, people at the pictures.
package chart

import "github.com/remora-bt/remora-bt/report/chart/draw"

// A Spec describes a chart of a cell.
type Spec struct {
	Name string
	Doc  string
	Of   func(*Input) draw.Chart
}

// Specs lists the charts of a cell in the order of the report.
func Specs() []Spec {
	return []Spec{
		{"equity", "equity of both arms, with regimes and blocked stretches", equity},
		{"underwater", "how far each arm is below its peak", underwater},
		{"drawdowns", "the worst drawdowns of each arm, at most five", drawdowns},
		{"ratios", "Sharpe, Sortino, Calmar and drawdown with intervals", ratios},
		{"waterfall", "the difference in profit as trading less and choosing", waterfall},
		{"placebo", "what the mask chose against what shifted masks choose", placebo},
		{"threshold", "the difference in profit at other limits of risk_score", threshold},
		{"flow", "trades taken, blocked and refilled by month", flow},
		{"profits", "profits of the trades of both arms and of the blocked ones", profits},
		{"scatter", "profit of each trade against risk_score at its signal", scatter},
		{"groups", "profit by regime and risk class", groups},
		{"months", "returns by month, as bars", monthBars},
		{"calendar", "returns by month and year, as a table", monthTable},
		{"risk", "risk_score, its parts and the reasons that blocked", risk},
		{"price", "price with blocked stretches", price},
	}
}

// All are the charts of a cell. Those with nothing to plot have no panels.
func All(in Input) []draw.Chart {
	specs := Specs()
	out := make([]draw.Chart, len(specs))
	for i, s := range specs {
		out[i] = s.Of(&in)
		out[i].Name = s.Name
		if out[i].Bare() {
			out[i].Panels = nil
		}
	}
	return out
}
