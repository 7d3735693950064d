package filter

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// A Dial is what a filter says of each row of a tape with its threshold left open: at
// any max_risk it refuses the rows whose Risk lies above it and those that are Shut.
type Dial struct {
	Risk []float64 // risk_score; −1 on rows without an answer
	Shut []bool    // refused for another reason
}

// Dial judges every row of a tape but for max_risk. Track is as for Screen. Filters
// without a risk_score have no dial.
func (f *Filter) Dial(t *data.Tape, track *signals.Track) (*Dial, error) {
	switch {
	case f.history != nil:
		return f.history.dial(t)
	case f.Engine():
		return dialOf(track, t), nil
	default:
		return nil, fmt.Errorf("this filter has no risk_score: expected the engine or a history")
	}
}

func newDial(n int) *Dial {
	d := &Dial{Risk: make([]float64, n), Shut: make([]bool, n)}
	for i := range d.Risk {
		d.Risk[i] = -1
	}
	return d
}

func dialOf(k *signals.Track, t *data.Tape) *Dial {
	d := newDial(t.Len())
	for i := range d.Risk {
		if row, ok := k.Closing(t.Time(i + 1)); ok {
			a := k.Said(row)
			d.Risk[i], d.Shut[i] = a.Risk, a.Blocked&^(1<<signals.RiskScore) != 0
		}
	}
	return d
}

// dial follows Screen row by row.
func (h *History) dial(t *data.Tape) (*Dial, error) {
	rows, err := h.rows(t.Pair)
	if err != nil {
		return nil, err
	}
	d, lag, known := newDial(t.Len()), h.lag(t.Step), 0
	for i := range d.Risk {
		now := t.Time(i + 1)
		for known < len(rows) && rows[known].at.Add(lag) <= now {
			known++
		}
		if blocked, unsure := h.judge(rows[:known], lag, now); !unsure {
			d.Risk[i], d.Shut[i] = rows[known-1].risk, blocked.Has(signals.History)
		}
	}
	return d, nil
}

// MaxRisk is the threshold that the filter was opened with, 1 for one without.
func (f *Filter) MaxRisk() float64 {
	switch {
	case f.history != nil:
		return f.history.max
	case f.Engine():
		return f.Config.MaxRisk
	default:
		return 1
	}
}
