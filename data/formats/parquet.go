package formats

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"

	"github.com/remora-bt/remora-bt/data"
)

const (
	parquetMagic = "PAR1"
	// maxFooter bounds Parquet's metadata: a candle file's are a few kilobytes.
	maxFooter = 4 << 20
	// A file holds at most a row for each of its bytes, and some more so that
	// small ones may be all zeros: candles take 8 to 48 bytes a row.
	freeRows = 1 << 16
)

// A chunk is one column of one row group.
type chunk struct {
	col      int
	name     string // the file's own
	row, n   int    // where its rows lie in the file
	start    int64
	size     int64
	codec    format.CompressionCodec
	kind     parquet.Kind
	optional bool
	unit     timeUnit
}

// readParquet reads Parquet's metadata with parquet-go and the pages on its own,
// column by column straight into the candles: parquet-go trusts the sizes in
// page headers, and a damaged one must not cost more than an error.
func readParquet(f *os.File, size int64, c *data.Candles) error {
	if err := checkFooter(f, size); err != nil {
		return err
	}
	file, err := parquet.OpenFile(f, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return err
	}
	rows := file.NumRows()
	if rows < 0 || rows > min(size+freeRows, maxRows) {
		return fmt.Errorf("the metadata declare %d rows in %d bytes", rows, size)
	}
	chunks, err := chunksOf(file)
	if err != nil {
		return err
	}
	resize(c, int(rows))
	return parallel(len(chunks), newInflater, func(z *inflater, i int) error {
		return (&pageReader{inflater: z, k: chunks[i]}).read(f, c)
	})
}

// checkFooter makes sure that the metadata can be decoded without asking for
// more memory than the file has bytes.
func checkFooter(f *os.File, size int64) error {
	const least = 2*len(parquetMagic) + 4
	if size < int64(least) {
		return fmt.Errorf("not a Parquet file: %d bytes", size)
	}
	var tail [8]byte
	if _, err := f.ReadAt(tail[:], size-8); err != nil {
		return err
	}
	if string(tail[4:]) != parquetMagic {
		return fmt.Errorf("not a Parquet file, or a truncated one: it ends with %q, expected %q", tail[4:], parquetMagic)
	}
	n := int64(binary.LittleEndian.Uint32(tail[:4]))
	if n > size-int64(least) || n > maxFooter {
		return fmt.Errorf("the file is damaged: metadata of %d bytes in a file of %d", n, size)
	}
	footer := make([]byte, n)
	if _, err := f.ReadAt(footer, size-8-n); err != nil {
		return err
	}
	if got, err := thriftSize(footer); err != nil || int64(got) != n {
		return errThrift
	}
	return nil
}

// chunksOf lists the chunks of the six columns and checks where they lie.
func chunksOf(file *parquet.File) ([]chunk, error) {
	columns := file.Root().Columns()
	names := make([]string, len(columns))
	for i, col := range columns {
		names[i] = col.Name()
	}
	at, err := findTyped(names)
	if err != nil {
		return nil, err
	}
	var all []chunk
	for col, i := range at {
		one, err := describe(columns[i], col)
		if err != nil {
			return nil, err
		}
		for _, group := range file.Metadata().RowGroups {
			meta := &group.Columns[columns[i].Index()].MetaData
			one.n, one.codec = int(group.NumRows), meta.Codec
			one.start, one.size = meta.DataPageOffset, meta.TotalCompressedSize
			if d := meta.DictionaryPageOffset; d > 0 && d < one.start {
				one.start = d
			}
			if meta.NumValues != group.NumRows {
				return nil, fmt.Errorf("column %s has %d values in a group of %d rows", one.name, meta.NumValues, group.NumRows)
			}
			if one.start < 4 || one.size < 0 || one.start > file.Size() || one.size > file.Size()-one.start {
				return nil, fmt.Errorf("the file is damaged: column %s at byte %d with %d bytes in a file of %d", one.name, one.start, one.size, file.Size())
			}
			all = append(all, one)
			one.row += one.n
		}
		if int64(one.row) != file.NumRows() {
			return nil, fmt.Errorf("the row groups hold %d rows, the metadata declare %d", one.row, file.NumRows())
		}
	}
	return all, nil
}

// describe looks at the type of a column.
func describe(c *parquet.Column, col int) (chunk, error) {
	k := chunk{col: col, name: clip(c.Name()), optional: c.Optional()}
	if !c.Leaf() || c.Repeated() {
		return k, fmt.Errorf("column %q is not a plain column", c.Name())
	}
	k.kind = c.Type().Kind()
	switch {
	case col != colTime && (k.kind == parquet.Double || k.kind == parquet.Float || k.kind == parquet.Int64 || k.kind == parquet.Int32):
		return k, nil
	case col == colTime && k.kind == parquet.Int64:
		k.unit = unitOf(c.Type())
		return k, nil
	}
	return k, fmt.Errorf("column %q is of type %s: expected %s", c.Name(), k.kind, [2]string{"a 64-bit timestamp", "DOUBLE"}[min(col, 1)])
}

// unitOf tells the unit of a column of times, or epoch if it is a mere number.
func unitOf(t parquet.Type) timeUnit {
	if l := t.LogicalType(); l != nil {
		if stamp, ok := l.Value.(*format.TimestampType); ok {
			switch stamp.Unit.Value.(type) {
			case *format.MilliSeconds:
				return millis
			case *format.MicroSeconds:
				return micros
			case *format.NanoSeconds:
				return nanos
			}
		}
	}
	if old := t.ConvertedType(); old != nil {
		switch *old {
		case deprecated.TimestampMillis:
			return millis
		case deprecated.TimestampMicros:
			return micros
		}
	}
	return epoch
}

var errPage = errors.New("the file is damaged: a part of it does not hold what its header says")
