package draw

import (
	"strings"
	"time"

	"gonum.org/v1/plot"
)

// A pace is a distance of ticks on a time axis.
type pace struct {
	hours, days, months int
}

var paces = []pace{
	{hours: 1},
	{hours: 3},
	{hours: 6},
	{hours: 12},
	{days: 1},
	{days: 2},
	{days: 7},
	{days: 14},
	{months: 1},
	{months: 2},
	{months: 3},
	{months: 6},
	{months: 12},
	{months: 24},
	{months: 60},
	{months: 120},
}

// calendar are at most n ticks on the finest round dates that fit: full hours, days,
// Mondays, first days of months. The year stands below the first and every January.
func calendar(low, high float64, n int) []plot.Tick {
	if low < -8e15 || high > 8e15 {
		return nil // beyond the year 250,000
	}
	from, to := time.UnixMilli(int64(low)).UTC(), time.UnixMilli(int64(high)).UTC()
	for i, p := range paces {
		var out []plot.Tick
		for at := p.first(from); !at.After(to) && len(out) <= n; at = p.next(at) {
			if !at.Before(from) {
				out = append(out, plot.Tick{Value: float64(at.UnixMilli()), Label: p.label(at, len(out) == 0)})
			}
		}
		if len(out) <= n && len(out) > 1 || i == len(paces)-1 {
			return level(out)
		}
	}
	return nil
}

// level gives all labels as many lines as the first has, so that they stand on one
// line.
func level(ticks []plot.Tick) []plot.Tick {
	for i := range ticks {
		if strings.Contains(ticks[0].Label, "\n") && !strings.Contains(ticks[i].Label, "\n") {
			ticks[i].Label += "\n "
		}
	}
	return ticks
}

// first is a tick at or before t.
func (p pace) first(t time.Time) time.Time {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	switch {
	case p.months >= 12:
		years := p.months / 12
		return time.Date(t.Year()/years*years, 1, 1, 0, 0, 0, 0, time.UTC)
	case p.months > 0:
		return time.Date(t.Year(), (t.Month()-1)/time.Month(p.months)*time.Month(p.months)+1, 1, 0, 0, 0, 0, time.UTC)
	case p.days%7 == 0 && p.days > 0:
		const monday = 4 // 1970-01-05, in days since 1970
		since := int(day.Unix()/86400) - monday
		return day.AddDate(0, 0, -((since%p.days + p.days) % p.days))
	case p.days > 0:
		return day.AddDate(0, 0, -((t.Day() - 1) % p.days))
	default:
		return day
	}
}

func (p pace) next(t time.Time) time.Time {
	if p.days == 2 && t.AddDate(0, 0, 2).Day() < 3 { // start anew on the 1st
		return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.AddDate(0, p.months, p.days).Add(time.Duration(p.hours) * time.Hour)
}

func (p pace) label(t time.Time, first bool) string {
	switch {
	case p.months >= 12:
		return t.Format("2006")
	case p.months > 0 && (first || t.Month() == time.January):
		return t.Format("Jan\n2006")
	case p.months > 0:
		return t.Format("Jan")
	case p.days > 0 && (first || t.YearDay() <= p.days):
		return t.Format("2 Jan\n2006")
	case p.days > 0:
		return t.Format("2 Jan")
	case first || t.Hour() == 0:
		return t.Format("15:04\n2 Jan")
	default:
		return t.Format("15:04")
	}
}
