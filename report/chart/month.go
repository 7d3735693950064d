package chart

import (
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// A month is a calendar month, cut to the tested time.
type month struct {
	year     int
	name     time.Month
	from, to data.Instant
}

// months are those of the tested time.
func (in *Input) months() []month {
	end := in.To.Add(in.Timeframe)
	for _, d := range in.Baseline.Equity {
		end = max(end, d.At)
	}
	var out []month
	for from := in.From; from < end || len(out) == 0; {
		t := from.Time()
		to := data.Date(t.Year(), t.Month()+1, 1)
		out = append(out, month{t.Year(), t.Month(), from, min(to, max(end, from+1))})
		from = to
	}
	return out
}

// monthIndex is the month that an instant lies in; the nearest if none does.
func monthIndex(months []month, at data.Instant) int {
	t := at.Time()
	i := (t.Year()-months[0].year)*12 + int(t.Month()-months[0].name)
	return min(max(i, 0), len(months)-1)
}

// bar is part k of n of a month, side by side with some air around.
func (m month) bar(k, n int) draw.Point {
	whole := ms(m.to) - ms(m.from)
	width := 0.8 * whole / float64(n)
	x := ms(m.from) + float64(0.1*whole) + float64(float64(k)*width)
	return draw.Point{X: x, X2: x + width, At: ms(m.from) + whole/2}
}

// A monthReturn is a month's return in percent; ok is false once nothing is left.
type monthReturn struct {
	month
	value float64
	ok    bool
}

// returns are those of an arm by month.
func (a *Arm) returns(months []month) []monthReturn {
	out := make([]monthReturn, len(months))
	for i, m := range months {
		out[i].month = m
	}
	if len(a.Equity) == 0 {
		return out
	}
	before, k := a.Equity[0].Equity, 1
	for i, m := range months {
		last := before
		for ; k < len(a.Equity) && a.Equity[k].At <= m.to; k++ {
			last = a.Equity[k].Equity
		}
		if before > 0 {
			out[i].value, out[i].ok = 100*(last/before-1), true
		}
		before = last
	}
	return out
}
