package formats

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// A csvReader turns lines into candles. Columns are found by their header; files
// without one hold freqtrade's six columns or the twelve of the Binance archive.
type csvReader struct {
	c      *data.Candles
	extent extent
	sep    byte
	slot   []int8 // for each field of a line: the candle's column, or -1
	millis bool   // the header says that times are milliseconds
	need   int    // fields up to the last that is used
	exact  bool   // no other number of fields will do
}

func readCSV(r io.Reader, of extent, c *data.Candles) error {
	p := &csvReader{c: c, extent: of}
	if err := eachBlock(r, '\n', p.block); err != nil {
		if long, ok := errors.AsType[longRow](err); ok && bytes.IndexByte(long.block, '\r') >= 0 {
			return errLineEnds
		}
		return err
	}
	if p.slot == nil {
		return fmt.Errorf("the file is empty: expected lines of time, open, high, low, close, volume")
	}
	return nil
}

var errLineEnds = errors.New("its lines end with a carriage return (CR) alone, as on old Macs: expected line feeds (LF or CR LF)")

func (p *csvReader) block(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if p.c.Unended = b[len(b)-1] != '\n'; p.c.Unended {
		b = append(b, '\n')
	}
	if p.slot == nil {
		var err error
		if b, err = p.start(b); err != nil || p.slot == nil {
			return err
		}
	}
	for i := 0; i < len(b); {
		next, err := p.line(b, i)
		if err != nil {
			return err
		}
		i = next
	}
	return nil
}

// start learns the columns from the first line that is not blank and returns the
// block without the header, if it is one.
func (p *csvReader) start(b []byte) ([]byte, error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	for len(b) > 0 {
		end := bytes.IndexByte(b, '\n')
		line := bytes.TrimSpace(b[:end])
		if len(line) == 0 {
			b = b[end+1:]
			continue
		}
		if bytes.IndexByte(line, '\r') >= 0 {
			return nil, errLineEnds
		}
		p.sep = separator(line)
		names := strings.Split(strings.ToLower(string(line)), string(p.sep))
		for i, name := range names {
			names[i] = strings.Trim(strings.TrimSpace(name), `"`)
		}
		if strings.ContainsFunc(names[0], isLetter) && !isTime(names[0]) || slices.Contains(names, "open") {
			if err := p.header(names); err != nil {
				return nil, err
			}
			b = b[end+1:]
		} else if err := p.positions(len(names)); err != nil {
			return nil, err
		}
		if rows := bytes.Count(b, []byte{'\n'}); rows > 0 {
			reserve(p.c, int(p.extent.bytes*int64(rows)/int64(len(b)))*21/20+16)
		}
		return b, nil
	}
	return nil, nil
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r == '_' }

func isTime(s string) bool {
	_, err := data.ParseInstant(strings.ToUpper(s))
	return err == nil
}

// separator is the most likely of comma, semicolon and tab.
func separator(line []byte) byte {
	for _, sep := range []byte{',', ';', '\t'} {
		if bytes.Count(line, []byte{sep}) >= numCols-1 {
			return sep
		}
	}
	return ','
}

// header finds the columns by name. Others are passed over.
func (p *csvReader) header(names []string) error {
	at, err := findColumns(names)
	if err != nil {
		return err
	}
	p.slot = slices.Repeat([]int8{-1}, len(names))
	for col, i := range at {
		p.slot[i] = int8(col)
		p.need = max(p.need, i+1)
	}
	p.millis = names[at[colTime]] == "open_time_ms"
	return nil
}

// positions is what header is for files that have none.
func (p *csvReader) positions(n int) error {
	if n != numCols && n != binanceCols {
		return fmt.Errorf("row 1 has %d columns: expected 6 (time, open, high, low, close, volume), the 12 of the Binance archive, or a header", n)
	}
	p.slot = []int8{colTime, colOpen, colHigh, colLow, colClose, colVolume}
	p.need, p.exact = numCols, n == numCols
	return nil
}

// line reads the line at b[i:], which ends with a newline, and returns the start
// of the next.
func (p *csvReader) line(b []byte, i int) (int, error) {
	if b[i] == '\n' || b[i] == '\r' && b[i+1] == '\n' {
		return i + 1, nil
	}
	var k data.Candle
	var x [numCols]float64
	for f := 0; ; f++ {
		col := int8(-1)
		if f < len(p.slot) {
			col = p.slot[f]
		}
		var err error
		switch {
		case col == colTime:
			k.Start, i, err = p.time(b, i)
		case col > 0:
			x[col], i, err = p.number(b, i, int(col))
		default:
			_, i = p.field(b, i)
		}
		if err != nil {
			return 0, err
		}
		if b[i] == '\n' {
			if f+1 < p.need || p.exact && f+1 != p.need {
				return 0, fmt.Errorf("row %d has %d columns: expected %d", p.c.Len()+1, f+1, len(p.slot))
			}
			break
		}
		i++
	}
	k.Open, k.High, k.Low, k.Close, k.Volume = x[colOpen], x[colHigh], x[colLow], x[colClose], x[colVolume]
	if p.c.Len() >= p.extent.rows {
		return 0, p.extent.full()
	}
	p.c.Append(k)
	return i + 1, nil
}

// field returns the text of the field at b[i:], unquoted, and where it ends.
func (p *csvReader) field(b []byte, i int) ([]byte, int) {
	end := i
	for b[end] != p.sep && b[end] != '\n' {
		end++
	}
	return bytes.Trim(b[i:end], " \t\r\""), end
}

func (p *csvReader) number(b []byte, i, col int) (float64, int, error) {
	if x, n, ok := decimal(b, i); ok && (b[n] == p.sep || b[n] == '\n') {
		return x, n, nil
	}
	text, end := p.field(b, i)
	x, ok := parseFloat(text)
	if !ok {
		return 0, 0, fmt.Errorf("row %d: %s %q is not a number", p.c.Len()+1, columnNames[col], clip(string(text)))
	}
	return x, end, nil
}

func (p *csvReader) time(b []byte, i int) (data.Instant, int, error) {
	n, end, ok := digits(b, i)
	if !ok || b[end] != p.sep && b[end] != '\n' {
		var text []byte
		text, end = p.field(b, i)
		t, err := data.ParseInstant(string(text))
		if err != nil {
			return 0, 0, fmt.Errorf("row %d: time %q is neither RFC3339 nor an epoch number", p.c.Len()+1, clip(string(text)))
		}
		return t, end, nil
	}
	if p.millis {
		return data.Instant(n), end, nil
	}
	t, err := data.Epoch(n)
	return t, end, err
}
