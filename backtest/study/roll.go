package study

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/strategies/file"
)

// A roll is what was read of one pair.
type roll struct {
	source formats.Source
	grid   file.Grid    // of all of the candles
	tapes  []*data.Tape // one a cut
	errs   []error      // the same
	err    error        // the candles cannot be read at all
}

func faultsOf(rolls []roll) []error {
	errs := make([]error, len(rolls))
	for i := range rolls {
		errs[i] = rolls[i].err
	}
	return errs
}

// cuts are the parts of the candles that strategies are tested on.
func (p *Plan) cuts() []data.Cut {
	var out []data.Cut
	for _, span := range p.Spans {
		for _, spec := range p.Specs {
			if k := (data.Cut{Range: span, Startup: spec.Startup}); !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// past is all there is up to the end of the range: slow averages of the engine need
// months before the first candle that trades.
func (p *Plan) past() data.Cut {
	return data.Cut{Range: data.TimeRange{To: p.Span.To, HasTo: p.Span.HasTo}}
}

// roll reads candles and cuts them. They are let go of but for what the tapes share.
func (f *feed) roll(pair string, tf data.Timeframe, cuts []data.Cut) roll {
	c, source, err := f.read(pair, tf)
	if err != nil {
		return roll{err: f.otherCase(pair, err)}
	}
	r := roll{source: source, grid: file.Grid{Pair: pair, Step: tf}}
	if c.Len() > 0 {
		r.grid.First, r.grid.Last = slices.Min(c.Time), slices.Max(c.Time)
	}
	r.tapes, r.errs = data.NewTapes(c, cuts...)
	return r
}

// keep files the tapes of the study's pairs. The error is that of the first cut that
// some pair's candles do not allow.
func (h *History) keep(rolls []roll) error {
	if h.Sources != nil {
		for i := range rolls {
			h.Sources[i] = rolls[i].source
		}
		h.Seed, h.Synthetic = madeUp(h.Plan.Study.DataDir, h.Sources)
	}
	for n, cut := range h.Plan.cuts() {
		tapes, errs := make([]*data.Tape, len(rolls)), make([]error, len(rolls))
		for i, r := range rolls {
			if errs[i] = r.errs[n]; errs[i] != nil {
				if h.Sources != nil {
					errs[i] = fmt.Errorf("%s: %w", r.source.Files[0].Path, errs[i])
				}
				continue
			}
			tapes[i] = r.tapes[n].With(h.Context)
		}
		if err := config.Few(errs...); err != nil {
			return fault.Invalid(err)
		}
		h.tapes[cut] = tapes
	}
	var errs []error
	for i, r := range rolls {
		if last := len(r.tapes) - 1; last == len(h.Plan.cuts()) {
			if errs = append(errs, r.errs[last]); r.errs[last] == nil {
				h.whole[h.Plan.Study.Pairs[i]] = r.tapes[last].With(h.Context)
			}
		}
	}
	return fault.Invalid(config.Few(errs...))
}

// judged reads what the engine needs beside the candles of the study: pairs that are
// not in it, and candles of another timeframe.
func (h *History) judged(ctx context.Context, from *feed, pairs []string) error {
	pairs = slices.DeleteFunc(slices.Clone(pairs), func(pair string) bool { return h.whole[pair] != nil })
	tf := h.judging
	if from.dir == nil {
		var errs []error
		for _, pair := range pairs {
			errs = append(errs, fmt.Errorf("the engine needs candles of %s in a timeframe that divides an hour, and the synthetic sample is of %s", pair, h.Plan.Timeframe))
		}
		return fault.Invalid(errors.Join(errs...))
	}
	rolls := make([]roll, len(pairs))
	err := parallel.Each(ctx, len(pairs), func(i int) {
		rolls[i] = from.roll(pairs[i], tf, []data.Cut{h.Plan.past()})
	})
	errs := []error{err}
	for i, r := range rolls {
		switch {
		case r.err != nil:
			errs = append(errs, r.err)
		case len(r.errs) > 0 && r.errs[0] != nil:
			errs = append(errs, r.errs[0])
		case len(r.tapes) > 0:
			h.Others = append(h.Others, r.source)
			h.whole[pairs[i]] = r.tapes[0].With(h.Context)
		}
	}
	return fault.Invalid(errors.Join(errs...))
}
