package published

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// judgeCells sorts the study's own comparisons: how many it would call improved,
// and which of the reports behind them are no results of their own.
func (a *Audit) judgeCells(cells []Cell) {
	a.Ruined, a.Duplicate, a.Open = []string{}, []string{}, []string{}
	baseline := map[string]*Cell{}
	for i := range cells {
		c := &cells[i]
		if !c.Report.Filtered {
			baseline[c.Report.Strategy+c.Report.TimeRange] = c
		}
		for _, note := range c.Notes {
			switch kind, _, _ := strings.Cut(note, ":"); kind {
			case "ruined wallet":
				a.Ruined = append(a.Ruined, c.Report.Name())
			case "duplicate":
				a.Duplicate = append(a.Duplicate, c.Report.Name())
			case "published without its filter":
				a.Open = append(a.Open, c.Report.Name())
			}
		}
	}
	for i := range cells {
		c := &cells[i]
		b := baseline[c.Report.Strategy+c.Report.TimeRange]
		if !c.Report.Filtered || b == nil || c.Run.To-c.Run.From < 300*data.Instant(data.Day) {
			continue // the shorter ranges are trial runs
		}
		a.Compared++
		if profitOf(c) > profitOf(b) {
			a.Improved++
		}
	}
}

func profitOf(c *Cell) (sum float64) {
	for _, t := range c.Run.Trades {
		sum += t.ProfitAbs
	}
	return sum
}

// words says in sentences what the figures mean.
func (a *Audit) words() []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if a.Compared > 0 {
		say("%d of the study's %d comparisons come out better than their baseline: that is what it reported as the filter's success.", a.Improved, a.Compared)
	}
	if r, ok := a.Sum.PerTrade(); ok {
		say("At fixed notional the filter gains %.1f USDT over the four strategies by making %d trades fewer, %.4f USDT each.", a.Sum.Gain, a.Sum.Removed, r)
	}
	if a.Sum.Expected != nil && *a.Sum.SD > 0 {
		say("Removing as many trades at random is expected to gain %.1f ± %.1f USDT, since the average trade loses about its fees: the filter gains %.1f less, %.1f deviations.",
			*a.Sum.Expected, *a.Sum.SD, *a.Sum.Expected-a.Sum.Gain, (*a.Sum.Expected-a.Sum.Gain) / *a.Sum.SD)
	}
	for _, p := range a.Placebos {
		if p.Gain.AsGood == nil || p.Gain.AboveZero == nil || p.Gain.P == nil {
			continue
		}
		say("Of all %d shifts of the same windows by at least %d whole days, %.1f %% gain more and %.1f %% gain something; they gain %.1f, %.1f, %.1f USDT at 5, 50, 95 %%. Placebo p = %.3f.",
			p.Shifts, p.MinDays, 100*p.More, 100**p.Gain.AboveZero, p.Q05, p.Q50, p.Q95, *p.Gain.P)
	}
	if n := len(a.Ruined); n > 0 {
		say("%d of the reports end with a wallet that could afford no more trades (%s).", n, strings.Join(a.Ruined, ", "))
	}
	if n := len(a.Duplicate); n > 0 {
		say("%d are trade for trade another report under a longer name (%s).", n, strings.Join(a.Duplicate, ", "))
	}
	if n := len(a.Open); n > 0 {
		say("%d is called filtered and is not (%s).", n, strings.Join(a.Open, ", "))
	}
	if len(a.Placebos) > 0 {
		say("%s", a.conclusion(&a.Placebos[0]))
	}
	return out
}

func (a *Audit) conclusion(p *Shifted) string {
	switch {
	case p.Gain.P == nil || p.Gain.Lift == nil:
		return "The tested span is too short for a placebo."
	case *p.Gain.P <= 0.05:
		return fmt.Sprintf("The filter knew something: lift %+.1f USDT over the placebos' mean.", *p.Gain.Lift)
	case *p.Gain.PWorse <= 0.05:
		return fmt.Sprintf("The filter chose badly: lift %+.1f USDT over the placebos' mean; any other time would have been better to stay out.", *p.Gain.Lift)
	default:
		return fmt.Sprintf("There is no evidence that the filter knew anything: lift %+.1f USDT over the placebos' mean, within what shifted windows do.", *p.Gain.Lift)
	}
}
