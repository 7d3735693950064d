package sources

import (
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/plural"
)

// A Report says what was read of each series.
type Report struct {
	Dir     string
	Series  [data.NumSeries]SeriesReport
	Ignored []string // files that belong to no series
}

// A SeriesReport says what was read of one series.
type SeriesReport struct {
	Series       data.Series
	Files        []string     // none: the series is absent
	Rows         int          // of all files
	Missing      int          // rows without a value
	Duplicates   int          // rows that repeat a value
	Revisions    int          // rows that replace a value from a later publication on
	OutOfOrder   int          // rows that speak of an earlier time than the row before
	Kept         int          // observations
	First, Last  data.Instant // events
	Known, Until data.Instant // publications: the first, and the last
	Min, Max     float64
	Early        []EarlyRow // rows that were known before they can have been

	MaxAge   data.Timeframe
	Silences []Silence // in order
}

// A Silence is a stretch without publications, longer than the newest may be old.
type Silence struct {
	After data.Instant   // the publication before it
	Long  data.Timeframe // until the one after it
}

// An EarlyRow is a row that says it was public before its publisher can have
// published it: whoever uses it sees the future.
type EarlyRow struct {
	Series          data.Series
	File            string
	Row             int // counted from 1, the header not
	Event           data.Instant
	Known, Earliest data.Instant
}

// String is a sentence without its series.
func (e EarlyRow) String() string {
	return fmt.Sprintf("%s: row %d, which speaks of %s, has known_at %s, but can not have been public before %s", e.File, e.Row, e.Event, e.Known, e.Earliest)
}

func newReport(dir string) Report {
	r := Report{Dir: dir}
	for s := range r.Series {
		r.Series[s] = SeriesReport{Series: data.Series(s), MaxAge: sources[s].MaxAge}
	}
	return r
}

// Present reports whether there are observations.
func (r *SeriesReport) Present() bool { return r.Kept > 0 }

func (r *SeriesReport) measure(obs []data.Observation) {
	r.Kept = len(obs)
	for i, o := range obs {
		r.Until = o.Known
		if i == 0 {
			r.Known = o.Known
			r.First, r.Last, r.Min, r.Max = o.Event, o.Event, o.Value, o.Value
			continue
		}
		r.First, r.Last = min(r.First, o.Event), max(r.Last, o.Event)
		r.Min, r.Max = min(r.Min, o.Value), max(r.Max, o.Value)
		between := data.Timeframe(o.Known - obs[i-1].Known)
		if between > r.MaxAge {
			r.Silences = append(r.Silences, Silence{obs[i-1].Known, between})
		}
	}
}

// within counts the silences in which some reading of the ranges is too old, and is the
// longest of them.
func (r *SeriesReport) within(spans []data.TimeRange) (n int, longest Silence) {
	for _, s := range r.Silences {
		if !touch(spans, s.After.Add(r.MaxAge), s.After.Add(s.Long)) {
			continue
		}
		if n++; s.Long > longest.Long {
			longest = s
		}
	}
	return n, longest
}

// touch reports whether some moment from one to before another lies in a range.
func touch(spans []data.TimeRange, from, to data.Instant) bool {
	return slices.ContainsFunc(spans, func(s data.TimeRange) bool {
		return !(s.HasTo && from > s.To || s.HasFrom && to <= s.From)
	})
}

// ends are the parts of a range before the series begins, if they are longer than a value
// may be old, and after it has ended. A range without both ends has none.
func (r *SeriesReport) ends(span data.TimeRange) (out []string) {
	if !span.HasFrom || !span.HasTo || span.From >= span.To {
		return nil
	}
	if r.Known > span.From.Add(r.MaxAge) {
		out = append(out, fmt.Sprintf("absent from %s until %s, before its first value is public", span.From, min(r.Known, span.To)))
	}
	if end := r.Until.Add(r.MaxAge); end < span.To {
		out = append(out, fmt.Sprintf("absent from %s until %s, its last value being too old", max(end, span.From), span.To))
	}
	return out
}

// Warnings are the doubts about what was read that touch any of the ranges, one a series and kind,
// in the order of the series. Of rows that are repeated or out of order it says that they
// are anywhere in the files.
func (r *Report) Warnings(spans ...data.TimeRange) []string {
	var out []string
	var absent []string
	for i := range r.Series {
		s := &r.Series[i]
		if !s.Present() {
			absent = append(absent, s.Series.String())
			continue
		}
		name := s.Series.String() + ": "
		early := slices.DeleteFunc(slices.Clone(s.Early), func(e EarlyRow) bool { return !touch(spans, e.Known, e.Earliest) })
		if n := len(early); n > 0 {
			out = append(out, fmt.Sprintf("%slook-ahead in %s known too early; the first: %s", name, plural.Of(n, "row", "rows"), early[0]))
		}
		if n, longest := s.within(spans); n > 0 {
			out = append(out, fmt.Sprintf("%s%s with more than the maximum age of %s between two publications; the longest, %s, begins %s",
				name, plural.Of(n, "stretch", "stretches"), s.MaxAge, longest.Long, longest.After))
		}
		for _, span := range spans {
			for _, w := range s.ends(span) {
				out = append(out, name+w)
			}
		}
		if s.Duplicates > 0 {
			out = append(out, name+"in all of its files "+plural.Of(s.Duplicates, "row repeats the value of another and is", "rows repeat the value of another and are")+" not counted twice")
		}
		if s.OutOfOrder > 0 {
			out = append(out, name+"in all of its files "+plural.Of(s.OutOfOrder, "row was", "rows were")+" out of order; sorted by time")
		}
	}
	if len(absent) > 0 {
		out = append(out, "no file of "+strings.Join(absent, ", ")+" in "+r.Dir+": absent, which lowers the confidence")
	}
	if len(r.Ignored) > 0 {
		out = append(out, "not a context series: "+strings.Join(r.Ignored, ", "))
	}
	return out
}
