package signals

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// readHistoryCSV reads a history from CSV, gzipped if its name ends in .gz.
func readHistoryCSV(path string, add func(pair string, row said)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := io.Reader(bufio.NewReaderSize(f, 1<<20))
	if strings.HasSuffix(strings.ToLower(path), ".gz") {
		if in, err = gzip.NewReader(in); err != nil {
			return err
		}
	}
	r := csv.NewReader(&shortLines{in: in})
	r.ReuseRecord = true
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	}
	if err != nil {
		return err
	}
	at, err := historyPlaces(head)
	if err != nil {
		return err
	}
	var times clock
	for n := 1; ; n++ {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n > maxHistory {
			return fmt.Errorf("more than the %d rows that are allowed", maxHistory)
		}
		pair, row, err := historyRow(cells, at, &times)
		if err != nil {
			return fmt.Errorf("row %d: %w", n, err)
		}
		add(pair, row)
	}
}

// maxHistoryLine bounds a line of a history, in bytes.
const maxHistoryLine = 1 << 20

// shortLines passes a text on until a line is too long to be a row: a small gzip
// file can hold one that fills the memory.
type shortLines struct {
	in   io.Reader
	open int // bytes since the last line end
}

func (s *shortLines) Read(b []byte) (int, error) {
	n, err := s.in.Read(b[:min(len(b), maxHistoryLine)])
	if i := bytes.LastIndexByte(b[:n], '\n'); i >= 0 {
		s.open = n - i - 1
	} else if s.open += n; s.open > maxHistoryLine {
		return 0, fmt.Errorf("a line is longer than %d bytes", maxHistoryLine)
	}
	return n, err
}

// historyPlaces finds the columns of a history; -1 is one that is not there.
func historyPlaces(head []string) (at [historyColumns]int, err error) {
	names := make([]string, len(head))
	for i, name := range head {
		names[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
	}
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

func historyRow(cells []string, at [historyColumns]int, times *clock) (pair string, row said, err error) {
	if row.at, err = times.parse(cells[at[historyTime]]); err != nil {
		return "", row, err
	}
	if row.opinion, err = parseOpinion(cells[at[historySafe]]); err != nil {
		return "", row, err
	}
	if i := at[historyRisk]; i >= 0 {
		if row.risk, err = parseRisk(cells[i]); err != nil {
			return "", row, err
		}
	}
	if i := at[historyPair]; i >= 0 {
		pair = cells[i]
	}
	return pair, row, nil
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
