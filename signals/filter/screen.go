package filter

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/calendar"
)

// A Screen is what a filter says of each row of a tape.
type Screen struct {
	Blocked []signals.Reasons // why an entry signal on the row is refused; 0 admits it
	Unsure  []bool            // admitted, but some rule that could refuse had no input
	Track   *signals.Track    // of the engine, if that is the filter
	first   data.Instant      // open time of row 0, where the filter is the engine
	step    data.Timeframe
}

// Safe reports whether an entry signal on a row is admitted.
func (s *Screen) Safe(row int) bool { return s.Blocked[row] == 0 }

// Mask marks the rows on which entry signals are refused.
func (s *Screen) Mask() *data.Mask {
	m := data.NewMask(len(s.Blocked))
	for i, r := range s.Blocked {
		if r != 0 {
			m.Set(i)
		}
	}
	return m
}

// Said is the engine's answer on a row; ok is false if there is none.
func (s *Screen) Said(row int) (a *signals.Said, ok bool) {
	if at, ok := s.judged(row); ok {
		return s.Track.Said(at), true
	}
	return nil, false
}

// Heard reports whether the engine had a reading of a series on any row.
func (s *Screen) Heard(series data.Series) bool {
	for row := range s.Blocked {
		if at, ok := s.judged(row); ok && s.Track.Reading(at, series).Ok() {
			return true
		}
	}
	return false
}

// judged is the row of the track whose answer holds on a row.
func (s *Screen) judged(row int) (at int, ok bool) {
	if s.Track == nil {
		return 0, false
	}
	return s.Track.Closing(s.first + data.Instant(row+1)*data.Instant(s.step))
}

func newScreen(n int) *Screen {
	return &Screen{Blocked: make([]signals.Reasons, n), Unsure: make([]bool, n)}
}

// ByTrack lays a track over a tape, which may be of another pair, start later or
// have longer candles: a row gets what the engine had said by its close. Rows that
// the track does not reach are safe and unsure.
func ByTrack(k *signals.Track, t *data.Tape) *Screen {
	s := newScreen(t.Len())
	s.Track, s.first, s.step = k, t.First, t.Step
	for i := range s.Blocked {
		if a, ok := s.Said(i); ok {
			s.Blocked[i], s.Unsure[i] = a.Blocked, a.Unsure
		} else {
			s.Unsure[i] = true
		}
	}
	return s
}

// ByWindows is a list of windows as a filter: it has an opinion on every row.
func ByWindows(b calendar.Windows, t *data.Tape) *Screen {
	s := newScreen(t.Len())
	for from, to := range b.Mask(t).Stretches() {
		for i := from; i < to; i++ {
			s.Blocked[i].Set(signals.BlockList, true)
		}
	}
	return s
}
