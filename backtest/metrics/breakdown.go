package metrics

import (
	"fmt"
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// A Calendar is a way to cut time into periods.
type Calendar uint8

// The calendars. Their periods and labels are those of freqtrade 2025.10.
const (
	ByDay     Calendar = iota
	ByWeek             // Tuesday to Monday, labelled by that Monday
	ByMonth            // labelled by its last day
	ByYear             // labelled by 31 December
	ByWeekday          // Monday to Sunday, over all weeks
)

// Calendars are the names that ParseCalendar reads.
var Calendars = []string{"day", "week", "month", "year", "weekday"}

// ParseCalendar reads the name of a calendar.
func ParseCalendar(s string) (Calendar, error) {
	for i, name := range Calendars {
		if s == name {
			return Calendar(i), nil
		}
	}
	return 0, fmt.Errorf("breakdown %q: expected day, week, month, year or weekday", s)
}

func (c Calendar) String() string { return Calendars[c] }

// A Period sums up the trades closed within it.
type Period struct {
	Label               data.Instant // midnight of the day that names it; with ByWeekday 0 for Monday to 6
	Trades              int
	Wins, Draws, Losses int
	Profit              float64 // Σ profit_abs rounded to 10 decimals
	Won, Lost           float64 // Σ profit_abs of winners; of losers, as a positive number
}

// Name is the label as text: a date as in 2022-05-12, or a day of the week.
func (p Period) Name(c Calendar) string {
	if c == ByWeekday {
		return (time.Weekday(p.Label+1) % 7).String()
	}
	return p.Label.Date()
}

// Factor is the profit factor, undefined without a loss.
func (p Period) Factor() (v float64, ok bool) { return over(p.Won, p.Lost) }

// Breakdown sums the trades up by close date. There is a row for every period
// from the first close to the last, those without a trade included, save for
// ByWeekday, which has rows for days with trades only.
func (r *Run) Breakdown(c Calendar) []Period {
	if len(r.Trades) == 0 {
		return nil
	}
	first, last := c.label(r.Trades[0].Close), c.label(r.Trades[0].Close)
	for _, t := range r.Trades {
		l := c.label(t.Close)
		first, last = min(first, l), max(last, l)
	}
	var rows []Period
	index := map[data.Instant]int{}
	for l := first; l <= last; l = c.next(l) {
		index[l] = len(rows)
		rows = append(rows, Period{Label: l})
	}
	for _, t := range r.Trades {
		rows[index[c.label(t.Close)]].add(t.ProfitAbs)
	}
	kept := rows[:0]
	for _, p := range rows {
		p.Profit = npRound(p.Profit, 10)
		if p.Trades > 0 || c != ByWeekday {
			kept = append(kept, p)
		}
	}
	return kept
}

func (p *Period) add(profit float64) {
	p.Trades++
	p.Profit += profit
	switch {
	case profit > 0:
		p.Wins++
		p.Won += profit
	case profit < 0:
		p.Losses++
		p.Lost -= profit
	default:
		p.Draws++
	}
}

const dayLength = data.Instant(data.Day)

// label is the label of the period that an instant belongs to.
func (c Calendar) label(i data.Instant) data.Instant {
	day := i.Day()
	t := day.Time()
	sinceMonday := data.Instant(t.Weekday()+6) % 7
	switch c {
	case ByWeek:
		return day + (7-sinceMonday)%7*dayLength
	case ByMonth:
		return data.Date(t.Year(), t.Month()+1, 0)
	case ByYear:
		return data.Date(t.Year(), time.December, 31)
	case ByWeekday:
		return sinceMonday
	default:
		return day
	}
}

func (c Calendar) next(label data.Instant) data.Instant {
	switch c {
	case ByWeekday:
		return label + 1
	default:
		return c.label(label + dayLength)
	}
}
