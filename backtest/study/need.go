package study

import (
	"fmt"
	"sync/atomic"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/internal/memory"
)

// Bytes of memory that stay while a study runs, a candle of a pair, as measured with
// six years of four strategies.
const (
	tapeBytes     = 40 // prices and volume
	engineBytes   = 36 // what the engine said, and whether it is safe
	strategyBytes = 9  // actions, opportunities and their outcomes
)

// need is the memory that so many candles take.
func (p *Plan) need(rows int64, judged bool) int64 {
	bytes := tapeBytes + strategyBytes*int64(len(p.Specs))
	if judged {
		bytes += engineBytes
	}
	return rows * bytes
}

// Rows are the candles of all pairs.
func (h *History) Rows() int64 { return h.rows.Load() }

// Need is about how much memory a run of the history takes, in bytes.
func (h *History) Need() int64 { return h.Plan.need(h.Rows(), len(h.whole) > 0) }

// A tally adds up what has been read, and refuses what will not fit before it is there.
type tally struct {
	plan   *Plan
	judged bool
	rows   *atomic.Int64
	pairs  atomic.Int64
	over   atomic.Int64 // bytes needed, once they are more than there are
}

// add counts a pair's candles.
func (t *tally) add(r roll) {
	rows := 0
	for _, tape := range r.tapes {
		if tape != nil {
			rows = max(rows, tape.Len())
		}
	}
	read, all := t.pairs.Add(1), int64(len(t.plan.Study.Pairs))
	if need := t.plan.need(t.rows.Add(int64(rows))/read*all, t.judged); t.plan.Most > 0 && need > t.plan.Most {
		t.over.CompareAndSwap(0, need)
	}
}

// err is that of a study that is too big.
func (t *tally) err() error {
	n := t.over.Load()
	if n == 0 {
		return nil
	}
	return fault.Misuse(fmt.Errorf("%d pairs take about %s of memory, and there are %s: expected fewer pairs or a shorter range at a time",
		len(t.plan.Study.Pairs), memory.Text(n), memory.Text(t.plan.Most)))
}
