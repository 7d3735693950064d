// Package data holds what history is made of: candles, context readings and the
// tape that plays them back in the order in which they became known.
package data

import (
	"fmt"
	"strings"
	"time"
)

// An Instant is a point in time in milliseconds since 1970-01-01 00:00 UTC.
// Candle files, exchanges and publication times all speak milliseconds; the
// zero Instant stands for "never" in readings.
type Instant int64

// At converts t, dropping what is finer than a millisecond.
func At(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Date returns midnight UTC of a calendar day.
func Date(year int, month time.Month, day int) Instant {
	return At(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// Time returns i in UTC.
func (i Instant) Time() time.Time { return time.UnixMilli(int64(i)).UTC() }

// String prints i as freqtrade does, "2022-05-12 10:00:00", always UTC.
func (i Instant) String() string { return i.Time().Format(time.DateTime) }

// Exact prints i as String does, with milliseconds if it has any.
func (i Instant) Exact() string { return i.Time().Format("2006-01-02 15:04:05.999") }

// Date is the UTC day of i, "2022-05-12".
func (i Instant) Date() string { return i.Time().Format(time.DateOnly) }

// RFC3339 prints i as "2022-05-12T10:00:00Z", with milliseconds if it has any.
func (i Instant) RFC3339() string { return i.Time().Format("2006-01-02T15:04:05.999Z07:00") }

// MarshalText implements encoding.TextMarshaler as RFC3339.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.RFC3339()), nil }

// Floor returns the multiple of tf at or before i.
func (i Instant) Floor(tf Timeframe) Instant { return i - Instant(mod(int64(i), int64(tf))) }

// Day returns the midnight at or before i.
func (i Instant) Day() Instant { return i.Floor(Day) }

// Add returns i plus a number of milliseconds, which is how a Timeframe counts.
func (i Instant) Add(tf Timeframe) Instant { return i + Instant(tf) }

// mod is the remainder that is never negative, for times before 1970.
func mod(a, b int64) int64 {
	if r := a % b; r >= 0 {
		return r
	} else {
		return r + b
	}
}

// layouts are the text forms of a time that files and flags may use.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02 15:04:05.999999999-07:00", "2006-01-02 15:04:05.999999999",
	"2006-01-02T15:04:05.999999999", "2006-01-02 15:04", "2006-01-02T15:04", time.DateOnly,
}

// ParseInstant reads a time: RFC3339, "2006-01-02 15:04[:05]", a date, or a
// whole number of seconds, milliseconds, microseconds or nanoseconds since
// 1970, told apart by their digits. A text without a zone is UTC.
func ParseInstant(s string) (Instant, error) {
	if n, ok := parseInt(s); ok {
		return Epoch(n)
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, s, time.UTC); err == nil {
			return At(t), nil
		}
	}
	return 0, fmt.Errorf("time %q %s", s, notTime(s))
}

// notTime says why a text is no time: what of a calendar or clock there is not, or that
// it has no form that is known.
func notTime(s string) string {
	const form = "is neither RFC3339, as in 2022-05-12T08:00:00Z, nor a date nor an epoch number"
	day, clock := s, ""
	if i := strings.IndexAny(s, "T "); i >= 0 {
		day, clock = s[:i], s[i+1:]
	}
	var year, month, of, hour, minute int
	if n, _ := fmt.Sscanf(day, "%4d-%2d-%2d", &year, &month, &of); n < 3 || len(day) != len(time.DateOnly) {
		return form
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	_, _ = fmt.Sscanf(clock, "%2d:%2d", &hour, &minute) // what there is of it
	switch {
	case month < 1 || month > 12:
		return fmt.Sprintf("has month %d: expected 1 to 12", month)
	case of < 1 || of > last:
		return fmt.Sprintf("has day %d: %s %d has %d", of, time.Month(month), year, last)
	case hour > 23:
		return fmt.Sprintf("has hour %d: expected 0 to 23", hour)
	case minute > 59:
		return fmt.Sprintf("has minute %d: expected 0 to 59", minute)
	}
	return form
}

// parseInt is strconv.ParseInt for plain decimal digits with an optional minus.
func parseInt(s string) (n int64, ok bool) {
	digits := s
	if s != "" && s[0] == '-' {
		digits = s[1:]
	}
	if digits == "" || len(digits) > 19 {
		return 0, false
	}
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			return 0, false
		}
		next := n*10 + int64(c-'0')
		if next < n {
			return 0, false
		}
		n = next
	}
	if len(s) != len(digits) {
		n = -n
	}
	return n, true
}

// Epoch reads a whole number of seconds (up to 11 digits), milliseconds (12-14),
// microseconds (15-17) or nanoseconds (18-19) since 1970. The ranges do not
// overlap for any time between 1973-03-03 and 5138-11-16.
func Epoch(n int64) (Instant, error) {
	a := n
	if a < 0 {
		a = -a
	}
	switch {
	case a < 0:
		return 0, fmt.Errorf("time %d is out of range", n)
	case a < 1e11:
		return Instant(n * 1000), nil
	case a < 1e14:
		return Instant(n), nil
	case a < 1e17:
		return Instant(floorDiv(n, 1e3)), nil
	default:
		return Instant(floorDiv(n, 1e6)), nil
	}
}

func floorDiv(a, b int64) int64 { return (a - mod(a, b)) / b }
