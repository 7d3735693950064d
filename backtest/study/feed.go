package study

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/internal/inputs"
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

// The manifest of a folder that this program filled.
const (
	manifestName = "manifest.json"
	maxManifest  = 16 << 20 // bytes
)

// madeUp tells whether the manifest of a folder lists any of the files read as
// synthetic, and their seed. A file that has another size now is no longer it.
func madeUp(dir string, sources []formats.Source) (seed uint64, yes bool) {
	text, err := inputs.Read(filepath.Join(dir, manifestName), maxManifest)
	if err != nil {
		return 0, false
	}
	var m synthetic.Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Kind != synthetic.Kind {
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
