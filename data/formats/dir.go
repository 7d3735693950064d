package formats

import (
	"cmp"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/remora-bt/remora-bt/data"
)

// A Dir is a folder of candle files, as freqtrade keeps them or with zips of the
// Binance archive in it. What it holds is looked up once, when it is opened.
type Dir struct {
	path    string
	entries []Entry
	odd     []string         // names of candle files that are none, and why
	places  map[string][]int // of entries, ascending, by what stands for the pair in the name
	held    func() string    // what it holds in words, made once: each of many pairs may be missing
}

// An Entry is a pair's candles in one format: one file, or several periods.
type Entry struct {
	Pair      string
	Timeframe data.Timeframe
	Format    string
	Kind      string // "" for spot, else as freqtrade calls it: "futures", "mark", "funding_rate"
	Files     []File // by name, which for periods is the order of time

	name Name
}

// A File is a file and its size in bytes.
type File struct {
	Path string
	Size int64
}

// Size is the size of all files in bytes.
func (e Entry) Size() int64 { return sizeOf(e.Files) }

func sizeOf(files []File) (n int64) {
	for _, f := range files {
		n += f.Size
	}
	return n
}

// futures is the folder in which freqtrade keeps what is not spot.
const futures = "futures"

// OpenDir looks up what a folder holds.
func OpenDir(path string) (*Dir, error) {
	d := &Dir{path: path}
	d.held = sync.OnceValue(d.holds)
	if err := d.scan(path, false); err != nil {
		return nil, err
	}
	sub := filepath.Join(path, futures)
	if info, err := os.Stat(sub); err == nil && info.IsDir() {
		if err := d.scan(sub, true); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(d.entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Pair, b.Pair), cmp.Compare(a.Timeframe, b.Timeframe), cmp.Compare(rank(a.Format), rank(b.Format)))
	})
	clear(d.places)
	for i, e := range d.entries {
		d.place(e.name.base, i)
	}
	return d, nil
}

// place notes the entry of a name.
func (d *Dir) place(base string, i int) {
	if d.places == nil {
		d.places = map[string][]int{}
	}
	d.places[base] = append(d.places[base], i)
}

// of are the entries that may be of a pair, in order.
func (d *Dir) of(pair string) iter.Seq[*Entry] {
	at := slices.Concat(d.places[fileName(pair)], d.places[Symbol(pair)])
	slices.Sort(at)
	return func(yield func(*Entry) bool) {
		for _, i := range slices.Compact(at) {
			if !yield(&d.entries[i]) {
				return
			}
		}
	}
}

// rank orders formats, the preferred first.
func rank(ext string) int {
	return slices.IndexFunc(kinds(), func(k kind) bool { return k.ext == ext })
}

func (d *Dir) scan(path string, futuresOnly bool) error {
	files, err := os.ReadDir(path)
	if err != nil {
		return Fault{err}
	}
	for _, file := range files {
		n, ok := ParseName(file.Name())
		if !ok || futuresOnly && n.Period != "" {
			continue
		}
		info, err := os.Stat(filepath.Join(path, file.Name()))
		if err != nil || !info.Mode().IsRegular() {
			d.odd = append(d.odd, fmt.Sprintf("%s is %s", file.Name(), oddness(file, info)))
			continue
		}
		if futuresOnly && n.Kind == "" {
			n.Kind = futures
		}
		d.add(n, File{filepath.Join(path, file.Name()), info.Size()})
	}
	return nil
}

// oddness says what stands under the name of a candle file; info is nil where
// nothing does.
func oddness(file os.DirEntry, info os.FileInfo) string {
	switch {
	case info == nil && file.Type()&os.ModeSymlink != 0:
		return "a link that leads nowhere"
	case info == nil:
		return "out of reach"
	case info.IsDir():
		return "a folder"
	default:
		return "not a regular file"
	}
}

// add puts a file to the entry it belongs to.
func (d *Dir) add(n Name, f File) {
	if n.Period != "" {
		for _, i := range d.places[n.base] {
			e := &d.entries[i].name
			if e.Period != "" && e.Timeframe == n.Timeframe && e.Format == n.Format {
				d.entries[i].Files = append(d.entries[i].Files, f)
				return
			}
		}
	}
	d.place(n.base, len(d.entries))
	d.entries = append(d.entries, Entry{n.Pair, n.Timeframe, n.Format, n.Kind, []File{f}, n})
}

// List returns what the folder holds: spot first, then by pair, timeframe and
// format.
func (d *Dir) List() ([]Entry, error) {
	if len(d.entries) == 0 {
		return nil, fault(d.path, d.empty())
	}
	return slices.Clone(d.entries), nil
}

// Load reads a pair's candles, of futures for a pair like BTC/USDT:USDT, from the most
// preferred of its formats. Periods are merged in order of time.
func (d *Dir) Load(pair string, tf data.Timeframe) (*data.Candles, Source, error) {
	var all []Entry
	for e := range d.of(pair) {
		if e.name.names(pair, tf) {
			all = append(all, *e)
		}
	}
	if len(all) == 0 {
		return nil, Source{}, fault(d.path, d.missing(pair, tf))
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Compare(rank(a.Format), rank(b.Format)) })
	s := Source{Pair: pair, Timeframe: tf, Format: all[0].Format, Files: all[0].Files}
	for _, e := range all[1:] {
		for _, f := range e.Files {
			s.Unused = append(s.Unused, f.Path)
		}
	}
	c, err := ReadAll(s.paths(), pair, tf)
	return c, s, err
}

// Has reports whether there are spot candles of a pair.
func (d *Dir) Has(pair string, tf data.Timeframe) bool {
	for e := range d.of(pair) {
		if e.name.names(pair, tf) {
			return true
		}
	}
	return false
}

// Finer is the longest timeframe of which there are candles to make those of another
// from.
func (d *Dir) Finer(pair string, tf data.Timeframe) (from data.Timeframe, ok bool) {
	for e := range d.of(pair) {
		if tf.Resamples(e.Timeframe) && e.Timeframe > from && e.name.names(pair, e.Timeframe) {
			from, ok = e.Timeframe, true
		}
	}
	return from, ok
}

// LoadOrMake is Load, and where there are no such candles makes them from finer ones.
func (d *Dir) LoadOrMake(pair string, tf data.Timeframe) (*data.Candles, Source, error) {
	from, ok := d.Finer(pair, tf)
	if d.Has(pair, tf) || !ok {
		return d.Load(pair, tf)
	}
	c, s, err := d.Load(pair, from)
	if err != nil {
		return nil, s, err
	}
	made, how, err := c.Resample(tf)
	s.Timeframe, s.Made = tf, &how
	return made, s, err
}
