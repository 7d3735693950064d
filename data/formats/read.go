// Package formats reads candle files: Parquet, freqtrade's feather and JSON, CSV
// and the zips of the Binance archive, singly or as the folder in which freqtrade
// keeps them. It writes Parquet.
//
// A reader returns what the file says. That the values are prices in good order
// is judged by data.Check and data.NewTape.
package formats

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

const (
	// maxRows bounds the rows of one file: 95 years of minutes.
	maxRows = columns.MaxRows
	// maxRatio bounds what compressed text may grow to, in times its size.
	// Candles as text shrink to a third or a twelfth, idle ones to a thirtieth.
	maxRatio = 60
	// maxText bounds it for large files: a kline of 12 numbers takes 200 bytes.
	maxText = maxRows * 256
	// binanceCols is the number of columns of an archive's row.
	binanceCols = 12
)

// A kind is a format of candle file, known by the end of its name.
type kind struct {
	ext  string
	read func(f *os.File, size int64, c *data.Candles) error
}

// kinds are all of them, the one that is preferred first.
func kinds() []kind {
	return []kind{
		{"parquet", readParquet},
		{"feather", readFeather},
		{"csv", plain(readCSV)},
		{"csv.gz", gunzip(readCSV)},
		{"json", plain(readJSON)},
		{"json.gz", gunzip(readJSON)},
		{"zip", readZip},
	}
}

// kindOf finds the kind of a file by the end of its name.
func kindOf(path string) (kind, error) {
	var exts []string
	for _, f := range kinds() {
		if strings.HasSuffix(strings.ToLower(path), "."+f.ext) {
			return f, nil
		}
		exts = append(exts, f.ext)
	}
	return kind{}, fault(path, fmt.Errorf("the name says no candle format: expected one of .%s", strings.Join(exts, ", .")))
}

// Read reads the candles of one file, whose format its name tells. Pair and
// timeframe are the caller's to know. Rows come in the file's order.
func Read(path, pair string, tf data.Timeframe) (*data.Candles, error) {
	k, err := kindOf(path)
	if err != nil {
		return nil, err
	}
	f, size, err := inputs.Open(path)
	if err != nil {
		return nil, Fault{err}
	}
	defer f.Close()
	c := &data.Candles{Pair: pair, Timeframe: tf}
	if err := columns.Guard(func() error { return k.read(f, size, c) }); err != nil {
		return nil, fault(path, err)
	}
	return c, nil
}

// reserve makes room for n rows if c is still empty.
func reserve(c *data.Candles, n int) {
	if c.Len() == 0 {
		unended := c.Unended
		*c = *data.NewCandles(c.Pair, c.Timeframe, min(max(n, 0), maxRows))
		c.Unended = unended
	}
}

// A textReader reads text.
type textReader func(r io.Reader, of extent, c *data.Candles) error

// An extent is what to expect of a text.
type extent struct {
	bytes int64 // about; 0 if unknown
	rows  int   // at most
}

// extentOf is for the text in a file of a size: even compressed it takes more than
// a byte for each row, whose times differ.
func extentOf(size, text int64) extent {
	return extent{min(text, 20*size), int(min(size+freeRows, maxRows))}
}

// full is the error of a row too many.
func (e extent) full() error {
	return fmt.Errorf("more than %d rows, which is more than a file of that size holds", e.rows)
}

// plain reads a file of text.
func plain(read textReader) func(*os.File, int64, *data.Candles) error {
	return func(f *os.File, size int64, c *data.Candles) error {
		return read(f, extentOf(size, size), c)
	}
}

// gunzip reads the text in a gzip file. Its last four bytes tell the length of
// the text, modulo 2^32; they are believed as far as the file's size allows.
func gunzip(read textReader) func(*os.File, int64, *data.Candles) error {
	return func(f *os.File, size int64, c *data.Candles) error {
		var tail [4]byte
		if size < int64(len(tail)) {
			return io.ErrUnexpectedEOF
		}
		if _, err := f.ReadAt(tail[:], size-int64(len(tail))); err != nil {
			return err
		}
		z, err := gzip.NewReader(bufio.NewReaderSize(f, 64<<10))
		if err != nil {
			return err
		}
		return read(limit(z, size), extentOf(size, int64(binary.LittleEndian.Uint32(tail[:]))), c)
	}
}

// limited fails when the text is longer than anything a candle file holds.
type limited struct {
	r    io.Reader
	left int64
}

// limit is for the text in a compressed file of a size.
func limit(r io.Reader, size int64) *limited {
	return &limited{r, min(size*maxRatio+1<<20, maxText)}
}

func (l *limited) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	if l.left -= int64(n); l.left < 0 {
		return n, fmt.Errorf("the text in it is more than %d times as long as the file, or longer than %d rows: candles are not", maxRatio, maxRows)
	}
	return n, err
}
