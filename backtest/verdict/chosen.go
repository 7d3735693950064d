package verdict

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// Chosen is what a mask chose, beside its answers: where it comes from and what is
// left of it under small changes. Money is in the quote asset at the fixed stake.
type Chosen struct {
	Alarms  Alarms        `json:"alarms"`
	Late    []LateMask    `json:"late"`
	Months  []MonthChoice `json:"months"`        // by month, or by the month in which the week begins; months without any are left out
	Between *float64      `json:"between_times"` // selection with m and q over the whole span less the local one; has no p: six years hold too few eras
	Blind   int           `json:"days_not_judged"`
	Ranks   []RankRow     `json:"ranks_fixed_stake"` // of days; the runs' metrics are the wallet's
}

// A LateMask is the mask some candles late: what a filter is worth whose inputs
// arrive that much later. Its placebos are those of the mask itself.
type LateMask struct {
	Candles   int      `json:"candles"`
	Delta     float64  `json:"delta"`
	Selection float64  `json:"selection"`
	BP        *float64 `json:"bp"`
	P         float64  `json:"p"`
}

// delayed are the candles by which the mask is made late.
var delayed = [...]int{1, 2, 12}

// A MonthChoice is what the mask chose in one month.
type MonthChoice struct {
	Month     string  `json:"month"`
	Refused   int     `json:"refused"`
	Delta     float64 `json:"delta"`
	Selection float64 `json:"selection"`
}

// A RankRow is a metric of both arms and its place among the shifted masks, 1 the
// best: a rank, and no test.
type RankRow struct {
	Key      string  `json:"key"`
	Baseline float64 `json:"baseline"`
	Filtered float64 `json:"filtered"`
	Shifted  float64 `json:"shifted_mean"`
	Rank     int     `json:"rank"`
	Of       int     `json:"of"`
}

// Chosen works out what stands beside the answers.
func (s *Subject) Chosen(ctx context.Context, e *Evidence, alarms Alarms) (*Chosen, error) {
	o := e.Outcome
	c := &Chosen{Alarms: alarms, Blind: o.Blind, Late: []LateMask{}, Months: s.months(o), Ranks: []RankRow{}}
	for _, r := range o.Ranks() {
		c.Ranks = append(c.Ranks, RankRow{r.Key, r.Baseline, r.Filtered, r.Shifted, r.Place, r.Of})
	}
	for _, n := range delayed {
		late, err := s.Late(ctx, o, n)
		if err != nil {
			return nil, err
		}
		t := &late.Test[shift.Profit]
		m := LateMask{Candles: n, Delta: late.Delta, Selection: t.Selection, P: o.Test[shift.Profit].Against(t.T)}
		m.BP = Number(late.BasisPoints(t.Selection, e.Stake))
		c.Late = append(c.Late, m)
	}
	if s.Period != shift.Days {
		return c, nil
	}
	whole := Panel(s)
	whole.Placebos, whole.Window = 0, shift.Window{Half: s.Lanes.Days()}
	whole.Centre = [][]float64{o.Test[shift.Profit].C, o.Test[shift.Worst].C}
	over, err := whole.Run(ctx)
	if err != nil {
		return nil, err
	}
	c.Between = Number(over.Test[shift.Profit].Selection-o.Test[shift.Profit].Selection, true)
	return c, nil
}

// months adds delta, refused trades and selection up by month.
func (s *Subject) months(o *shift.Outcome) []MonthChoice {
	out := []MonthChoice{}
	at := func(day int) *MonthChoice {
		name := (s.Lanes.Day0() + data.Instant(day)*data.Instant(data.Day)).Time().Format("2006-01")
		if n := len(out); n == 0 || out[n-1].Month != name {
			out = append(out, MonthChoice{Month: name})
		}
		return &out[len(out)-1]
	}
	var c float64 // Σ n·c by day is split over lines only where there are several
	if all := float64(o.Refused); all > 0 {
		var z float64
		for _, x := range o.Z[shift.Profit] {
			z += x
		}
		c = (z - o.Test[shift.Profit].Selection) / all
	}
	bin := 0
	for d := range o.BookDaily {
		m := at(d)
		m.Refused += int(o.MaskRefused[d])
		m.Delta += (o.MaskDaily[d] - o.BookDaily[d]).Float()
		m.Selection -= float64(c * float64(o.MaskRefused[d]))
		for ; bin < len(o.Z[shift.Profit]) && s.binDay(bin) <= d; bin++ {
			m.Selection += o.Z[shift.Profit][bin]
		}
	}
	kept := out[:0]
	for _, m := range out {
		if m.Refused > 0 || m.Delta != 0 || m.Selection != 0 {
			kept = append(kept, m)
		}
	}
	return kept
}

// binDay is the day of the run on which a bin begins. The first week may begin before it.
func (s *Subject) binDay(bin int) int {
	if s.Period != shift.Weeks {
		return bin
	}
	first := s.day0()
	monday := shift.Week(first)*7 - 3
	return int(monday-first) + 7*bin
}
