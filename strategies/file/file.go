// Package file reads the entry and exit signals that another tool has found, and makes
// of them a strategy like any other: stops, ROI table, trailing and slots are the
// simulator's.
package file

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/strategies"
)

// prefix is what the name of a strategy begins with that is a file.
const prefix = "signals:"

// Path is the file of a strategy named signals:FILE; ok is false for other names.
func Path(name string) (path string, ok bool) { return strings.CutPrefix(name, prefix) }

// Find is a strategy by its name: one of the program's, or signals:FILE.
func Find(name string) (strategies.Spec, error) {
	if path, ok := Path(name); ok {
		return Spec(path)
	}
	return strategies.Find(name)
}

// Spec describes the strategy of a file before it is read: it has neither signals nor a
// warm-up. Stop and ROI table are those of the strategies that are built in, so that
// both stand side by side under the same rules.
func Spec(path string) (strategies.Spec, error) {
	if path == "" {
		return strategies.Spec{}, fmt.Errorf("strategy %q names no file", prefix)
	}
	like := strategies.All()[0]
	return strategies.Spec{
		Name: prefix + filepath.Base(path), Doc: "signals of another tool, from " + path, Stop: like.Stop, ROI: like.ROI,
	}, nil
}

// Signals are the rows of a file.
type Signals struct {
	Path string
	rows []row // by pair and time
	text texts
}

// A row is what the file says of a candle.
type row struct {
	at     data.Instant // open time of the candle
	number int32        // of the row, from 1, the header not counted
	pair   int32        // place in texts
	tag    int32        // the same
	action strategies.Action
}

// texts are the names and tags of a file, each once.
type texts struct {
	all   []string
	place map[string]int32
}

func (t *texts) put(s string) int32 {
	i, ok := t.place[s]
	if !ok {
		if t.place == nil {
			t.place = map[string]int32{}
		}
		i, s = int32(len(t.all)), strings.Clone(s)
		t.all, t.place[s] = append(t.all, s), i
	}
	return i
}

// Read reads a file of signals from Parquet if its name ends so, else from CSV. A file
// has the columns date, pair, enter_long and exit_long and may have enter_tag: one row
// a candle, or only those with a signal. date is the candle's open time.
func Read(path string) (*Signals, error) {
	f, size, err := inputs.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := &Signals{Path: path}
	read := s.readCSV
	if strings.EqualFold(filepath.Ext(path), ".parquet") {
		read = s.readParquet
	}
	if err := read(f, size); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(s.rows) == 0 {
		return nil, fmt.Errorf("%s: no rows", path)
	}
	slices.SortStableFunc(s.rows, func(a, b row) int {
		if a.pair != b.pair {
			return int(a.pair - b.pair)
		}
		return int(max(-1, min(1, a.at-b.at)))
	})
	return s, s.twins()
}

// twins names the rows that speak of one candle.
func (s *Signals) twins() error {
	var found faults
	for i := 1; i < len(s.rows); i++ {
		a, b := s.rows[i-1], s.rows[i]
		if a.pair == b.pair && a.at == b.at {
			found.add(b.number, "%s of %s is also that of row %d", b.at, s.text.all[b.pair], a.number)
		}
	}
	return found.err(s.Path)
}

// of are the rows of a pair.
func (s *Signals) of(pair string) []row {
	place, ok := s.text.place[pair]
	if !ok {
		return nil
	}
	from := sort.Search(len(s.rows), func(i int) bool { return s.rows[i].pair >= place })
	to := sort.Search(len(s.rows), func(i int) bool { return s.rows[i].pair > place })
	return s.rows[from:to]
}

// A Grid is where the candles of a pair lie.
type Grid struct {
	Pair        string
	Step        data.Timeframe
	First, Last data.Instant // open times
}

// Check names the rows of other pairs than those of some grids, and those that are no
// open time of a candle of their pair.
func (s *Signals) Check(grids []Grid) error {
	var found faults
	for i := 0; i < len(s.rows); {
		pair := s.text.all[s.rows[i].pair]
		rows := s.of(pair)
		i += len(rows)
		k := slices.IndexFunc(grids, func(g Grid) bool { return g.Pair == pair })
		for _, r := range rows {
			switch {
			case k < 0:
				found.add(r.number, "pair %q is not among those of the study", pair)
			case (r.at-grids[k].First)%data.Instant(grids[k].Step) != 0:
				found.add(r.number, "date %s is no open time of %s candles of %s", r.at.Exact(), grids[k].Step, pair)
			case r.at < grids[k].First || r.at > grids[k].Last:
				found.add(r.number, "date %s lies outside the candles of %s, which run from %s to %s", r.at, pair, grids[k].First, grids[k].Last)
			}
		}
	}
	return found.err(s.Path)
}

// For is the strategy of a pair.
func (s *Signals) For(spec strategies.Spec, pair string) strategies.Spec {
	rows := s.of(pair)
	at := func(t data.Instant) int {
		return sort.Search(len(rows), func(i int) bool { return rows[i].at >= t })
	}
	spec.New = func() strategies.Strategy { return &reader{rows: rows, at: at} }
	spec.Tag = func(signal data.Instant) string {
		if i := at(signal); i < len(rows) && rows[i].at == signal {
			return s.text.all[rows[i].tag]
		}
		return ""
	}
	return spec
}

// A reader says what the file says of each candle.
type reader struct {
	rows []row
	at   func(data.Instant) int
	next int
}

// Update implements strategies.Strategy.
func (r *reader) Update(b *data.Bar) strategies.Action {
	if r.next == 0 {
		r.next = r.at(b.Start)
	}
	for r.next < len(r.rows) && r.rows[r.next].at < b.Start {
		r.next++
	}
	if r.next < len(r.rows) && r.rows[r.next].at == b.Start {
		return r.rows[r.next].action
	}
	return strategies.Hold
}

// faults are rows that cannot be used; the first few are named.
type faults struct {
	list []fault
	n    int
}

type fault struct {
	row  int32
	text string
}

// named bounds the rows that an error names.
const named = 5

func (f *faults) add(row int32, format string, args ...any) {
	if f.n++; len(f.list) < named || row < f.list[named-1].row {
		f.list = append(f.list, fault{row, fmt.Sprintf(format, args...)})
		slices.SortStableFunc(f.list, func(a, b fault) int { return int(a.row - b.row) })
		f.list = f.list[:min(named, len(f.list))]
	}
}

func (f *faults) err(path string) error {
	var all []error
	for _, one := range f.list {
		all = append(all, fmt.Errorf("%s: row %d: %s", path, one.row, one.text))
	}
	if more := f.n - len(f.list); more > 0 {
		all = append(all, fmt.Errorf("%s: and %d more rows like that", path, more))
	}
	return errors.Join(all...)
}
