package signals

import "github.com/remora-bt/remora-bt/data"

// A Track is what the engine said at every row of a tape. It keeps each answer
// once, for all rows from the first on which it was given.
type Track struct {
	Pair   string
	First  data.Instant // open time of row 0
	Step   data.Timeframe
	Config Config

	tape     *data.Tape // nil unless a series cannot be taken away without another replay
	row      []int32    // which answer holds on a row
	said     [][]Said
	readings [data.NumSeries][]data.Reading // one after the other; the zeroth is none
	levels   [][maxQuantiles]Level          // the same
}

// A Said is an answer as a track keeps it: what hundreds of answers share, the readings
// and levels, stands once.
type Said struct {
	Answer
	Measures
	readings [data.NumSeries]int32
	levels   int32
}

const chunk = 512 // answers that are kept together

func newTrack(t *data.Tape, cfg Config) *Track {
	k := &Track{Pair: t.Pair, First: t.First, Step: t.Step, Config: cfg, row: make([]int32, 0, t.Len())}
	for s := range data.NumSeries {
		k.readings[s] = make([]data.Reading, 1)
		if cfg.measures(s) {
			k.tape = t
		}
	}
	k.levels = make([][maxQuantiles]Level, 1)
	return k
}

// Replay runs a fresh engine over the tape.
func Replay(t *data.Tape, cfg Config) *Track {
	e, k := New(cfg), newTrack(t, cfg)
	for b := range t.Bars() {
		if e.update(b) {
			k.keep(&e.last)
		}
		k.row = append(k.row, k.last())
	}
	return k
}

// last is the number of the newest answer, -1 without any.
func (k *Track) last() int32 {
	if len(k.said) == 0 {
		return -1
	}
	return int32((len(k.said)-1)*chunk + len(k.said[len(k.said)-1]) - 1)
}

// keep adds an answer.
func (k *Track) keep(a *Assessment) {
	s := Said{Answer: a.Answer, Measures: a.Measures}
	for i, r := range a.Readings {
		s.readings[i] = index(&k.readings[i], r)
	}
	s.levels = index(&k.levels, a.Levels)
	last := len(k.said) - 1
	if last < 0 || len(k.said[last]) == chunk {
		k.said, last = append(k.said, make([]Said, 0, chunk)), last+1
	}
	k.said[last] = append(k.said[last], s)
}

// index is where a value stands that mostly equals the last one, or none.
func index[T comparable](all *[]T, v T) int32 {
	switch n := len(*all); {
	case v == (*all)[n-1]:
		return int32(n - 1)
	case v == (*all)[0]:
		return 0
	default:
		*all = append(*all, v)
		return int32(n)
	}
}

// whole is an answer with what it was made of.
func (k *Track) whole(s *Said) Assessment {
	a := Assessment{Answer: s.Answer, Inputs: Inputs{Measures: s.Measures, Levels: k.levels[s.levels]}}
	for i := range a.Readings {
		a.Readings[i] = k.readings[i][s.readings[i]]
	}
	return a
}

// Len is the number of rows.
func (k *Track) Len() int { return len(k.row) }

// Open is the open time of a row's candle.
func (k *Track) Open(row int) data.Instant { return k.First + data.Instant(row)*data.Instant(k.Step) }

// Said is the answer that holds on a row, without a copy: At is the close at
// which it was first given.
func (k *Track) Said(row int) *Said {
	i := k.row[row]
	return &k.said[i/chunk][i%chunk]
}

// Reading is what was known of a series on a row.
func (k *Track) Reading(row int, s data.Series) data.Reading {
	return k.readings[s][k.Said(row).readings[s]]
}

// At is the assessment at the close of a row.
func (k *Track) At(row int) Assessment {
	a := k.whole(k.Said(row))
	a.At = k.close(row)
	return a
}

func (k *Track) close(row int) data.Instant {
	return k.First + data.Instant(row+1)*data.Instant(k.Step)
}

// Closing is the row that closes at or last before now; ok is false outside the track.
func (k *Track) Closing(now data.Instant) (row int, ok bool) {
	row = int((now-k.First)/data.Instant(k.Step)) - 1
	return row, now >= k.First && row >= 0 && row < len(k.row)
}
