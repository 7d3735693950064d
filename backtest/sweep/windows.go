package sweep

import (
	"fmt"
	"strconv"
	"strings"

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
		t = t.AddDate(0, n, 0)
	default:
		t = t.AddDate(n, 0, 0)
	}
	return data.Date(t.Year(), t.Month(), t.Day())
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
	for split := w.Choose.from(start, 1); split < end; split = w.Judge.from(split, 1) {
		out = append(out, Window{From: w.Choose.from(split, -1), Split: split, To: min(w.Judge.from(split, 1), end)})
	}
	return out
}
