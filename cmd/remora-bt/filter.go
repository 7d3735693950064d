package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
)

// A screening is the filter under test with what the engine said of every pair.
type screening struct {
	*signals.Filter
	tracks []*signals.Track // per pair of the study; nil unless the filter is the engine
}

// openFilter reads the files that --filter names.
func openFilter(s Study) (*signals.Filter, error) {
	spec, err := signals.ParseFilter(s.Filter, s.FilterSet...)
	if err != nil {
		return nil, usage(s.faults(err))
	}
	if spec.Kind == signals.NoFilter && s.RiskPair != "" {
		return nil, usage(errors.New("a risk pair needs a filter that judges pairs"))
	}
	f, err := spec.Open()
	if err != nil {
		if spec.Kind == signals.ProfileFile || spec.Kind == signals.BuiltIn {
			return nil, usage(err)
		}
		return nil, invalid(err)
	}
	return f, nil
}

// screen runs the engine over each pair's whole history up to the end of the
// range: its slow averages need months before the first candle that trades.
func screen(ctx context.Context, p *plan, h *history, f *signals.Filter) (*screening, error) {
	s := &screening{Filter: f}
	if !f.Engine() {
		return s, nil
	}
	judged := p.study.Pairs
	if p.study.RiskPair != "" {
		judged = []string{p.study.RiskPair}
	}
	tracks := make([]*signals.Track, len(judged))
	errs := make([]error, len(judged))
	err := parallel.Each(ctx, len(judged), func(i int) {
		c, err := h.engineCandles(p, judged[i])
		if err != nil {
			errs[i] = err
			return
		}
		t, err := data.NewTape(c, data.TimeRange{To: p.span.To, HasTo: p.span.HasTo}, 0)
		if err != nil {
			errs[i] = err
			return
		}
		tracks[i] = f.Replay(t.With(h.context))
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, invalid(err)
	}
	s.tracks = make([]*signals.Track, len(p.study.Pairs))
	for i := range s.tracks {
		s.tracks[i] = tracks[min(i, len(tracks)-1)]
	}
	return s, nil
}

// engineCandles are the candles from which the engine judges a pair: those of the
// run, or of five minutes where the run's are longer than the engine's hour.
func (h *history) engineCandles(p *plan, pair string) (*data.Candles, error) {
	i := slices.Index(p.study.Pairs, pair)
	if i >= 0 && data.Hour%p.timeframe == 0 {
		return h.candles[i], nil
	}
	if h.dir == nil {
		return nil, fmt.Errorf("the engine needs candles of %s in a timeframe that divides an hour, and the synthetic sample is of %s", pair, p.timeframe)
	}
	tf := p.timeframe
	if data.Hour%tf != 0 {
		tf = 5 * data.Minute
	}
	c, source, err := h.dir.Load(pair, tf)
	if err == nil {
		h.addSource(source)
	}
	return c, err
}

// screens judges every row of some tapes, one a pair; nil without a filter.
func (s *screening) screens(tapes []*data.Tape) ([]*signals.Screen, error) {
	if s.Spec.Kind == signals.NoFilter {
		return nil, nil
	}
	out := make([]*signals.Screen, len(tapes))
	for i, t := range tapes {
		var track *signals.Track
		if s.tracks != nil {
			track = s.tracks[i]
		}
		var err error
		if out[i], err = s.Screen(t, track); err != nil {
			return nil, invalid(err)
		}
	}
	return out, nil
}

// gateOf admits the entries whose signal candle is safe.
func gateOf(screens []*signals.Screen) backtest.Gate {
	return func(book, row int) bool { return screens[book].Safe(row) }
}

// contextDir is where the study's context series are: as given, or the folder
// context below the candles.
func (s Study) contextDir() string {
	if s.Context != "" || s.DataDir == "" {
		return s.Context
	}
	return filepath.Join(s.DataDir, "context")
}
