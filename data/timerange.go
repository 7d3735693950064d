package data

import (
	"fmt"
	"strings"
	"time"
)

// A TimeRange is a span of candle open times with both ends included, as
// freqtrade's --timerange: a candle that opens exactly at To belongs to it.
// An end that is absent is open.
type TimeRange struct {
	From, To       Instant
	HasFrom, HasTo bool
}

// ParseTimeRange reads START-STOP where either side may be empty and each is
// YYYYMMDD (midnight UTC), ten digits (seconds) or thirteen (milliseconds).
func ParseTimeRange(s string) (TimeRange, error) {
	var r TimeRange
	if s == "" {
		return r, nil
	}
	from, to, found := strings.Cut(s, "-")
	if !found || from == "" && to == "" || strings.Contains(to, "-") {
		return r, fmt.Errorf("timerange %q: expected START-STOP, as in 20220101-20221231", s)
	}
	var err error
	if r.HasFrom = from != ""; r.HasFrom {
		if r.From, err = parseRangeEnd(from); err != nil {
			return TimeRange{}, fmt.Errorf("timerange %q: %w", s, err)
		}
	}
	if r.HasTo = to != ""; r.HasTo {
		if r.To, err = parseRangeEnd(to); err != nil {
			return TimeRange{}, fmt.Errorf("timerange %q: %w", s, err)
		}
	}
	switch {
	case r.HasFrom && r.HasTo && r.From > r.To:
		return TimeRange{}, fmt.Errorf("timerange %q: start %s is after stop %s", s, r.From, r.To)
	case r.HasFrom && r.HasTo && r.From == r.To:
		return TimeRange{}, fmt.Errorf("timerange %q is empty: start and stop are both %s", s, r.From)
	}
	return r, nil
}

func parseRangeEnd(s string) (Instant, error) {
	n, ok := parseInt(s)
	if !ok || n < 0 {
		return 0, fmt.Errorf("%q is not a date YYYYMMDD nor a time in seconds or milliseconds", s)
	}
	switch len(s) {
	case 8:
		t, err := time.ParseInLocation("20060102", s, time.UTC)
		if err != nil {
			return 0, fmt.Errorf("%q is not a day of the calendar (YYYYMMDD)", s)
		}
		return At(t), nil
	case 10:
		return Instant(n * 1000), nil
	case 13:
		return Instant(n), nil
	}
	return 0, fmt.Errorf("%q has %d digits: expected 8 (YYYYMMDD), 10 (seconds) or 13 (milliseconds)", s, len(s))
}

// String prints r as it is written on the command line.
func (r TimeRange) String() string {
	end := func(i Instant, has bool) string {
		switch {
		case !has:
			return ""
		case i == i.Day():
			return i.Time().Format("20060102")
		case i%1000 == 0:
			return fmt.Sprintf("%010d", i/1000)
		default:
			return fmt.Sprintf("%013d", int64(i))
		}
	}
	if !r.HasFrom && !r.HasTo {
		return ""
	}
	return end(r.From, r.HasFrom) + "-" + end(r.To, r.HasTo)
}

// Contains reports whether a candle that opens at i belongs to r.
func (r TimeRange) Contains(i Instant) bool {
	return (!r.HasFrom || i >= r.From) && (!r.HasTo || i <= r.To)
}
