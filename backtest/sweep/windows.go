package sweep

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// A Period is a number of days, weeks, months or years of the calendar.
type Period struct {
	N    int
	Unit string // d, w, mo or y
}

func (p Period) String() string { return strconv.Itoa(p.N) + p.Unit }

// from is the midnight n periods after another, before it if n is below 0.
func (p Period) from(at data.Instant, n int) data.Instant {
	t := at.Time()
	switch n *= p.N; p.Unit {
	case "d":
		t = t.AddDate(0, 0, n)
	case "w":
		t = t.AddDate(0, 0, 7*n)
	case "mo":
		return months(t, n)
	default:
		return months(t, 12*n)
	}
	return data.Date(t.Year(), t.Month(), t.Day())
}

// months is the same day n months later, or the last of a month that is shorter.
func months(t time.Time, n int) data.Instant {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return data.Date(first.Year(), first.Month(), min(t.Day(), last))
}

func (p Period) calendar() bool { return p.Unit == "mo" || p.Unit == "y" }

// Windows say how long settings are chosen on and how long the choice is then judged.
type Windows struct{ Choose, Judge Period }

func (w Windows) String() string { return w.Choose.String() + "/" + w.Judge.String() }

// ParseWindows reads CHOOSE/JUDGE, as in 12mo/3mo or 90d/30d.
func ParseWindows(s string) (Windows, error) {
	a, b, ok := strings.Cut(s, "/")
	if !ok {
		return Windows{}, fmt.Errorf("windows %q: expected CHOOSE/JUDGE, as in 12mo/3mo", s)
	}
	choose, err := parsePeriod(a)
	if err != nil {
		return Windows{}, fmt.Errorf("windows %q: %w", s, err)
	}
	judge, err := parsePeriod(b)
	if err != nil {
		return Windows{}, fmt.Errorf("windows %q: %w", s, err)
	}
	return Windows{choose, judge}, nil
}

func parsePeriod(s string) (Period, error) {
	for _, unit := range []string{"mo", "d", "w", "y"} {
		digits, ok := strings.CutSuffix(s, unit)
		if !ok {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err != nil || n < 1 || n > 10_000 {
			break
		}
		return Period{n, unit}, nil
	}
	return Period{}, fmt.Errorf("%q: expected a number of d, w, mo or y, as in 3mo", s)
}

// A Window is one step of a walk forward: settings are chosen on [From, Split) and
// judged on [Split, To).
type Window struct {
	From  data.Instant `json:"from"`
	Split data.Instant `json:"split"`
	To    data.Instant `json:"to"`
}

// over lays the windows over a span, from its first month's beginning for calendar
// months and years. Judged parts follow each other without a gap; the last may be
// shorter.
func (w Windows) over(from, to data.Instant) []Window {
	start := from.Day()
	if t := start.Time(); (w.Choose.calendar() || w.Judge.calendar()) && t.Day() != 1 {
		start = data.Date(t.Year(), t.Month()+1, 1)
	}
	end := to.Day() + data.Instant(data.Day)
	var out []Window
	first := w.Choose.from(start, 1)
	for split := first; split < end; {
		to := w.Judge.from(first, len(out)+1) // from the first on: a short month does not move the later ones
		out = append(out, Window{From: w.Choose.from(split, -1), Split: split, To: min(to, end)})
		split = to
	}
	return out
}
