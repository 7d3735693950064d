package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// engineFlags are the study's flags that the commands of the engine know.
var engineFlags = []string{"datadir", "pairs", "timeframe", "timerange", "filter", "filter-set", "context", "seed"}

// bindEngine adds some of the study's flags and returns the plan that they ask for,
// with amendments by flags of the command's own. Without a filter it is the
// engine's default profile.
func bindEngine(cmd *cobra.Command, names ...string) func(...func(*config.Study)) (*study.Plan, error) {
	bound := bindFiles(cmd, func(config.Study) error { return nil }, names...) // it simulates nothing
	return func(amend ...func(*config.Study)) (*study.Plan, error) {
		s, err := bound()
		if err != nil {
			return nil, usage(err)
		}
		if keys := s.Unsimulated(); len(keys) > 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "remora-bt: keys that do not concern the engine: %s\n", strings.Join(keys, ", "))
		}
		for _, change := range amend {
			change(&s)
		}
		if s.Filter == "" {
			s.Filter = "default"
		}
		return study.EnginePlan(s.WithSample())
	}
}

// openEngine is OpenFilter where only the engine will do.
func openEngine(s config.Study) (*filter.Filter, error) {
	f, err := s.OpenFilter()
	if err != nil {
		return nil, err
	}
	if !f.Engine() {
		return nil, usage(fmt.Errorf("filter %q is not the engine: expected default or profile:FILE", s.Filter))
	}
	return f, nil
}

// engineTracks loads a plan's data and runs the engine over each pair's history up
// to the end of the range. What is doubtful about the data goes to stderr.
func engineTracks(ctx context.Context, p *study.Plan, f *filter.Filter) (*study.History, []*signals.Track, error) {
	h, err := p.Load(ctx, p.Judged(f)...)
	if err != nil {
		return nil, nil, err
	}
	tracks, err := h.Tracks(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	return h, tracks, nil
}

// warnContext tells what is doubtful about the context in some ranges.
func warnContext(h *study.History, stderr io.Writer, ranges ...data.TimeRange) {
	switch {
	case h.Sample():
		fmt.Fprintln(stderr, "synthetic sample data: no --datadir was given")
		return
	case h.Synthetic:
		fmt.Fprintln(stderr, "synthetic data: the folder was made by 'remora-bt data synth'")
	}
	switch {
	case h.Found == nil:
		fmt.Fprintln(stderr, "no context series: --context names their folder")
	default:
		for _, w := range h.Found.Warnings(ranges...) {
			fmt.Fprintln(stderr, w)
		}
	}
}

// within are the rows of a track whose candles open inside a range.
func within(k *signals.Track, r data.TimeRange) (from, to int) {
	rowAt := func(at data.Instant) int { // the first that opens at or after at
		return min(k.Len(), max(0, int((at-k.First+data.Instant(k.Step)-1)/data.Instant(k.Step))))
	}
	to = k.Len()
	if r.HasFrom && r.From > k.First {
		from = rowAt(r.From)
	}
	if r.HasTo {
		to = rowAt(r.To + 1)
	}
	return from, max(from, to)
}
