package sources

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// Records are the rows of the files of a series.
type records struct {
	files []string
	seen  []data.Observation
	at    []origin // of each
}

// An origin is the row of a file.
type origin struct{ file, row uint32 } // the row counted from 1, the header not

func (r *records) place(i int) string {
	return fmt.Sprintf("%s: row %d", r.files[r.at[i].file], r.at[i].row)
}

func (r *records) Len() int { return len(r.seen) }

func (r *records) Swap(i, j int) {
	r.seen[i], r.seen[j] = r.seen[j], r.seen[i]
	r.at[i], r.at[j] = r.at[j], r.at[i]
}

// Less orders by event and then by publication.
func (r *records) Less(i, j int) bool {
	a, b := r.seen[i], r.seen[j]
	return a.Event < b.Event || a.Event == b.Event && a.Known < b.Known
}

// The oldest and the newest day that a row may speak of: what lies outside is a
// time in another unit or order.
var (
	firstDay = data.Date(1980, 1, 1)
	lastDay  = data.Date(2200, 1, 1)
)

// A parser reads the rows of one table as records of one series.
type parser struct {
	*Source
	file   string
	table  *table
	event  int
	stamps []int // other columns that say what a row speaks of
	values []int // the first that is not missing counts
	public int   // -1: the lag of the source
	symbol int   // -1: none
	now    data.Instant
}

// knownColumns say when a row was public, whatever the series.
var knownColumns = []string{"known_at_utc", "known_at"}

func newParser(s *Source, file string, t *table, now data.Instant) (*parser, error) {
	p := &parser{Source: s, file: file, table: t, now: now}
	p.event = t.column(s.event)
	if p.event < 0 {
		return nil, fmt.Errorf("%s: no column with the time (%s) among %s", file, strings.Join(s.event, ", "), strings.Join(t.columns, ", "))
	}
	if i := t.column(s.value); i >= 0 {
		p.values = []int{i}
	} else {
		p.values = t.vintages()
	}
	if len(p.values) == 0 {
		return nil, fmt.Errorf("%s: no column with the value (%s) among %s", file, strings.Join(s.value, ", "), strings.Join(t.columns, ", "))
	}
	p.public = t.column(slices.Concat(knownColumns, s.public))
	if p.public < 0 && t.released {
		p.public = t.column([]string{realtimeStart})
	}
	for i, name := range t.columns {
		if i != p.event && i != p.public && slices.Contains(s.event, strings.ToLower(name)) {
			p.stamps = append(p.stamps, i)
		}
	}
	p.symbol = -1
	if s.symbol != "" {
		p.symbol = t.column([]string{"symbol"})
	}
	return p, nil
}

// row reads row n, counted from 1. ok is false where the value is missing.
func (p *parser) row(text []string, n int) (r data.Observation, ok bool, err error) {
	place := func() string { return fmt.Sprintf("%s: row %d", p.file, n) }
	if p.symbol >= 0 && text[p.symbol] != p.Source.symbol {
		return r, false, fmt.Errorf("%s: symbol %q: expected %s", place(), text[p.symbol], p.Source.symbol)
	}
	stamp := strings.TrimSpace(text[p.event])
	if r.Event, err = p.instant(stamp); err != nil {
		return r, false, fmt.Errorf("%s: %w", place(), err)
	}
	if r.Event > p.now {
		return r, false, fmt.Errorf("%s: %s lies in the future: expected a time before %s", place(), stamp, p.now)
	}
	if p.slot > 0 {
		r.Event = r.Event.Floor(p.slot)
	}
	for _, v := range p.values {
		if cell := strings.TrimSpace(text[v]); cell != "" && cell != "." {
			if r.Value, err = p.number(cell); err != nil {
				return r, false, fmt.Errorf("%s: %s %w", place(), p.table.columns[v], err)
			}
			ok = true
			break
		}
	}
	if !ok {
		return r, false, nil
	}
	r.Known, err = p.publication(text, r.Event)
	if err != nil {
		return r, false, fmt.Errorf("%s: %w", place(), err)
	}
	return r, true, nil
}

// early reports whether row n was known before it can have been. Of two columns that
// say what a row speaks of, the later counts: a file whose labels were moved to the
// day before still has the publisher's own stamp.
func (p *parser) early(text []string, n int, r data.Observation) (e EarlyRow, ok bool) {
	latest := r.Event
	for _, c := range p.stamps {
		if at, err := p.instant(strings.TrimSpace(text[c])); err == nil && at.Add(-data.Minute) > latest {
			latest = at
		}
	}
	e = EarlyRow{p.Series, filepath.Base(p.file), n, r.Event, r.Known, p.Source.Earliest(latest)}
	return e, r.Known < e.Earliest
}

// publication is when the row was public: its own word wins over the lag.
func (p *parser) publication(text []string, event data.Instant) (data.Instant, error) {
	if p.public < 0 || strings.TrimSpace(text[p.public]) == "" {
		return p.known(event), nil
	}
	name := p.table.columns[p.public]
	at, err := p.instant(strings.TrimSpace(text[p.public]))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	if name == realtimeStart {
		at = newYork(at, 16, 15)
	}
	if at < event {
		return 0, fmt.Errorf("%s %s is before what it speaks of, %s", name, at, event)
	}
	return at, nil
}

func (p *parser) number(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	lo, hi := p.Series.Bounds()
	if err != nil || math.IsNaN(x) || x < lo || x > hi {
		return 0, fmt.Errorf("%q: expected a number from %v to %v (%s)", text, lo, hi, p.Unit)
	}
	return x, nil
}

// instant is ParseInstant for the times that context files use, without its cost
// for the most frequent forms.
func (p *parser) instant(text string) (at data.Instant, err error) {
	if day, ok := calendarDay(text); ok && (len(text) == 10 || text[10:] == "T00:00:00Z") {
		at = day
	} else if t, usErr := time.Parse("01/02/2006", text); p.usDates && usErr == nil {
		at = data.At(t)
	} else if at, err = data.ParseInstant(text); err != nil {
		return 0, err
	}
	if at < firstDay || at > lastDay {
		return 0, fmt.Errorf("time %q means %s: expected a year from 1980 to 2199", text, at)
	}
	return at, nil
}

// calendarDay reads the YYYY-MM-DD that a text begins with.
func calendarDay(text string) (data.Instant, bool) {
	if len(text) < 10 || text[4] != '-' || text[7] != '-' {
		return 0, false
	}
	var n [8]int
	for i, at := range [8]int{0, 1, 2, 3, 5, 6, 8, 9} {
		n[i] = int(text[at]) - '0'
		if n[i] < 0 || n[i] > 9 {
			return 0, false
		}
	}
	year, month, day := n[0]*1000+n[1]*100+n[2]*10+n[3], n[4]*10+n[5], n[6]*10+n[7]
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return data.At(at), at.Month() == time.Month(month) && at.Day() == day
}
