package filter

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

// readHistoryCSV reads a history from CSV, gzipped if its name ends in .gz.
func readHistoryCSV(f *os.File, size int64, h *History) error {
	in := io.Reader(bufio.NewReaderSize(f, 1<<20))
	most := size
	if strings.HasSuffix(strings.ToLower(f.Name()), ".gz") {
		z, err := gzip.NewReader(in)
		if err != nil {
			return err
		}
		// Even compressed a row takes more than a byte: its time differs from the last.
		in, most = z, min(size+1<<20, columns.MaxRows)
	} else if n, err := lines(f); err == nil {
		h.all = make([]said, 0, min(n, columns.MaxRows))
	} else {
		return err
	}
	var at [historyColumns]int
	head := func(names []string) (err error) {
		at, err = historyPlaces(names)
		return err
	}
	var times clock
	return inputs.Table(in, min(most, columns.MaxRows), head, func(_ int64, cells []string) error {
		row, err := h.row(cells, at, &times)
		if err == nil {
			h.all = append(h.all, row)
		}
		return err
	})
}

// lines counts the line ends of a file and goes back to its begin.
func lines(f *os.File) (n int, err error) {
	b := make([]byte, 64<<10)
	for err == nil {
		var m int
		m, err = f.Read(b)
		n += bytes.Count(b[:m], []byte{'\n'})
	}
	if err != io.EOF {
		return 0, err
	}
	_, err = f.Seek(0, io.SeekStart)
	return n, err
}

// historyPlaces finds the columns of a history; -1 is one that is not there.
func historyPlaces(head []string) (at [historyColumns]int, err error) {
	names := inputs.Names(head)
	for c := range at {
		at[c] = -1
		for _, name := range historyNames[c] {
			if i := slices.Index(names, name); i >= 0 {
				at[c] = i
				break
			}
		}
		if at[c] < 0 && c <= historySafe {
			return at, fmt.Errorf("no column %q among %s", historyNames[c][0], strings.Join(names, ", "))
		}
	}
	return at, nil
}

func (h *History) row(cells []string, at [historyColumns]int, times *clock) (row said, err error) {
	if row.at, err = times.parse(cells[at[historyTime]]); err != nil {
		return row, err
	}
	if row.opinion, err = parseOpinion(cells[at[historySafe]]); err != nil {
		return row, err
	}
	if i := at[historyRisk]; i >= 0 {
		if row.risk, err = parseRisk(cells[i]); err != nil {
			return row, err
		}
	}
	if i := at[historyPair]; i >= 0 {
		row.pair, err = h.number(cells[i])
	}
	return row, err
}

// A clock parses times of which many share a day. It remembers the last day.
type clock struct {
	day  string
	base data.Instant
}

func (c *clock) parse(text string) (data.Instant, error) {
	if len(text) != len("2006-01-02 15:04:05") || text[10] != ' ' || text[13] != ':' || text[16] != ':' {
		return data.ParseInstant(text)
	}
	if text[:10] != c.day {
		base, err := data.ParseInstant(text[:10])
		if err != nil {
			return 0, err
		}
		c.day, c.base = strings.Clone(text[:10]), base
	}
	h, m, s := twoDigits(text[11:]), twoDigits(text[14:]), twoDigits(text[17:])
	if h > 23 || m > 59 || s > 59 {
		return data.ParseInstant(text)
	}
	return c.base.Add(data.Timeframe(h)*data.Hour + data.Timeframe(m)*data.Minute + data.Timeframe(s)*data.Second), nil
}

// twoDigits reads the two digits that a text begins with; 100 if they are none.
func twoDigits(s string) int {
	a, b := s[0]-'0', s[1]-'0'
	if a > 9 || b > 9 {
		return 100
	}
	return int(a)*10 + int(b)
}
