package filter

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// A Health says what a filter did to some rows of a tape, and what it knew there.
type Health struct {
	Rows    int
	Blocked int                     // rows on which entries are refused
	By      [signals.NumReasons]int // rows by reason; a row may have several
	Unsure  int                     // rows that are safe though some rule that could block had no input

	// What the engine said, in rows; all zero for other filters.
	Judged     int // rows that it reached
	Warm       int // rows on which every indicator was warm
	Classes    [signals.RiskVeryHigh + 1]int
	Regimes    [signals.NumRegimes]int // the zeroth is no opinion, as in Classes
	Series     [data.NumSeries]Supply
	Confidence float64 // mean of the rows it reached
	Risk       float64 // the same
}

// A Supply says how often a context series was there.
type Supply struct {
	Fresh, Stale, Absent int // rows
}

// Health looks at the rows of a screen from one on up to another, which is not
// included.
func (s *Screen) Health(from, to int) Health {
	var h Health
	for row := from; row < to; row++ {
		h.screened(s, row)
	}
	return h.done()
}

// HealthOf looks at single rows, such as those with an entry signal.
func (s *Screen) HealthOf(rows []int) Health {
	var h Health
	for _, row := range rows {
		h.screened(s, row)
	}
	return h.done()
}

// HealthOfTrack looks at the rows of a track from one on up to another, which is not
// included.
func HealthOfTrack(k *signals.Track, from, to int) Health {
	var h Health
	for row := from; row < to; row++ {
		a := k.Said(row)
		h.count(a.Blocked, a.Unsure)
		h.judged(a)
	}
	return h.done()
}

func (h *Health) screened(s *Screen, row int) {
	h.count(s.Blocked[row], s.Unsure[row])
	if a, ok := s.Said(row); ok {
		h.judged(a)
	}
}

func (h *Health) count(blocked signals.Reasons, unsure bool) {
	h.Rows++
	if unsure {
		h.Unsure++
	}
	if blocked == 0 {
		return
	}
	h.Blocked++
	for r := range signals.NumReasons {
		if blocked.Has(r) {
			h.By[r]++
		}
	}
}

func (h *Health) judged(a *signals.Said) {
	h.Judged++
	if a.Warm == signals.Technical {
		h.Warm++
	}
	h.Classes[a.Class]++
	h.Regimes[a.Regime]++
	h.Confidence += a.Confidence
	h.Risk += a.Risk
	for k := range data.NumSeries {
		switch {
		case a.Fresh.Has(k):
			h.Series[k].Fresh++
		case a.Stale.Has(k):
			h.Series[k].Stale++
		default:
			h.Series[k].Absent++
		}
	}
}

// done turns sums into means.
func (h *Health) done() Health {
	if h.Judged > 0 {
		h.Confidence /= float64(h.Judged)
		h.Risk /= float64(h.Judged)
	}
	return *h
}

// A YearHealth is the health of a calendar year.
type YearHealth struct {
	Year int
	Health
}

// Years are the rows of a track from one on up to another by the calendar year in
// which their candles open.
func Years(k *signals.Track, from, to int) []YearHealth {
	var years []YearHealth
	for from < to {
		year := k.Open(from).Time().Year()
		next := from + int((data.Date(year+1, 1, 1)-k.Open(from)-1)/data.Instant(k.Step)) + 1
		years = append(years, YearHealth{year, HealthOfTrack(k, from, min(to, next))})
		from = next
	}
	return years
}
