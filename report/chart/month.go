package chart

import (
	"sort"
	"strconv"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// short is the length below which a run has charts by day and not by month.
const short = 85 * data.Day

// A spell is a calendar month or day, cut to the tested time, with its place in a table:
// months of years, or days of weeks.
type spell struct {
	from, to    data.Instant
	row, column int
}

// A split is the tested time in months or in days.
type split struct {
	unit    string // month or day
	whole   string // what a row of a table is: Year or Week
	spells  []spell
	rows    []string // names of the table's
	columns []string
}

// split cuts the tested time.
func (in *Input) split() *split {
	end := in.To.Add(in.Timeframe)
	for _, d := range in.Baseline.Equity {
		end = max(end, d.At)
	}
	if end-in.From < data.Instant(short) {
		return days(in.From, end)
	}
	s := &split{unit: "month", whole: "Year"}
	for m := range 12 {
		s.columns = append(s.columns, time.Month(m + 1).String()[:3])
	}
	for from := in.From; from < end; {
		t := from.Time()
		to := data.Date(t.Year(), t.Month()+1, 1)
		row := t.Year() - in.From.Time().Year()
		if row == len(s.rows) {
			s.rows = append(s.rows, strconv.Itoa(t.Year()))
		}
		s.spells = append(s.spells, spell{from, min(to, end), row, int(t.Month()) - 1})
		from = to
	}
	return s
}

// days are those of a short run, in weeks from Monday.
func days(from, end data.Instant) *split {
	s := &split{unit: "day", whole: "Week", columns: []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}}
	weekday := func(i data.Instant) int { return (int(i.Time().Weekday()) + 6) % 7 }
	for at := from; at < end || len(s.spells) == 0; {
		to := at.Day().Add(data.Day)
		if monday := at.Day().Add(-data.Timeframe(weekday(at)) * data.Day); len(s.rows) == 0 || weekday(at) == 0 {
			s.rows = append(s.rows, monday.Time().Format("2 Jan"))
		}
		s.spells = append(s.spells, spell{at, min(to, max(end, at+1)), len(s.rows) - 1, weekday(at)})
		at = to
	}
	return s
}

// index is the spell that an instant lies in; the nearest if none does.
func (s *split) index(at data.Instant) int {
	i := sort.Search(len(s.spells), func(i int) bool { return s.spells[i].from > at }) - 1
	return max(i, 0)
}

// bar is part k of n of a spell, side by side with some air around.
func (m spell) bar(k, n int) draw.Point {
	whole := ms(m.to) - ms(m.from)
	width := float64(0.8 * whole / float64(n))
	x := ms(m.from) + float64(0.1*whole) + float64(float64(k)*width)
	return draw.Point{X: x, X2: x + width, At: ms(m.from) + float64(0.5*whole)}
}

// A spellReturn is a month's or a day's return in percent; ok is false once nothing is
// left.
type spellReturn struct {
	spell
	value float64
	ok    bool
}

// returns are those of an arm by month or day.
func (a *Arm) returns(s *split) []spellReturn {
	out := make([]spellReturn, len(s.spells))
	for i, m := range s.spells {
		out[i].spell = m
	}
	if len(a.Equity) == 0 {
		return out
	}
	before, k := a.Equity[0].Equity, 1
	for i, m := range s.spells {
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
