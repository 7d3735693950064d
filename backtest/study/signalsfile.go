package study

import (
	"errors"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/strategies"
	"github.com/remora-bt/remora-bt/strategies/file"
)

// readSignals reads the strategies that are files and holds them against the candles.
func (h *History) readSignals(rolls []roll) error {
	p := h.Plan
	h.files = make([]*file.Signals, len(p.Specs))
	grids := make([]file.Grid, len(rolls))
	for i := range rolls {
		grids[i] = rolls[i].grid
	}
	var errs []error
	for k := range min(len(p.Specs), len(p.Study.Strategies)) { // without a name there are those of the program
		path, ok := file.Path(p.Study.Strategies[k])
		if !ok {
			continue
		}
		var err error
		if h.files[k], err = file.Read(path); err == nil {
			err = h.files[k].Check(grids)
		}
		errs = append(errs, err)
	}
	return fault.Invalid(errors.Join(errs...))
}

// spec is a strategy of the plan, by index, as it trades a pair.
func (h *History) spec(k int, pair string) strategies.Spec {
	spec := h.Plan.Specs[k]
	if g := h.files[k]; g != nil {
		return g.For(spec, pair)
	}
	return spec
}
