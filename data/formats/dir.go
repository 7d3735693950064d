package formats

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// A Dir is a folder of candle files, as freqtrade keeps them or with zips of the
// Binance archive in it. What it holds is looked up once, when it is opened.
type Dir struct {
	path    string
	entries []Entry
	odd     []string // names of candle files that are none, and why
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
	return d, nil
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
		for i := range d.entries {
			e := &d.entries[i].name
			if e.Period != "" && e.base == n.base && e.Timeframe == n.Timeframe && e.Format == n.Format {
				d.entries[i].Files = append(d.entries[i].Files, f)
				return
			}
		}
	}
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

// Load reads a pair's candles, of futures for a pair like BTC/USDT:USDT, from the most preferred of its formats.
// Periods are merged in order of time.
func (d *Dir) Load(pair string, tf data.Timeframe) (*data.Candles, Source, error) {
	var all []Entry
	for _, e := range d.entries {
		if e.name.names(pair, tf) {
			all = append(all, e)
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
	return slices.ContainsFunc(d.entries, func(e Entry) bool { return e.name.names(pair, tf) })
}

// Finer is the longest timeframe of which there are candles to make those of another
// from.
func (d *Dir) Finer(pair string, tf data.Timeframe) (from data.Timeframe, ok bool) {
	for _, e := range d.entries {
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

// missing says which names were looked for and what is there instead.
func (d *Dir) missing(pair string, tf data.Timeframe) error {
	tried := make([]string, 0, len(kinds()))
	for _, k := range kinds()[:len(kinds())-1] {
		tried = append(tried, "."+k.ext)
	}
	err := fmt.Errorf("no %s candles of %s: looked in that folder for %s-%s%s and %s-%s-YYYY-MM[-DD].zip",
		tf, pair, fileName(pair), tf, strings.Join(tried, ", "), Symbol(pair), tf)
	if len(d.entries) == 0 {
		return fmt.Errorf("%w; %w", err, d.empty())
	}
	const most = 20
	var have []string
	for _, e := range d.entries {
		text := e.Pair + " " + e.Timeframe.String()
		if e.Kind != "" {
			text += " (" + e.Kind + ")"
		}
		if !slices.Contains(have, text) {
			have = append(have, text)
		}
	}
	if len(have) > most {
		have = append(have[:most], fmt.Sprintf("and %d more", len(have)-most))
	}
	return fmt.Errorf("%w; it holds %s%s", err, strings.Join(have, ", "), d.oddities())
}

// empty points to a folder below that does hold candles, as the folder of an
// exchange does below freqtrade's user_data/data.
func (d *Dir) empty() error {
	for _, glob := range []string{"*", "data/*"} {
		subs, _ := filepath.Glob(filepath.Join(d.path, glob)) // fails on a malformed pattern only, and then finds none
		for _, sub := range subs {
			other := Dir{path: sub}
			if err := other.scan(sub, false); err == nil && len(other.entries) > 0 {
				return fmt.Errorf("it holds no candle files, but %s does", sub)
			}
		}
	}
	return fmt.Errorf("it holds no candle files%s", d.oddities())
}

// oddities names the files that cannot be candles in spite of their names.
func (d *Dir) oddities() string {
	const most = 3
	switch n := len(d.odd); {
	case n == 0:
		return ""
	case n > most:
		return fmt.Sprintf("; %s, and %d more like that", strings.Join(d.odd[:most], ", "), n-most)
	default:
		return "; " + strings.Join(d.odd, ", ")
	}
}
