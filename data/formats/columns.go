package formats

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// The six columns of a candle in the order of freqtrade's files.
const (
	colTime = iota
	colOpen
	colHigh
	colLow
	colClose
	colVolume
	numCols
)

var columnNames = [numCols]string{"time", "open", "high", "low", "close", "volume"}

// timeNames are the headers under which the open time is found, best first.
var timeNames = []string{"open_time_ms", "open_time", "timestamp", "date", "time", "unix"}

// findColumns returns where the six columns stand among names, whose case does
// not matter. Other names are passed over.
func findColumns(names []string) (at [numCols]int, err error) {
	lower := make([]string, len(names))
	for i, name := range names {
		lower[i] = strings.ToLower(strings.Trim(name, " \t\r\""))
	}
	header := clip(strings.Join(lower, ","))
	find := func(name string) (int, error) {
		i := slices.Index(lower, name)
		if i >= 0 && slices.Contains(lower[i+1:], name) {
			return 0, fmt.Errorf("the header %q names column %q twice", header, name)
		}
		return i, nil
	}
	for col, name := range columnNames {
		candidates := []string{name}
		if col == colTime {
			candidates = timeNames
		}
		at[col] = -1
		for _, name := range candidates {
			if at[col], err = find(name); err != nil {
				return at, err
			}
			if at[col] >= 0 {
				break
			}
		}
		if at[col] < 0 && len(lower) > 0 && strings.ContainsRune(lower[0], 0) {
			return at, errors.New("the header is UTF-16 or no text: expected UTF-8")
		}
		if at[col] < 0 {
			return at, fmt.Errorf("the header %q lacks column %s", header, strings.Join(candidates, " or "))
		}
	}
	return at, nil
}

// findTyped is findColumns for files whose columns have types. As freqtrade
// reads them, six columns are taken by position whatever they are called.
func findTyped(names []string) ([numCols]int, error) {
	at, err := findColumns(names)
	if err != nil && len(names) == numCols {
		return [numCols]int{0, 1, 2, 3, 4, 5}, nil
	}
	return at, err
}

// A nullError is a value that is not there, in a row counted from 1.
type nullError struct {
	name string
	row  int
}

func (e nullError) Error() string {
	return fmt.Sprintf("row %d: the value of %s is missing (null)", e.row, e.name)
}

// column returns one of the columns of prices and volume.
func column(c *data.Candles, col int) *[]float64 {
	return [numCols]*[]float64{nil, &c.Open, &c.High, &c.Low, &c.Close, &c.Volume}[col]
}

// resize gives c n rows of zeros.
func resize(c *data.Candles, n int) {
	c.Time = make([]data.Instant, n)
	for col := colOpen; col < numCols; col++ {
		*column(c, col) = make([]float64, n)
	}
}

// A timeUnit turns a stored number into an Instant.
type timeUnit int64

// Units as the number of them in a millisecond; epoch tells them by their digits.
const (
	epoch  timeUnit = 0
	millis timeUnit = 1
	micros timeUnit = 1e3
	nanos  timeUnit = 1e6
	second timeUnit = -1000
)

func (u timeUnit) instant(n int64) (data.Instant, error) {
	switch {
	case u == epoch:
		return data.Epoch(n)
	case u == second:
		if n > 1<<50 || n < -1<<50 {
			return 0, fmt.Errorf("time %d s is out of range", n)
		}
		return data.Instant(n * 1000), nil
	case n >= 0:
		return data.Instant(n / int64(u)), nil
	default:
		return data.Instant((n - int64(u) + 1) / int64(u)), nil
	}
}

// clip shortens a value that is quoted in an error.
func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}
