// Package fetch downloads candles and market context from public sources that ask
// for no key. Besides the replayed service it is the only room that touches the
// network.
//
// Every file is whole or absent: it is written aside, held to its checksum or to
// its reader, and only then given its name. A second call fetches what is missing.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// Options say what to fetch and where to put it.
type Options struct {
	Dir       string   // folder of the candles; "" fetches none
	Pairs     []string // as in BTC/USDT
	Timeframe data.Timeframe
	Range     data.TimeRange // its start is needed; without an end, up to the last closed candle

	Context string // folder of the context series; "" fetches none

	Now    func() time.Time                  // nil: time.Now
	Getenv func(string) string               // nil: os.Getenv; REMORA_MIRROR_<PROVIDER> replaces a base address
	Wait   func(time.Duration) time.Duration // shortens waits in tests; nil: as they are
}

// A Report says what a call did.
type Report struct {
	Fetched []File   // in the order of their names
	Kept    int      // files that were there and whole
	Notes   []string // what could not be had and what is read instead
}

// A File is one line of the folder's manifest.
type File struct {
	Name    string    `json:"file"`
	URL     string    `json:"url"` // without a mirror's address where one was used
	Fetched time.Time `json:"fetched"`
	Bytes   int64     `json:"bytes"`
	SHA256  string    `json:"sha256"`
	Whole   bool      `json:"whole"` // false: its last day was not over, so that it is fetched again
}

// atOnce is how many requests are under way at a time.
const atOnce = 4

// Validate reports everything that is wrong with the options.
func (o *Options) Validate() error {
	var faults []error
	if o.Dir == "" && o.Context == "" {
		faults = append(faults, errors.New("nothing to fetch: expected a folder for candles, one for context, or both"))
	}
	if o.Dir != "" {
		if len(o.Pairs) == 0 {
			faults = append(faults, errors.New("no pair to fetch candles of, as in BTC/USDT"))
		}
		if !o.Range.HasFrom {
			faults = append(faults, errors.New("candles need a timerange with a start, as in 20200101-"))
		}
		if o.Timeframe > data.Day {
			faults = append(faults, fmt.Errorf("timeframe %s: expected at most a day", o.Timeframe))
		}
	}
	return errors.Join(faults...)
}

// Run fetches what is missing. Files that are there and whole are not fetched
// again. It returns what it did also where it returns an error: everything that
// could be had is in place then.
func Run(ctx context.Context, o Options) (*Report, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	c := newClient(&o)
	r := &Report{}
	var faults []error
	if o.Dir != "" {
		faults = append(faults, c.candles(ctx, r))
	}
	if o.Context != "" && ctx.Err() == nil {
		faults = append(faults, c.context(ctx, r))
	}
	slices.Sort(c.notes)
	r.Notes = append(r.Notes, c.notes...)
	slices.SortFunc(r.Fetched, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	err := errors.Join(faults...)
	if errors.As(err, new(unreached)) {
		err = errors.Join(err, errors.New("HTTPS_PROXY and the REMORA_MIRROR_ variables name another way to a source; the same command then goes on from there"))
	}
	return r, err
}

// A job fetches one file. A file that its source does not have is nil.
type job struct {
	name string
	do   func(context.Context) (*File, error)
}

// all does the jobs, atOnce at a time. It goes on after a fault, so that one file
// that cannot be had does not cost the others.
func (c *client) all(ctx context.Context, what string, f *folder, jobs []job, r *Report) error {
	const shown = 3
	errs := make([]error, len(jobs))
	err := parallel.Limit(parallel.Named(ctx, what), atOnce, len(jobs), func(i int) {
		got, err := jobs[i].do(ctx)
		if err == nil && got != nil {
			err = f.add(*got)
		}
		errs[i] = err
	})
	r.Fetched = append(r.Fetched, f.added...)
	if err != nil {
		return err
	}
	errs = slices.DeleteFunc(errs, func(err error) bool { return err == nil })
	if n := len(errs); n > shown {
		errs = append(errs[:shown], fmt.Errorf("and %d more files that could not be fetched", n-shown))
	}
	return errors.Join(errs...)
}

// openFolder makes the folder where it is missing and reads its manifest.
func openFolder(dir string) (*folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return readFolder(dir)
}

// Changed names the files of a folder that are no longer what was fetched, each
// with the reason. A folder that nothing was fetched to has none.
func Changed(dir string) ([]string, error) {
	f, err := readFolder(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, file := range f.sorted() {
		path := filepath.Join(dir, file.Name)
		info, err := os.Stat(path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if info.Size() != file.Bytes {
			out = append(out, fmt.Sprintf("%s has %d bytes: %d were fetched from %s", path, info.Size(), file.Bytes, file.URL))
			continue
		}
		sum, err := formats.HashFile(path)
		if err != nil {
			return nil, err
		}
		if sum != file.SHA256 {
			out = append(out, fmt.Sprintf("%s is not what was fetched from %s: its SHA-256 is %s, expected %s", path, file.URL, sum, file.SHA256))
		}
	}
	return out, nil
}
