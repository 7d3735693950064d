package formats

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/remora-bt/remora-bt/data"
)

// A jsonReader turns an array of rows into candles: freqtrade's rows of six
// numbers or the exchange's own of twelve, whose prices are texts.
type jsonReader struct {
	c      *data.Candles
	extent extent
	state  jsonState
	began  bool
}

type jsonState int

const (
	jsonBefore jsonState = iota // the outer array has not begun
	jsonFirst                   // a row or the end of an array without rows
	jsonRow                     // a row
	jsonNext                    // a comma or the end
	jsonAfter                   // the array has ended
)

func readJSON(r io.Reader, of extent, c *data.Candles) error {
	p := &jsonReader{c: c, extent: of}
	if err := eachBlock(r, ']', p.block); err != nil {
		if long, ok := errors.AsType[longRow](err); ok && bytes.IndexByte(long.block, '{') >= 0 {
			return errObjects
		}
		return err
	}
	switch p.state {
	case jsonAfter:
		return nil
	case jsonBefore:
		return fmt.Errorf("the file is empty: expected an array of candles")
	}
	return fmt.Errorf("the file is truncated: the array does not end after row %d", c.Len())
}

var errObjects = errors.New("it holds objects {…}: expected an array of arrays, [[time, open, high, low, close, volume], …]")

func (p *jsonReader) block(b []byte) error {
	n := len(b)
	if n > 0 && b[n-1] != ']' {
		b = append(b, 0) // the last block: looking ahead needs an end
	}
	for i := 0; i < n; {
		ch := b[i]
		switch {
		case isSpace(ch):
			i++
		case ch == '[' && p.state == jsonBefore:
			p.state = jsonFirst
			i++
		case ch == '[' && (p.state == jsonFirst || p.state == jsonRow):
			next, err := p.row(b, i+1)
			if err != nil {
				return err
			}
			if !p.began {
				p.began = true
				reserve(p.c, int(p.extent.bytes/int64(next-i+1))*21/20+16)
			}
			p.state = jsonNext
			i = next
		case ch == ',' && p.state == jsonNext:
			p.state = jsonRow
			i++
		case ch == ']' && (p.state == jsonNext || p.state == jsonFirst):
			p.state = jsonAfter
			i++
		case ch == 0xef && p.state == jsonBefore && n > 3 && string(b[:3]) == "\ufeff":
			i += 3
		case ch == '{':
			return errObjects
		default:
			return fmt.Errorf("%q after %d rows: expected an array of arrays", clip(string(b[i:min(n, i+20)])), p.c.Len())
		}
	}
	return nil
}

// row reads a row from behind its bracket to behind the closing one.
func (p *jsonReader) row(b []byte, i int) (int, error) {
	var k data.Candle
	var x [numCols]float64
	n := 0
	for {
		text, next, err := p.element(b, i)
		if err != nil {
			return 0, err
		}
		switch {
		case n == colTime:
			k.Start, err = p.time(text)
		case n < numCols:
			x[n], err = p.number(text, n)
		}
		if err != nil {
			return 0, err
		}
		n++
		i = next + 1
		if b[next] == ']' {
			break
		}
	}
	if n != numCols && n != binanceCols {
		return 0, fmt.Errorf("row %d has %d values: expected 6 or 12", p.c.Len()+1, n)
	}
	if p.c.Len() >= p.extent.rows {
		return 0, p.extent.full()
	}
	k.Open, k.High, k.Low, k.Close, k.Volume = x[colOpen], x[colHigh], x[colLow], x[colClose], x[colVolume]
	p.c.Append(k)
	return i, nil
}

// element returns the text of the value at b[i:], without its quotes, and where
// the comma or bracket after it stands.
func (p *jsonReader) element(b []byte, i int) (text []byte, next int, err error) {
	for isSpace(b[i]) {
		i++
	}
	quoted := b[i] == '"'
	if quoted {
		i++
	}
	end := i
	for b[end] != ',' && b[end] != ']' && b[end] != '"' && b[end] != 0 && !isSpace(b[end]) {
		end++
	}
	next = end
	if quoted {
		if b[end] != '"' {
			return nil, 0, p.broken(b[end])
		}
		next++
	}
	for isSpace(b[next]) {
		next++
	}
	if b[next] != ',' && b[next] != ']' {
		return nil, 0, p.broken(b[next])
	}
	return b[i:end], next, nil
}

func (p *jsonReader) broken(ch byte) error {
	if ch == 0 {
		return fmt.Errorf("the file is truncated in row %d", p.c.Len()+1)
	}
	return fmt.Errorf("row %d is not an array of numbers", p.c.Len()+1)
}

func (p *jsonReader) number(text []byte, col int) (float64, error) {
	x, ok := parseFloat(text)
	if !ok {
		return 0, fmt.Errorf("row %d: %s %q is not a number", p.c.Len()+1, columnNames[col], clip(string(text)))
	}
	return x, nil
}

func (p *jsonReader) time(text []byte) (data.Instant, error) {
	if n, end, ok := digits(text, 0); ok && end == len(text) {
		return data.Epoch(n)
	}
	if t, err := data.ParseInstant(string(text)); err == nil {
		return t, nil
	}
	if x, ok := parseFloat(text); ok && x == float64(int64(x)) {
		return data.Epoch(int64(x))
	}
	return 0, fmt.Errorf("row %d: time %q is neither RFC3339 nor an epoch number", p.c.Len()+1, clip(string(text)))
}

func isSpace(ch byte) bool { return ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t' }
