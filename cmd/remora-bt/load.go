package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// A history is the market data of a run.
type history struct {
	candles   []*data.Candles // one per pair, as the source has them
	sources   []formats.Source
	dir       *formats.Dir // nil for the synthetic sample
	more      []formats.Source
	moreLock  sync.Mutex
	context   *data.Context // nil without context
	found     *data.ContextReport
	synthetic bool   // the candles are made up: the sample's, or of a folder that says so
	seed      uint64 // of synthetic candles
}

// addSource records a file that was read besides the pairs' own.
func (h *history) addSource(s formats.Source) {
	h.moreLock.Lock()
	defer h.moreLock.Unlock()
	h.more = append(h.more, s)
}

// load reads the candles of every pair, or makes the synthetic sample if the study
// names no folder.
func load(ctx context.Context, p *plan) (*history, error) {
	if p.study.DataDir == "" {
		return sample(ctx, p)
	}
	dir, err := formats.OpenDir(p.study.DataDir)
	if err != nil {
		return nil, invalid(err)
	}
	n := len(p.study.Pairs)
	h := &history{candles: make([]*data.Candles, n), sources: make([]formats.Source, n), dir: dir}
	errs := make([]error, n)
	err = parallel.Each(ctx, n, func(i int) {
		h.candles[i], h.sources[i], errs[i] = dir.Load(p.study.Pairs[i], p.timeframe)
	})
	if err != nil {
		return nil, err
	}
	for i, err := range errs {
		errs[i] = otherCase(dir, p.study.Pairs[i], err)
	}
	if err := errors.Join(append(errs, h.loadContext(p))...); err != nil {
		return nil, invalid(err)
	}
	h.seed, h.synthetic = madeUp(p.study.DataDir, h.sources)
	return h, nil
}

// otherCase adds to an error about a pair the one that the folder has in other
// letters, as BTC/USDT for btc/usdt.
func otherCase(dir *formats.Dir, pair string, err error) error {
	if err == nil {
		return nil
	}
	entries, listErr := dir.List()
	if listErr != nil {
		return err
	}
	for _, e := range entries {
		if e.Pair != pair && strings.EqualFold(e.Pair, pair) {
			return fmt.Errorf("%w; did you mean %s?", err, e.Pair)
		}
	}
	return err
}

// madeUp tells whether the manifest of a folder lists any of the files read as
// synthetic, and their seed. A file that has another size now is no longer it.
func madeUp(dir string, sources []formats.Source) (seed uint64, yes bool) {
	text, err := inputs.Read(filepath.Join(dir, manifestName), maxManifest)
	if err != nil {
		return 0, false
	}
	var m synthManifest
	if err := json.Unmarshal(text, &m); err != nil || m.Kind != synthKind {
		return 0, false
	}
	size := map[string]int64{}
	for _, f := range m.Files {
		size[f.Path] = f.Bytes
	}
	for _, s := range sources {
		for _, f := range s.Files {
			rel, err := filepath.Rel(dir, f.Path)
			if err != nil {
				continue
			}
			if n, ok := size[filepath.ToSlash(rel)]; ok && n == f.Size {
				return m.Seed, true
			}
		}
	}
	return 0, false
}

// loadContext reads the context series. A folder that the study names must be
// there; the one below the candles may be absent.
func (h *history) loadContext(p *plan) error {
	dir := p.study.contextDir()
	if dir == "" {
		return nil
	}
	if _, err := os.Stat(dir); err != nil && p.study.Context == "" {
		return nil
	}
	c, found, err := data.LoadContext(dir)
	if err != nil {
		return err
	}
	h.context, h.found = c, &found
	return nil
}

// sample makes the synthetic history of a study without data.
func sample(ctx context.Context, p *plan) (*history, error) {
	c := synthetic.Default()
	c.Pairs, c.Timeframe = p.study.Pairs, p.timeframe
	if p.study.Seed != nil {
		c.Seed = *p.study.Seed
	}
	if err := c.Validate(); err != nil {
		return nil, usage(err)
	}
	h := &history{candles: make([]*data.Candles, len(c.Pairs)), synthetic: true, seed: c.Seed}
	err := parallel.Each(ctx, len(c.Pairs)+1, func(i int) {
		if i == len(c.Pairs) {
			h.context = synthetic.Context(c)
		} else {
			h.candles[i] = synthetic.Candles(c, c.Pairs[i])
		}
	})
	return h, err
}

// tapes cuts every pair's candles to the study's range and a strategy's warm-up.
func (h *history) tapes(p *plan, startup int) ([]*data.Tape, error) {
	return h.tapesIn(p.span, startup)
}

// tapesIn is tapes of another range.
func (h *history) tapesIn(span data.TimeRange, startup int) ([]*data.Tape, error) {
	out := make([]*data.Tape, len(h.candles))
	var faults []error
	for i, c := range h.candles {
		t, err := data.NewTape(c, span, startup)
		if err != nil {
			if i < len(h.sources) {
				err = fmt.Errorf("%s: %w", h.sources[i].Files[0].Path, err)
			}
			faults = append(faults, err)
			continue
		}
		out[i] = t.With(h.context)
	}
	return out, invalid(errors.Join(faults...))
}
