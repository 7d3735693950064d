// Package calendar holds times at which entries are refused, whatever the market does:
// the calendar rules of a profile, and windows from a file.
package calendar

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// MaxRules is how many rules a profile may have; each may name any number of windows.
const MaxRules = 8

// Rules are those of a profile, in its order; those that are not used are zero.
type Rules [MaxRules]Rule

// A Rule refuses entries at certain times (UTC). A time is that of the
// decision: the close of the signal candle. What is not given holds always; of what
// is given all must hold, dates and windows being one condition. Times are half-open:
// hours 13-15 are 13:00:00 to 14:59:59.
type Rule struct {
	Reason   string `yaml:"reason" json:"reason"`                         // for people
	Weekdays List   `yaml:"weekdays,omitempty" json:"weekdays,omitempty"` // sat, or mon-fri with both ends
	Hours    List   `yaml:"hours,omitempty" json:"hours,omitempty"`       // 13, or 13-15, or 22-2
	Dates    List   `yaml:"dates,omitempty" json:"dates,omitempty"`       // 2024-12-25
	Windows  List   `yaml:"windows,omitempty" json:"windows,omitempty"`   // 2024-03-20T17:00/19:00, or with a date after the stroke
}

// Used are the rules up to the last that is not zero.
func (c Rules) Used() []Rule {
	n := len(c)
	for n > 0 && c[n-1] == (Rule{}) {
		n--
	}
	return c[:n]
}

// IsZero reports whether there is no rule.
func (c Rules) IsZero() bool { return len(c.Used()) == 0 }

// MarshalYAML writes the rules as a list.
func (c Rules) MarshalYAML() (any, error) { return c.Used(), nil }

// MarshalJSON writes the rules as a list.
func (c Rules) MarshalJSON() ([]byte, error) { return json.Marshal(c.Used()) }

// A List is some words, joined by ", " so that lists may be compared with ==.
type List string

// UnmarshalYAML reads one word or a list of words.
func (l *List) UnmarshalYAML(decode func(any) error) error {
	var v any
	if err := decode(&v); err != nil {
		return err
	}
	items, ok := v.([]any)
	if !ok {
		items = []any{v}
	}
	words := make([]string, len(items))
	for i, item := range items {
		switch x := item.(type) {
		case string:
			words[i] = strings.TrimSpace(x)
		case uint64, int64, int:
			words[i] = fmt.Sprint(x)
		case map[string]any: // the library splits words at a colon in a list between braces
			return fmt.Errorf("found a mapping, expected a word or a list of words; between braces a word with a colon needs quotes")
		default:
			return fmt.Errorf("found %v, expected a word or a list of words", item)
		}
	}
	*l = List(strings.Join(words, ", "))
	return nil
}

// MarshalYAML writes a list.
func (l List) MarshalYAML() (any, error) { return l.words(), nil }

func (l List) words() []string {
	if l == "" {
		return nil
	}
	words := strings.Split(string(l), ",")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}

// Times are those of a rule, made ready to be asked.
type Times struct {
	days    uint8   // of the week, bit 0 Sunday
	hours   uint32  // bit per hour
	windows Windows // nil: always
}

// Has reports whether the rule refuses an entry that is decided at an instant.
func (t *Times) Has(at data.Instant) bool {
	now := at.Time()
	return t.days>>now.Weekday()&1 != 0 && t.hours>>now.Hour()&1 != 0 &&
		(t.windows == nil || t.windows.Blocked(at))
}

// Times reads the rule; errors name the key.
func (r Rule) Times() (t Times, err error) {
	if r.Weekdays+r.Hours+r.Dates+r.Windows == "" {
		return t, fmt.Errorf("it has no time: expected weekdays, hours, dates or windows")
	}
	t.days, t.hours = 1<<7-1, 1<<24-1
	if r.Weekdays != "" {
		var bits uint32
		if bits, err = ranges(r.Weekdays, 7, weekday); err != nil {
			return t, fmt.Errorf("weekdays: %w", err)
		}
		t.days = uint8(bits)
	}
	if r.Hours != "" {
		if t.hours, err = ranges(r.Hours, 24, hour); err != nil {
			return t, fmt.Errorf("hours: %w", err)
		}
	}
	for _, word := range r.Dates.words() {
		day, err := data.ParseInstant(word)
		if err != nil || day != day.Day() || len(word) != len("2024-12-25") {
			return t, fmt.Errorf("dates: %q: expected a day as in 2024-12-25", word)
		}
		t.windows = append(t.windows, Window{day, day.Add(data.Day)})
	}
	for _, word := range r.Windows.words() {
		b, err := parseWindow(word)
		if err != nil {
			return t, fmt.Errorf("windows: %q: %w", word, err)
		}
		t.windows = append(t.windows, b)
	}
	t.windows = t.windows.merged()
	return t, nil
}

// merged are the windows in order of time, those that overlap as one.
func (b Windows) merged() Windows {
	slices.SortFunc(b, func(x, y Window) int { return int(x.From - y.From) })
	var out Windows
	for _, k := range b {
		if n := len(out); n > 0 && k.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, k.To)
			continue
		}
		out = append(out, k)
	}
	return out
}

// parseWindow reads FROM/TO; TO may be a time of FROM's day.
func parseWindow(word string) (b Window, err error) {
	from, to, ok := strings.Cut(word, "/")
	if !ok {
		return b, fmt.Errorf("expected a window as in 2024-03-20T17:00/19:00")
	}
	if b.From, err = data.ParseInstant(from); err != nil {
		return b, err
	}
	if len(to) == len("19:00") && to[2] == ':' {
		to = b.From.RFC3339()[:len("2024-03-20T")] + to
	}
	if b.To, err = data.ParseInstant(to); err != nil {
		return b, err
	}
	if b.From >= b.To {
		return b, fmt.Errorf("%s is not before %s", b.From, b.To)
	}
	return b, nil
}

// ranges reads words such as 3, 5-7 or 6-1 of a circle of n. What read returns for
// the end of a range is not included.
func ranges(l List, n int, read func(word string, end bool) (int, error)) (bits uint32, err error) {
	for _, word := range l.words() {
		from, to, many := strings.Cut(word, "-")
		a, err := read(from, false)
		if err != nil {
			return 0, err
		}
		b := a + 1
		if many {
			if from == to {
				return 0, fmt.Errorf("%q: expected two ends that differ", word)
			}
			if b, err = read(to, true); err != nil {
				return 0, err
			}
		}
		if b <= a {
			b += n
		}
		for ; a < b; a++ {
			bits |= 1 << (a % n)
		}
	}
	return bits, nil
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func weekday(word string, end bool) (int, error) {
	i := slices.Index(weekdays, strings.ToLower(strings.TrimSpace(word)))
	if i < 0 {
		return 0, fmt.Errorf("%q: expected one of %s, or two with a dash between", word, strings.Join(weekdays, ", "))
	}
	if end {
		i++
	}
	return i, nil
}

func hour(word string, end bool) (int, error) {
	h, err := strconv.Atoi(strings.TrimSpace(word))
	last := 23
	if end {
		last = 24
	}
	if err != nil || h < 0 || h > last {
		return 0, fmt.Errorf("%q: expected an hour from 0 to %d", word, last)
	}
	return h, nil
}
