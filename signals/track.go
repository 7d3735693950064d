package signals

import "github.com/remora-bt/remora-bt/data"

// A Track is what the engine said at every row of a tape. It keeps each answer
// once, for all rows from the first on which it was given.
type Track struct {
	Pair   string
	First  data.Instant // open time of row 0
	Step   data.Timeframe
	Config Config

	tape *data.Tape // nil unless a series cannot be taken away without another replay
	row  []int32    // which answer holds on a row
	said [][]Assessment
}

const chunk = 512 // answers that are kept together

// Replay runs a fresh engine over the tape.
func Replay(t *data.Tape, cfg Config) *Track {
	e := New(cfg)
	k := &Track{Pair: t.Pair, First: t.First, Step: t.Step, Config: cfg, row: make([]int32, 0, t.Len())}
	for s := range data.NumSeries {
		if cfg.measures(s) {
			k.tape = t
		}
	}
	n := int32(0)
	for b := range t.Bars() {
		if e.update(b) {
			if n%chunk == 0 {
				k.said = append(k.said, make([]Assessment, 0, chunk))
			}
			last := len(k.said) - 1
			k.said[last] = append(k.said[last], e.last)
			n++
		}
		k.row = append(k.row, n-1)
	}
	return k
}

// Len is the number of rows.
func (k *Track) Len() int { return len(k.row) }

// Open is the open time of a row's candle.
func (k *Track) Open(row int) data.Instant { return k.First + data.Instant(row)*data.Instant(k.Step) }

// Said is the answer that holds on a row, without a copy: At is the close at
// which it was first given.
func (k *Track) Said(row int) *Assessment {
	i := k.row[row]
	return &k.said[i/chunk][i%chunk]
}

// At is the assessment at the close of a row.
func (k *Track) At(row int) Assessment {
	a := *k.Said(row)
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
