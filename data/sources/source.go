// Package sources reads the context that stands beside the candles: one file for each
// source, with its columns and when what it says was public.
package sources

import "github.com/remora-bt/remora-bt/data"

// A Source says what is known of a context series before any file is read.
type Source struct {
	Series data.Series
	Unit   string
	Lag    string         // in words: when a value is public, where the file does not say
	MaxAge data.Timeframe // a reading that has been public for longer counts as absent

	known    func(event data.Instant) data.Instant // Lag as a function
	earliest func(event data.Instant) data.Instant // before which nothing can be public; nil: known

	files []string // how file names begin, in lower case
	// Columns or JSON keys in lower case, the first that is there wins. The column
	// known_at_utc, and columns named value_vintage_2026_01 with the month in which
	// a copy was taken, are understood of every series.
	event, value, public []string

	slot    data.Timeframe // events are moved back onto multiples of it; 0 leaves them
	usDates bool           // MM/DD/YYYY
	symbol  string         // rows that name another symbol are refused
}

// sources are the series in their order.
var sources = [data.NumSeries]Source{
	fearGreed, vix, dxy, funding, btcDominance, openInterest, liquidations, news,
}

// Of returns what is known of s.
func Of(s data.Series) Source { return sources[s] }

// Known is when a value that speaks of event is public, where no file says otherwise.
func (s Source) Known(event data.Instant) data.Instant { return s.known(event) }

// Earliest is the first moment at which a value that speaks of event can be public, by
// the rule of its publisher. A file that knows it sooner sees the future.
func (s Source) Earliest(event data.Instant) data.Instant {
	if s.earliest != nil {
		return s.earliest(event)
	}
	return s.known(event)
}

// after returns the lag that adds a fixed time.
func after(lag data.Timeframe) func(data.Instant) data.Instant {
	return func(event data.Instant) data.Instant { return event.Add(lag) }
}

// dayOrMoment is the lag of series that come by day or by the moment: what is
// stamped midnight speaks of the day that begins then and is public 10 minutes
// after its end, anything else is public at its own time.
func dayOrMoment(event data.Instant) data.Instant {
	if event == event.Day() {
		return event.Add(data.Day + 10*data.Minute)
	}
	return event
}

// times are the names of the column that says what a row speaks of.
var times = []string{"time_utc", "date", "observation_date", "timestamp", "time"}
