// Package columns reads Parquet files column by column: candles, histories and
// what runs wrote. It is the one door for them.
//
// Metadata, types and page headers are parquet-go's. Pages are cut, decompressed
// and decoded here, because parquet-go's own pages allocate what the file claims:
// a run of six bytes may stand for two thousand million values and a frame of
// thirty bytes for gigabytes of text, and a program that is out of memory cannot
// recover. Here every claim is held against the file before room is made for it.
package columns

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

const (
	parquetMagic = "PAR1"
	// maxFooter bounds Parquet's metadata: those of a file of six columns are a few
	// kilobytes, of a run's thirty-six columns and hundreds of row groups a megabyte.
	maxFooter = 4 << 20
	// MaxRows bounds the rows of any file: 95 years of minutes.
	MaxRows = 50_000_000
)

// A Limit is how many rows a file may declare: PerByte for each of its bytes, and
// Free more, so that small files may be all zeros; never more than MaxRows.
type Limit struct{ PerByte, Free int64 }

// Of is the limit for a file of a size.
func (l Limit) Of(size int64) int64 { return min(size*l.PerByte+l.Free, MaxRows) }

// A File is a Parquet file whose metadata are in order.
type File struct {
	Rows    int
	Columns []Column // those of the outermost level

	from io.ReaderAt
}

// A Column is a column of a file.
type Column struct {
	Name     string
	Plain    bool // neither nested nor repeated: it can be read
	Optional bool // values may be missing
	Kind     parquet.Kind
	PerMilli int64 // of a timestamp: its units in a millisecond; 0 for any other number

	chunks []chunk
}

// A chunk is one column of one row group.
type chunk struct {
	row, n int // where its rows lie in the file
	start  int64
	size   int64
	codec  format.CompressionCodec
}

// Open reads the metadata of a file. It panics on nothing that a file can hold.
func Open(r io.ReaderAt, size int64, most Limit) (f *File, err error) {
	err = Guard(func() error {
		f, err = open(r, size, most)
		return err
	})
	return f, err
}

func open(r io.ReaderAt, size int64, most Limit) (*File, error) {
	if err := checkFooter(r, size); err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, err
	}
	rows := file.NumRows()
	if rows < 0 || rows > most.Of(size) {
		return nil, fmt.Errorf("the metadata declare %d rows in %d bytes: expected at most %d", rows, size, most.Of(size))
	}
	f := &File{Rows: int(rows), from: r}
	for _, c := range file.Root().Columns() {
		one := describe(c)
		if one.Plain {
			if one.chunks, err = chunksOf(file, int(c.Index())); err != nil {
				return nil, fmt.Errorf("column %q: %w", Clip(one.Name), err)
			}
		}
		f.Columns = append(f.Columns, one)
	}
	return f, nil
}

// checkFooter makes sure that the metadata can be decoded without asking for
// more memory than the file has bytes.
func checkFooter(f io.ReaderAt, size int64) error {
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

// describe looks at the type of a column.
func describe(c *parquet.Column) Column {
	k := Column{Name: c.Name(), Plain: c.Leaf() && !c.Repeated(), Optional: c.Optional()}
	if k.Plain {
		k.Kind, k.PerMilli = c.Type().Kind(), perMilli(c.Type())
	}
	return k
}

// perMilli tells the unit of a column of times, 0 if it is a mere number.
func perMilli(t parquet.Type) int64 {
	if l := t.LogicalType(); l != nil {
		if stamp, ok := l.Value.(*format.TimestampType); ok {
			switch stamp.Unit.Value.(type) {
			case *format.MilliSeconds:
				return 1
			case *format.MicroSeconds:
				return 1e3
			case *format.NanoSeconds:
				return 1e6
			}
		}
	}
	if old := t.ConvertedType(); old != nil {
		switch *old {
		case deprecated.TimestampMillis:
			return 1
		case deprecated.TimestampMicros:
			return 1e3
		}
	}
	return 0
}

// chunksOf lists the chunks of a leaf and checks where they lie.
func chunksOf(file *parquet.File, leaf int) (all []chunk, err error) {
	row := int64(0)
	for _, group := range file.Metadata().RowGroups {
		meta := &group.Columns[leaf].MetaData
		one := chunk{int(row), int(group.NumRows), meta.DataPageOffset, meta.TotalCompressedSize, meta.Codec}
		if d := meta.DictionaryPageOffset; d > 0 && d < one.start {
			one.start = d
		}
		if group.NumRows < 0 || group.NumRows > file.NumRows()-row {
			return nil, fmt.Errorf("the row groups hold more than the %d rows that the metadata declare", file.NumRows())
		}
		if meta.NumValues != group.NumRows {
			return nil, fmt.Errorf("%d values in a group of %d rows", meta.NumValues, group.NumRows)
		}
		if one.start < 4 || one.size < 0 || one.start > file.Size() || one.size > file.Size()-one.start {
			return nil, fmt.Errorf("the file is damaged: %d bytes at byte %d in a file of %d", one.size, one.start, file.Size())
		}
		all = append(all, one)
		row += group.NumRows
	}
	if row != file.NumRows() {
		return nil, fmt.Errorf("the row groups hold %d rows, the metadata declare %d", row, file.NumRows())
	}
	return all, nil
}

// Names are the names of the columns.
func (f *File) Names() []string {
	names := make([]string, len(f.Columns))
	for i, c := range f.Columns {
		names[i] = c.Name
	}
	return names
}

// Read reads columns, given by their places in f.Columns, and calls store for
// every page: for pages of several columns and row groups at once, for those of
// one in their order. No two pages have a row of a column in common. The error is
// that of the first column and row group that has one.
func (f *File) Read(want []int, store func(p *Page) error) error {
	type task struct{ at, chunk int }
	var tasks []task
	for i, c := range want {
		if !f.Columns[c].Plain {
			return fmt.Errorf("column %q is not a plain column", Clip(f.Columns[c].Name))
		}
		for j := range f.Columns[c].chunks {
			tasks = append(tasks, task{i, j})
		}
	}
	return Each(len(tasks), func(z *Inflater, i int) error {
		c := &f.Columns[want[tasks[i].at]]
		r := pageReader{Inflater: z, column: c, chunk: c.chunks[tasks[i].chunk]}
		r.page.Of = tasks[i].at
		return r.read(f.from, store)
	})
}

// ErrDamaged is the fault of a file whose parts contradict each other.
var ErrDamaged = errors.New("the file is damaged: a part of it does not hold what its header says")

// Clip shortens a name of the file that an error quotes.
func Clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}
