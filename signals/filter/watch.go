package filter

import (
	"sort"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// A Watch is a filter that judges bar by bar, as a live bot would ask it. Fed the
// bars of a tape it says what Screen says of its rows.
type Watch struct {
	filter *Filter
	engine *signals.Engine // nil unless the filter is the engine
	rows   []said          // of a history
}

// Watch returns a fresh state machine of the filter for one pair.
func (f *Filter) Watch(pair string) (*Watch, error) {
	w := &Watch{filter: f}
	var err error
	switch {
	case f.Engine():
		w.engine = signals.New(f.Config)
	case f.history != nil:
		w.rows, err = f.history.rows(pair)
	}
	return w, err
}

// Update judges the candle of a bar: why an entry signal on it is refused, and
// whether some rule that could refuse had no input.
func (w *Watch) Update(b *data.Bar) (blocked signals.Reasons, unsure bool) {
	switch {
	case w.engine != nil:
		a := w.engine.Update(b)
		return a.Blocked, a.Unsure
	case w.filter.history != nil:
		h := w.filter.history
		lag := h.lag(data.Timeframe(b.Now - b.Start))
		known := sort.Search(len(w.rows), func(i int) bool { return w.rows[i].at.Add(lag) > b.Now })
		return h.judge(w.rows[:known], lag, b.Now)
	default:
		blocked.Set(signals.BlockList, w.filter.blocks.Blocked(b.Start))
		return blocked, false
	}
}
