package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// engineFlags are the study's flags that the commands of the engine know.
var engineFlags = []string{"datadir", "pairs", "timeframe", "timerange", "filter", "filter-set", "context", "seed"}

// bindEngine adds some of the study's flags and returns the plan that they ask for,
// with amendments by flags of the command's own. Without a filter it is the
// engine's default profile.
func bindEngine(fs *pflag.FlagSet, names ...string) func(...func(*Study)) (*plan, error) {
	var given []func(*Study) error
	file := new(string)
	bindPath(fs, file, "config", "c", "study file (YAML); flags override it")
	for _, f := range studyFlags() {
		if slices.Contains(names, f.name) {
			fs.VarP(flagValue{f, &given}, f.name, f.short, f.usage)
		}
	}
	return func(amend ...func(*Study)) (*plan, error) {
		s := defaultStudy()
		var err error
		if *file != "" {
			if s, err = readStudy(*file); err != nil {
				return nil, usage(err)
			}
		}
		for _, set := range given {
			if err := set(&s); err != nil {
				return nil, usage(err)
			}
		}
		for _, change := range amend {
			change(&s)
		}
		if s.Filter == "" {
			s.Filter = "default"
		}
		return enginePlan(s.withDemo())
	}
}

// enginePlan checks what of a study concerns the engine.
func enginePlan(s Study) (*plan, error) {
	p := &plan{study: s}
	var faults [3]error
	p.timeframe, faults[0] = data.ParseTimeframe(s.Timeframe)
	p.span, faults[1] = data.ParseTimeRange(s.TimeRange)
	faults[2] = checkPairs(s)
	return p, usage(errors.Join(faults[:]...))
}

// openEngine is openFilter where only the engine will do.
func openEngine(s Study) (*signals.Filter, error) {
	f, err := openFilter(s)
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
func engineTracks(ctx context.Context, p *plan, f *signals.Filter, stderr io.Writer) (*history, []*signals.Track, error) {
	h, err := load(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	s, err := screen(ctx, p, h, f)
	if err != nil {
		return nil, nil, err
	}
	warnContext(h, stderr)
	return h, s.tracks, nil
}

func warnContext(h *history, stderr io.Writer) {
	switch {
	case h.dir == nil:
		fmt.Fprintln(stderr, "synthetic sample data: no --datadir was given")
		return
	case h.synthetic:
		fmt.Fprintln(stderr, "synthetic data: the folder was made by 'remora-bt data synth'")
	}
	switch {
	case h.found == nil:
		fmt.Fprintln(stderr, "no context series: --context names their folder")
	default:
		for _, w := range h.found.Warnings() {
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
