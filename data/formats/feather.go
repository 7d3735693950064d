package formats

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
)

// Feather files are Arrow's IPC files: record batches, whose columns are plain
// numbers in compressed buffers, and a footer that says where they are. Only that
// is read here, and every length is held against the file before it is believed:
// the format has no checksums, and a general reader allocates what a flipped bit
// asks for.
const (
	featherMagic    = "ARROW1"
	featherTail     = 4 + len(featherMagic)
	featherPadding  = 64 // bytes that a writer may round a buffer up to
	featherMaxField = 1024
	recordBatch     = 3 // kind of message
)

// Types of Arrow's schema.
const (
	arrowInt       = 2
	arrowFloat     = 3
	arrowTimestamp = 10
)

// A featherColumn is one of the six columns.
type featherColumn struct {
	name         string
	node, buffer int // place among a batch's nodes and buffers; the values follow the validity
	kind         int
	bits         int
	unit         timeUnit
}

func readFeather(f *os.File, size int64, c *data.Candles) error {
	file := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(f, 0, size), file); err != nil {
		return err
	}
	footer, err := featherFooter(file)
	if err != nil {
		return err
	}
	six, err := featherColumns(footer)
	if err != nil {
		return err
	}
	start, n := footer.vector(3, 24)
	var batches []featherBatch
	rows := 0
	for i := range n {
		at := start + 24*i
		b, err := newBatch(file, footer.i64(at), int64(footer.i32(at+8)), footer.i64(at+16))
		if err != nil {
			return fmt.Errorf("record batch %d: %w", i+1, err)
		}
		b.row = rows
		if rows += b.rows; int64(rows) > min(size+freeRows, maxRows) {
			return fmt.Errorf("the record batches declare %d rows in %d bytes", rows, size)
		}
		batches = append(batches, b)
	}
	resize(c, rows)
	return columns.Each(len(batches)*numCols, func(z *columns.Inflater, i int) error {
		col := i % numCols
		err := batches[i/numCols].read(z, six[col], col, c)
		if err != nil && !errors.As(err, new(nullError)) {
			return fmt.Errorf("column %s, rows from %d: %w", six[col].name, batches[i/numCols].row+1, err)
		}
		return err
	})
}

// featherFooter finds the footer between the magic words.
func featherFooter(file []byte) (flat, error) {
	least := len(featherMagic) + 2 + featherTail
	if len(file) < least || string(file[:len(featherMagic)]) != featherMagic {
		if len(file) >= 4 && string(file[:4]) == "FEA1" {
			return flat{}, fmt.Errorf("a feather file of version 1: expected version 2, which is what pandas has written since 2020")
		}
		return flat{}, fmt.Errorf("not a feather file: it does not begin with %q", featherMagic)
	}
	tail := file[len(file)-featherTail:]
	if string(tail[4:]) != featherMagic {
		return flat{}, fmt.Errorf("the file is truncated: it does not end with %q", featherMagic)
	}
	n := int64(int32(binary.LittleEndian.Uint32(tail)))
	if n < 8 || n > int64(len(file)-least) {
		return flat{}, fmt.Errorf("the file is damaged: a footer of %d bytes in a file of %d", n, len(file))
	}
	end := len(file) - featherTail
	return flatRoot(file[end-int(n) : end]), nil
}

// featherColumns finds the six columns in the schema.
func featherColumns(footer flat) (cols [numCols]featherColumn, err error) {
	schema, ok := footer.table(1)
	if !ok {
		return cols, fmt.Errorf("the file has no schema")
	}
	if schema.short(0) != 0 {
		return cols, fmt.Errorf("the numbers are big-endian: expected little-endian")
	}
	start, n := schema.vector(1, 4)
	if n > featherMaxField {
		return cols, fmt.Errorf("%d columns: expected %d", n, numCols)
	}
	names := make([]string, n)
	for i := range names {
		names[i] = schema.follow(start + 4*i).text(0)
	}
	at, err := findTyped(names)
	if err != nil {
		return cols, err
	}
	for col, i := range at {
		cols[col], err = featherType(schema.follow(start+4*i), col)
		if err != nil {
			return cols, err
		}
		cols[col].node = i
		for j := range i {
			w, err := buffersOf(schema.follow(start + 4*j))
			if err != nil {
				return cols, err
			}
			cols[col].buffer += w
		}
	}
	return cols, nil
}

// buffersOf is how many buffers of a batch belong to a column that is skipped.
func buffersOf(field flat) (int, error) {
	kind := field.byte(2)
	if _, ok := field.table(4); ok {
		return 2, nil // of a dictionary the batch holds the indices
	}
	switch kind {
	case 1: // null
		return 0, nil
	case arrowInt, arrowFloat, arrowTimestamp, 6, 7, 8, 9, 11, 15, 18: // of fixed width
		return 2, nil
	case 4, 5, 19, 20: // text and bytes
		return 3, nil
	}
	return 0, fmt.Errorf("column %q is neither of numbers nor of text", clip(field.text(0)))
}

// featherType looks at the type of a column.
func featherType(field flat, col int) (f featherColumn, err error) {
	name := clip(field.text(0))
	kind, ok := field.table(3)
	if _, dict := field.table(4); !ok || dict {
		return f, fmt.Errorf("column %q is not of numbers", name)
	}
	f.name = name
	f.kind = int(field.byte(2))
	switch f.kind {
	case arrowFloat:
		f.bits = [...]int{0, 32, 64}[min(max(kind.short(0), 0), 2)]
	case arrowInt:
		if f.bits = kind.int(0); f.bits < 32 || kind.byte(1) == 0 {
			f.bits = 0
		}
	case arrowTimestamp:
		f.bits = 64
		f.unit = [...]timeUnit{second, millis, micros, nanos}[kind.short(0)&3]
	}
	if f.bits != 32 && f.bits != 64 || (col == colTime) == (f.kind == arrowFloat) || col != colTime && f.kind == arrowTimestamp || col == colTime && f.bits != 64 {
		return f, fmt.Errorf("column %q: expected %s", name, [2]string{"a timestamp", "floating-point numbers"}[min(col, 1)])
	}
	return f, nil
}
