package verdict

import (
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/lanes"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// MinShift is the least number of days by which a placebo moves the mask, forward
// or backward: nearer ones would still sit on the events that the mask was made for.
const MinShift = 7

// A Subject is one strategy on its pairs and a mask, laid out so that it can be
// walked at thousands of placebos.
type Subject struct {
	Books  []*backtest.Book
	Lanes  *lanes.Lanes // trades booked by day of closing; by that of the signal if Period is not Days
	Laid   *lanes.Laid
	Period shift.Period
	Partly bool // a part of the mask follows hours or weekdays and is not judged
	Seed   uint64

	Shifts      []int    // of a mask without a period, in shift units
	Independent *float64 // placebos that are independent of each other
	masks       []*data.Mask
	slots       int
	closing     *lanes.Lanes // by closing day
}

// NewSubject lays a mask over books that may share slots: per book, the rows of its
// tape on which the mask refuses entries.
func NewSubject(books []*backtest.Book, masks []*data.Mask, slots int, seed uint64) *Subject {
	return newSubject(books, masks, slots, seed, nil)
}

// newSubject takes lanes by closing day that have been made already; nil to make them.
func newSubject(books []*backtest.Book, masks []*data.Mask, slots int, seed uint64, lanes *lanes.Lanes) *Subject {
	s := &Subject{Books: books, Seed: seed, masks: masks, slots: slots, closing: lanes}
	s.layOut()
	if s.Lanes.Unit() == data.Instant(data.Day) {
		s.Period, s.Partly = shift.Recognise(s.rows(), s.Lanes.Span(0).Unit)
	}
	if s.Period != shift.Days {
		s.layOut()
	}
	return s
}

// layOut makes the lanes and the placebos for the subject's period.
func (s *Subject) layOut() {
	s.lay()
	if s.Period != shift.Days {
		s.Independent = Number(float64(s.units()), true)
		return
	}
	s.Shifts = s.Lanes.Shifts(MinShift)
	s.Independent = s.independent()
}

// lay makes the lanes for the subject's period and lays the mask over them.
func (s *Subject) lay() {
	switch {
	case s.Period != shift.Days:
		s.Lanes = lanes.New(s.Books, s.slots, lanes.BySignal)
	case s.closing == nil:
		s.closing = lanes.New(s.Books, s.slots, lanes.ByClose)
		s.Lanes = s.closing
	default:
		s.Lanes = s.closing
	}
	s.Laid = s.Lanes.Lay(s.masks)
}

// rows are the masks from the midnight of the first tested day on.
func (s *Subject) rows() [][]bool {
	out := make([][]bool, len(s.masks))
	for i, m := range s.masks {
		span := s.Lanes.Span(i)
		out[i] = make([]bool, span.Rows)
		for from, to := range m.Stretches() {
			for row := max(from, span.First); row < min(to, span.End); row++ {
				out[i][row-span.Base] = true
			}
		}
	}
	return out
}

// units is the number of weeks (or days) that are turned by themselves.
func (s *Subject) units() int {
	if s.Period == shift.Hours {
		return s.Lanes.Days()
	}
	first := s.day0()
	return int(shift.Week(first+int32(s.Lanes.Days())-1)-shift.Week(first)) + 1
}

func (s *Subject) day0() int32 { return int32(s.Lanes.Day0() / data.Instant(data.Day)) }

// independent is the number of independent shifts of the pair that has the fewest:
//
//	N = D/τ,   τ the correlation time of the share of each day that is blocked, at least 1
//
// A mask that blocks the same share of every day is taken row by row.
func (s *Subject) independent() *float64 {
	var least *float64
	for i, mask := range s.rows() {
		var n float64
		marked := s.Laid.Marked(i)
		if tau, ok := stats.CorrelationTime(marked); ok {
			n = float64(len(marked)) / max(tau, 1)
		} else if n, ok = stats.EffectiveShifts(mask, s.Lanes.Span(i).Unit); !ok {
			continue
		}
		if least == nil || n < *least {
			least = &n
		}
	}
	return least
}

// Placebos is how many placebos the mask has of its own.
func (s *Subject) Placebos() int {
	if s.Period != shift.Days {
		return shift.Rotations
	}
	return len(s.Shifts)
}

// Part is the subject for a panel, at its own placebos or, where they are given, at
// those shifts.
func (s *Subject) Part(shifts []int) shift.Part {
	p := shift.Part{First: s.day0()}
	for i := range s.Books {
		p.Lines = append(p.Lines, s.Lanes.Baseline(i))
	}
	if shifts == nil {
		shifts = s.Shifts
	}
	p.Walk = func() shift.Walk {
		w := s.Lanes.Walker()
		return func(i int) [][]shift.Change {
			switch {
			case i == 0:
				return w.Shift(s.Laid, 0)
			case s.Period != shift.Days:
				return w.Shift(s.Laid.Turned(s.turns(i)), 0)
			}
			return w.Shift(s.Laid, shifts[i-1])
		}
	}
	return p
}

// turns are those of draw i: every week by whole days, or every day by rows.
func (s *Subject) turns(i int) [][]lanes.Turn {
	out := make([][]lanes.Turn, len(s.Books))
	for b := range out {
		span := s.Lanes.Span(b)
		first := int32(span.Start / data.Instant(data.Day))
		out[b] = make([]lanes.Turn, 0, s.units())
		for d := 0; d < span.Units; {
			end, unit, step := d+1, first+int32(d), 1
			if s.Period == shift.Weeks {
				unit, step = shift.Week(unit), span.Unit
				for end < span.Units && shift.Week(first+int32(end)) == unit {
					end++
				}
			}
			from, to := d*span.Unit, end*span.Unit
			out[b] = append(out[b], lanes.Turn{From: from, To: to, By: step * shift.Turn(s.Seed, i, unit, (to-from)/step)})
			d = end
		}
	}
	return out
}

// Panel is the panel of one answer about subjects of one period: at their own
// placebos if there is one of them, else at those that all have in common.
func Panel(subjects ...*Subject) *shift.Panel {
	p := &shift.Panel{Window: shift.Around}
	var shifts []int
	if len(subjects) > 1 && subjects[0].Period == shift.Days {
		shifts = CommonShifts(subjects)
	}
	for _, s := range subjects {
		p.Parts = append(p.Parts, s.Part(shifts))
	}
	p.Placebos = subjects[0].Placebos()
	if shifts != nil {
		p.Placebos = len(shifts)
	}
	if period := subjects[0].Period; period != shift.Days {
		p.Window, p.Weeks = shift.Alone, period == shift.Weeks
	}
	return p
}

// CommonShifts are the shifts by which every pair of every subject is moved at least
// MinShift days in both directions, each round its own span.
func CommonShifts(subjects []*Subject) []int {
	var common []int
	for i, s := range subjects {
		if i == 0 {
			common = s.Shifts
			continue
		}
		if !slices.Equal(common, s.Shifts) {
			return commonShifts(subjects)
		}
	}
	return common
}

func commonShifts(subjects []*Subject) []int {
	least, longest := 1, 0
	var turns []int
	for _, s := range subjects {
		least = max(least, s.Lanes.Least(MinShift))
		for i := range s.Books {
			turns = append(turns, s.Lanes.Span(i).Units)
			longest = max(longest, turns[len(turns)-1])
		}
	}
	out := []int{}
	for n := least; n <= longest-least; n++ {
		if !slices.ContainsFunc(turns, func(units int) bool { return n%units < least || n%units > units-least }) {
			out = append(out, n)
		}
	}
	return out
}
