// Package runfolder reads the folder of a finished run back: what it was made of,
// its figures, trades and daily equity. It trusts nothing in the folder: paths stay
// below it, links are not followed, files have bounds and must be those of which the
// manifest holds the digests. Keys and columns that it does not know are passed over.
package runfolder

import (
	"fmt"
	"os"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report"
)

// A Folder is a finished run.
type Folder struct {
	Dir      string
	Manifest report.Manifest
	Runs     []*Run // in the order of summary.json
	Warnings []string
	Answers  *verdict.Answers // of all counted cells together; nil without a filter
	Notes    []string         // on all cells together
	Cells    []*Statement     // empty without a filter
	FailOpen *float64         // share of the candles that were admitted for want of data
}

// A Key names a run within a folder.
type Key struct {
	Strategy  string
	Pairs     string // separated by spaces
	TimeRange string // as it was asked, which does not change with the candles
	Arm       string
}

// Cell is the key without its arm.
func (k Key) Cell() Key { k.Arm = ""; return k }

func (k Key) String() string {
	return strings.Join(strings.Fields(strings.Join([]string{k.Strategy, k.Pairs, k.TimeRange, k.Arm}, " ")), " ")
}

// A Run is one arm of a strategy.
type Run struct {
	Key
	Range    string // timerange in the rows of the tables: open ends filled with the days of the candles
	PairList []string
	Metrics  map[string]Value
	Signals  map[string]int // what became of the entry signals, by the words of summary.json
	Trades   []Trade        // in the order in which they were closed
	Equity   []Day          // empty if the run was not marked to market
}

// Rows is the key of the run's rows in the tables.
func (r *Run) Rows() Key {
	k := r.Key
	k.TimeRange = r.Range
	return k
}

// Open reads a run's folder and checks every file that it reads against the
// manifest.
func Open(dir string) (*Folder, error) {
	r, err := openRoot(dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	f := &Folder{Dir: dir}
	if f.Manifest, err = r.manifest(); err != nil {
		return nil, err
	}
	if err := checkOutputs(f.Manifest.Outputs); err != nil {
		return nil, fmt.Errorf("%s: %w", r.name(ManifestFile), err)
	}
	for _, part := range []struct {
		name string
		most int64
		read func([]byte) error
	}{
		{"summary.json", maxSummary, f.readSummary},
		{"trades.csv", maxTable, f.readTrades},
		{"equity.csv", maxTable, f.readEquity},
	} {
		text, err := r.output(f.Manifest, part.name, part.most)
		if err != nil {
			return nil, err
		}
		if err := part.read(text); err != nil {
			return nil, fmt.Errorf("%s: %w", r.name(part.name), err)
		}
	}
	return f, nil
}

// Run returns the run of a key, nil if there is none.
func (f *Folder) Run(k Key) *Run {
	for _, r := range f.Runs {
		if r.Key == k {
			return r
		}
	}
	return nil
}

// Strategies are the names of the strategies in the order of the runs.
func (f *Folder) Strategies() []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range f.Runs {
		if !seen[r.Strategy] {
			seen[r.Strategy] = true
			out = append(out, r.Strategy)
		}
	}
	return out
}

// IsFolder reports whether path is a folder rather than a file.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
