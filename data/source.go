package data

// A Source says what is known of a context series before any file is read.
type Source struct {
	Series Series
	Unit   string
	Lag    string    // in words: when a value is public, where the file does not say
	MaxAge Timeframe // a reading that has been public for longer counts as absent

	known    func(event Instant) Instant // Lag as a function
	earliest func(event Instant) Instant // before which nothing can be public; nil: known
	lo, hi   float64                     // what a value can be

	files []string // how file names begin, in lower case
	// Columns or JSON keys in lower case, the first that is there wins. The column
	// known_at_utc, and columns named value_vintage_2026_01 with the month in which
	// a copy was taken, are understood of every series.
	event, value, public []string

	slot    Timeframe // events are moved back onto multiples of it; 0 leaves them
	usDates bool      // MM/DD/YYYY
	symbol  string    // rows that name another symbol are refused
}

// sources are the series in their order.
var sources = [NumSeries]Source{
	fearGreed, vix, dxy, funding, btcDominance, openInterest, liquidations, news,
}

// Source returns what is known of s.
func (s Series) Source() Source { return sources[s] }

// Known is when a value of s that speaks of event is public, where no file says
// otherwise.
func (s Series) Known(event Instant) Instant { return sources[s].known(event) }

// Earliest is the first moment at which a value of s that speaks of event can be
// public, by the rule of its publisher. A file that knows it sooner sees the future.
func (s Series) Earliest(event Instant) Instant {
	if rule := sources[s].earliest; rule != nil {
		return rule(event)
	}
	return sources[s].known(event)
}

// MaxAge is how long a reading of s may serve after it was published.
func (s Series) MaxAge() Timeframe { return sources[s].MaxAge }

// after returns the lag that adds a fixed time.
func after(lag Timeframe) func(Instant) Instant {
	return func(event Instant) Instant { return event.Add(lag) }
}

// dayOrMoment is the lag of series that come by day or by the moment: what is
// stamped midnight speaks of the day that begins then and is public 10 minutes
// after its end, anything else is public at its own time.
func dayOrMoment(event Instant) Instant {
	if event == event.Day() {
		return event.Add(Day + 10*Minute)
	}
	return event
}

// times are the names of the column that says what a row speaks of.
var times = []string{"time_utc", "date", "observation_date", "timestamp", "time"}
