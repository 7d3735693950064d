package signals

import "github.com/remora-bt/remora-bt/data"

// A Screen is what a filter says of each row of a tape.
type Screen struct {
	Blocked []Reasons // why an entry signal on the row is refused; 0 admits it
	Unsure  []bool    // admitted, but some rule that could refuse had no input
	Track   *Track    // of the engine, if that is the filter
	answer  []int32   // row of Track; -1 where it does not reach
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

// Assessment is the engine's answer on a row; ok is false if there is none.
func (s *Screen) Assessment(row int) (a *Assessment, ok bool) {
	if s.Track == nil || s.answer[row] < 0 {
		return nil, false
	}
	return s.Track.Said(int(s.answer[row])), true
}

func newScreen(n int) *Screen {
	return &Screen{Blocked: make([]Reasons, n), Unsure: make([]bool, n)}
}

// Screen lays the track over a tape, which may be of another pair, start later or
// have longer candles: a row gets what the engine had said by its close. Rows that
// the track does not reach are safe and unsure.
func (k *Track) Screen(t *data.Tape) *Screen {
	s := newScreen(t.Len())
	s.Track, s.answer = k, make([]int32, t.Len())
	for i := range s.Blocked {
		row, ok := k.Closing(t.Time(i + 1))
		if !ok {
			s.answer[i], s.Unsure[i] = -1, true
			continue
		}
		a := k.Said(row)
		s.answer[i], s.Blocked[i], s.Unsure[i] = int32(row), a.Blocked, a.Unsure
	}
	return s
}

// Screen is the block list as a filter: it has an opinion on every row.
func (b Blocks) Screen(t *data.Tape) *Screen {
	s := newScreen(t.Len())
	for from, to := range b.Mask(t).Stretches() {
		for i := from; i < to; i++ {
			s.Blocked[i].set(BlockList, true)
		}
	}
	return s
}
