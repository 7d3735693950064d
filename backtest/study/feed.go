package study

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

// A feed is where candles come from: a folder, or the synthetic sample.
type feed struct {
	dir    *formats.Dir // nil for the sample
	sample synthetic.Config
}

// open finds the folder, or sets the sample up if the study names none.
func (h *History) open() (*feed, error) {
	p := h.Plan
	if p.Study.DataDir != "" {
		dir, err := formats.OpenDir(p.Study.DataDir)
		h.Sources = make([]formats.Source, len(p.Study.Pairs))
		return &feed{dir: dir}, fault.Invalid(err)
	}
	c := synthetic.Default()
	c.Pairs, c.Timeframe = p.Study.Pairs, p.Timeframe
	if p.Study.Seed != nil {
		c.Seed = *p.Study.Seed
	}
	h.Synthetic, h.Seed = true, c.Seed
	return &feed{sample: c}, fault.Misuse(c.Validate())
}

func (f *feed) read(pair string, tf data.Timeframe) (*data.Candles, formats.Source, error) {
	if f.dir != nil {
		return f.dir.LoadOrMake(pair, tf)
	}
	return synthetic.Candles(f.sample, pair), formats.Source{}, nil
}

func (f *feed) context() *data.Context { return synthetic.Context(f.sample) }

// otherCase adds to an error about a pair the one that the folder has in other
// letters, as BTC/USDT for btc/usdt.
func (f *feed) otherCase(pair string, err error) error {
	entries, listErr := f.dir.List()
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

// madeUp tells whether a folder was made by this program, as its manifest says of any of
// the files read, and from which seed.
func madeUp(dir string, sources []formats.Source) (seed uint64, yes bool) {
	size := map[string]int64{}
	for _, s := range sources {
		for _, f := range s.Files {
			size[f.Path] = f.Size
		}
	}
	return synthetic.SeedOf(dir, size)
}
