package report

import (
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/report/sheet"
)

// answerCharts draws what both answers rest on, and what the difference is made of.
func (s *Study) answerCharts(out *charts) {
	if s.Joint == nil {
		return
	}
	note := "all counted strategies together, fixed stake"
	if len(s.Cells) == 1 {
		note = "fixed stake"
	}
	if s.Synthetic {
		note += " · synthetic data"
	}
	spread := note + " · each mask in proportion to its own spread"
	e := s.Joint.Evidence
	out.answers = [2]draw.Chart{
		chart.Answered("answer-profit", "Profit: the choice against that of shifted masks", spread, s.StakeCurrency, "profit", chart.PlaceboOf(e)),
		chart.Answered("answer-tail", "Does it know the bad days? One half of the answer", spread, "points", "worst days' loss", chart.TailPlaceboOf(e, &s.Joint.Answers.Risk)),
	}
	w := chart.Waterfall("answer-waterfall", note, s.StakeCurrency, chart.StepOf(&s.Joint.Answers, s.StakeCurrency))
	out.together = &w
}

// choices are the cells of the grid, rows by strategy, and by pairs where those differ,
// columns by period.
func (s *Study) choices() []chart.Choice {
	out := make([]chart.Choice, len(s.Joint.Cells))
	pairs := s.Differ(func(c *sheet.Subject) string { return c.PairNames() })
	for i := range s.Joint.Cells {
		k, c := &s.Joint.Cells[i], &s.Cells[i]
		a := &k.Answers.Profit
		out[i] = chart.Choice{
			Row: c.Strategy, Column: period(c.Baseline.Run), Value: a.Selection,
			Answer: answer.Short(a.Answer), Clear: a.Answer == verdict.Helps || a.Answer == verdict.Hurts,
		}
		if pairs {
			out[i].Row += " " + c.PairNames()
		}
		if a.Answer == verdict.Invalid {
			out[i].Value = nil
		}
	}
	return out
}

// period names a run's time: the year where it is one, else its first and last month.
func period(r *metrics.Run) string {
	from, to := r.From.Time(), r.To.Time()
	if from.Year() == to.Year() && from.YearDay() < 15 && to.YearDay() > 350 {
		return from.Format("2006")
	}
	return from.Format("2006-01") + " – " + to.Format("2006-01")
}
