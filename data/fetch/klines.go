package fetch

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// The exchange's own answer: rows of twelve values, at most so many.
const (
	klinePage    = 1000
	klineColumns = 12
)

// klines asks the exchange for the closed candles of [from, to) and keeps them as
// the archive would: a zip with one CSV of the exchange's twelve columns. It
// returns nil where there are none.
func (m market) klines(ctx context.Context, period string, from, to data.Instant) (*File, error) {
	name := m.name(period)
	var text bytes.Buffer
	rows := 0
	for at := from; at < to; {
		path := fmt.Sprintf("/api/v3/klines?symbol=%s&interval=%s&startTime=%d&endTime=%d&limit=%d", m.symbol, m.tf, at, to-1, klinePage)
		var page [][]json.Number
		_, err := m.get(ctx, binanceSpot, path, func(answer []byte) (err error) {
			page, err = readKlines(answer, at, to)
			return err
		})
		if err != nil {
			return nil, err
		}
		closed := 0
		for _, row := range page {
			open, _ := row[0].Int64() // readKlines saw to it
			if data.Instant(open).Add(m.tf) > m.now {
				break // still open
			}
			closed++
			at = data.Instant(open) + 1
			writeKline(&text, row)
		}
		rows += closed
		if len(page) < klinePage || closed < len(page) {
			break
		}
	}
	if rows == 0 {
		return nil, nil
	}
	packed, err := zipOf(strings.TrimSuffix(name, ".zip")+".csv", text.Bytes())
	if err != nil {
		return nil, err
	}
	url := fmt.Sprintf("%s/api/v3/klines?symbol=%s&interval=%s&startTime=%d&endTime=%d", binanceSpot.base, m.symbol, m.tf, from, to-1)
	return m.write(m.folder, name, url, packed, m.now >= to)
}

// readKlines reads a page and refuses rows that are not of [from, to) in order.
func readKlines(answer []byte, from, to data.Instant) ([][]json.Number, error) {
	var raw [][]json.RawMessage
	if err := json.Unmarshal(answer, &raw); err != nil {
		var fault struct {
			Code int    `json:"code"`
			Msg  string `json:"msg"`
		}
		if json.Unmarshal(answer, &fault) == nil && fault.Msg != "" {
			return nil, final{fmt.Errorf("the exchange answers %q (%d)", fault.Msg, fault.Code)}
		}
		return nil, fmt.Errorf("the answer is not a list of candles: %w", err)
	}
	page := make([][]json.Number, len(raw))
	last := from - 1
	for i, row := range raw {
		if len(row) != klineColumns {
			return nil, fmt.Errorf("row %d has %d values: expected %d", i+1, len(row), klineColumns)
		}
		for _, cell := range row {
			n := json.Number(strings.Trim(string(cell), `"`))
			if _, err := n.Float64(); err != nil {
				return nil, fmt.Errorf("row %d: %s is not a number", i+1, cell)
			}
			page[i] = append(page[i], n)
		}
		open, err := page[i][0].Int64()
		if err != nil || data.Instant(open) <= last || data.Instant(open) >= to {
			return nil, fmt.Errorf("row %d: open time %s: expected one after %d and before %d", i+1, row[0], last, to)
		}
		last = data.Instant(open)
	}
	return page, nil
}

func writeKline(b *bytes.Buffer, row []json.Number) {
	for i, n := range row {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(n.String())
	}
	b.WriteByte('\n')
}

// zipOf packs one file. Equal content gives equal bytes.
func zipOf(name string, text []byte) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write(text)
	}
	err = errors.Join(err, z.Close())
	return b.Bytes(), err
}
