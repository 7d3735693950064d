package filter

import (
	"context"
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// A Screener judges every row of a tape that is traded by the history of one that is
// judged, which may be the same. Filter.Judge is that of a run.
type Screener func(judged, traded *data.Tape) (*Screen, error)

// Judge is the path of a run: the engine over the judged tape, and what it said laid
// over the traded one. Filters that are not the engine look at the traded tape only.
func (f *Filter) Judge(judged, traded *data.Tape) (*Screen, error) {
	return f.Screen(traded, f.Replay(judged))
}

// Given are the words for what can not be proven.
const Given = "given: cannot be proven"

// Given reports whether the answers of the filter come from a file, made by someone
// else with who knows what in sight: no cutting of candles can show what they knew.
func (f *Filter) Given() bool { return f.Spec.Kind == HistoryFile || f.Spec.Kind == BlocksFile }

// A Foresight is how often a screen knew what lay after its row.
type Foresight struct {
	Checked int          // answers that were held against one that can not have known
	Biased  int          // of them, those that differ
	First   data.Instant // the close of the earliest row that differs; 0 if none does
}

func (f *Foresight) see(t *data.Tape, row int, same bool) {
	f.Checked++
	if same {
		return
	}
	f.Biased++
	if at := t.Time(row + 1); f.First == 0 || at < f.First {
		f.First = at
	}
}

// Foresight holds a screener against the filter as a live bot would ask it:
//
//   - on every row, against a Watch that has been fed no bar beyond the row's close,
//     and by whether an answer, or a reading in it, is from a later time than that;
//   - at some cuts, against the screener itself on what there was by then, and on
//     tapes that hold garbage after it.
//
// Cuts are numbers of rows of the traded tape.
func (f *Filter) Foresight(ctx context.Context, screen Screener, judged, traded *data.Tape, cuts []int) (Foresight, error) {
	var out Foresight
	whole, err := screen(judged, traded)
	if err != nil {
		return out, err
	}
	if err := f.live(&out, whole, judged, traded); err != nil {
		return out, err
	}
	for i, n := range cuts {
		if ctx.Err() != nil {
			return out, context.Cause(ctx)
		}
		m := min(judged.Len(), max(0, judged.Row(traded.Time(n)))) // rows that have closed by then
		if m == 0 {
			continue
		}
		for _, past := range [...]func(t *data.Tape, n int) *data.Tape{
			(*data.Tape).Head,
			func(t *data.Tape, n int) *data.Tape {
				return t.Poisoned(n, rand.New(rand.NewPCG(uint64(n), uint64(i))))
			},
		} {
			got, err := screen(past(judged, m), past(traded, n))
			if err != nil {
				return out, err
			}
			for row := range n {
				out.see(traded, row, got.Blocked[row] == whole.Blocked[row] && got.Unsure[row] == whole.Unsure[row])
			}
		}
	}
	return out, nil
}

// live holds every row of a screen against a Watch.
func (f *Filter) live(out *Foresight, whole *Screen, judged, traded *data.Tape) error {
	watched := traded
	if f.Engine() {
		watched = judged
	}
	w, err := f.Watch(watched.Pair)
	if err != nil {
		return err
	}
	end := watched.Time(watched.Len()).Add(watched.Step) // where the watched tape has no answer any more
	row, said, unsure := 0, signals.Reasons(0), true
	upTo := func(now data.Instant) { // the rows that close before a bar of the watched tape
		for ; row < traded.Len() && traded.Time(row+1) < now; row++ {
			if at := traded.Time(row + 1); at >= end {
				said, unsure = 0, true
			}
			same := whole.Blocked[row] == said && whole.Unsure[row] == unsure
			out.see(traded, row, same && whole.past(row, traded.Time(row+1)))
		}
	}
	for b := range watched.Bars() {
		upTo(b.Now)
		said, unsure = w.Update(b)
	}
	upTo(traded.Time(traded.Len()) + 1)
	return nil
}

// past reports whether the engine's answer on a row, and all that it was made of, was
// there by an instant.
func (s *Screen) past(row int, now data.Instant) bool {
	at, ok := s.judged(row)
	if !ok {
		return true
	}
	for series := range data.NumSeries {
		if s.Track.Reading(at, series).Known > now {
			return false
		}
	}
	return s.Track.Said(at).At <= now
}
