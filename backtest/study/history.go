package study

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals/filter"
	"github.com/remora-bt/remora-bt/strategies/file"
)

// A History is the market data of a plan, ready to be played. It keeps no candles
// beside its tapes, and those of one pair share their rows.
type History struct {
	Plan      *Plan
	Sources   []formats.Source // the files of each pair of the study; nil for the synthetic sample
	Others    []formats.Source // other files of candles that were read, for the engine
	Context   *data.Context    // nil without context
	Found     *sources.Report  // what was read of the context; nil without files
	Synthetic bool             // the candles are made up: the sample's, or of a folder that says so
	Seed      uint64           // of synthetic candles

	judging data.Timeframe             // of the candles that the engine judges by
	markets map[string]backtest.Market // of the study's file; nil without one
	files   []*file.Signals            // one a strategy; nil for those of the program
	tapes   map[data.Cut][]*data.Tape  // one a pair of the study
	whole   map[string]*data.Tape      // of the judged pairs, up to the end of the range, without warm-up
	rows    atomic.Int64               // candles of all pairs of the study
}

// Load reads or makes the candles of every pair, cuts them to what the plan tests and
// reads the context. Of the judged pairs it also keeps the history up to the end of the
// range, as the risk engine is to see it. An error is of kind Data, or of kind Usage
// for a sample that cannot be made.
func (p *Plan) Load(ctx context.Context, judged ...string) (*History, error) {
	h := &History{Plan: p, tapes: map[data.Cut][]*data.Tape{}, whole: map[string]*data.Tape{}}
	var err error
	if h.markets, err = p.Study.ReadMarkets(); err != nil {
		return nil, err
	}
	from, err := h.open()
	if err != nil {
		return nil, err
	}
	h.judging = p.judging(from, judged)
	var contextErr error
	rolls := make([]roll, len(p.Study.Pairs))
	count := tally{plan: p, judged: len(judged) > 0, rows: &h.rows}
	err = parallel.Each(parallel.Named(ctx, "reading candles"), len(rolls)+1, func(i int) {
		if i == len(rolls) {
			contextErr = h.loadContext(from)
			return
		}
		if count.over.Load() > 0 {
			return
		}
		pair := p.Study.Pairs[i]
		cuts := p.cuts()
		if slices.Contains(judged, pair) && h.judging == p.Timeframe {
			cuts = append(cuts, p.past())
		}
		rolls[i] = from.roll(pair, p.Timeframe, cuts)
		count.add(rolls[i])
	})
	if err = errors.Join(err, count.err()); err != nil {
		return nil, err
	}
	if err := config.Few(append(faultsOf(rolls), contextErr)...); err != nil {
		return nil, fault.Invalid(err)
	}
	if err := h.keep(rolls); err != nil {
		return nil, err
	}
	if err := h.readSignals(rolls); err != nil {
		return nil, err
	}
	return h, h.judged(ctx, from, judged)
}

// Tapes are those of a range of the plan and a strategy's warm-up, one a pair of the
// study.
func (h *History) Tapes(span data.TimeRange, startup int) []*data.Tape {
	return h.tapes[data.Cut{Range: span, Startup: startup}]
}

// Tested are the ranges of the plan as far as candles of some pair are tested in them;
// with nothing to test, as for signals alone, what is judged.
func (h *History) Tested() []data.TimeRange {
	var out []data.TimeRange
	spans := h.Plan.Spans
	if len(h.Plan.Specs) == 0 {
		spans = []data.TimeRange{h.Plan.Span}
	}
	for _, span := range spans {
		var tapes []*data.Tape
		for _, spec := range h.Plan.Specs {
			tapes = append(tapes, h.Tapes(span, spec.Startup)...)
		}
		if len(tapes) == 0 {
			tapes = slices.Collect(maps.Values(h.whole))
		}
		r := data.TimeRange{From: math.MaxInt64, To: math.MinInt64, HasFrom: true, HasTo: true}
		for _, t := range tapes {
			r.From, r.To = min(r.From, max(t.Time(t.Warm), span.From)), max(r.To, t.Time(t.Len()-1))
		}
		if len(tapes) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// Sample reports whether the candles are those of the built-in sample.
func (h *History) Sample() bool { return h.Sources == nil }

// loadContext makes or reads the context series. A folder that the study names must be
// there; the one below the candles may be absent.
func (h *History) loadContext(from *feed) error {
	if from.dir == nil {
		h.Context = from.context()
		return nil
	}
	s := h.Plan.Study
	dir := s.ContextDir()
	if _, err := os.Stat(dir); err != nil && s.Context == "" {
		return nil
	}
	c, found, err := sources.Load(dir)
	if err != nil {
		return err
	}
	h.Context, h.Found = c, &found
	return nil
}

// Warnings are doubts about the data of the study's pairs in all of its ranges; those of
// context where an engine reads it.
func (h *History) Warnings(filters ...*filter.Filter) []string {
	p := h.Plan
	var out []string
	if h.Found != nil && p.Judged(filters...) != nil {
		out = append(out, h.Found.Warnings(h.Tested()...)...)
	}
	for i, pair := range p.Study.Pairs {
		if doubt := h.unlisted(pair); doubt != "" {
			out = append(out, doubt)
		}
		for _, span := range p.Spans {
			where := pair
			if len(p.Spans) > 1 {
				where += " " + span.String()
			}
			for _, doubt := range h.Tapes(span, p.Specs[0].Startup)[i].Doubts() {
				out = append(out, where+": "+doubt)
			}
		}
		if s := h.Sources; s != nil && s[i].Made != nil {
			out = append(out, fmt.Sprintf("%s: candles of %s %s", pair, p.Timeframe, s[i].Made))
		}
		if s := h.Sources; s != nil && len(s[i].Unused) > 0 {
			out = append(out, fmt.Sprintf("%s: read from %s; also there and not used: %s", pair, s[i].Format, strings.Join(s[i].Unused, ", ")))
		}
	}
	for _, s := range h.Others {
		if s.Made != nil {
			out = append(out, fmt.Sprintf("%s: candles of %s for the filter %s", s.Pair, s.Timeframe, s.Made))
		}
	}
	return out
}
