package formats

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/parquet-go/parquet-go/format"

	"github.com/remora-bt/remora-bt/data"
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
	node, buffer int // place among a batch's nodes and buffers; the values follow the validity
	kind         int
	bits         int
	unit         timeUnit
}

// A featherBatch is a record batch.
type featherBatch struct {
	body      []byte
	row, rows int
	codec     format.CompressionCodec
	record    flat
	nodes     int
	buffers   int
	nodeCount int
	bufCount  int
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
	columns, err := featherColumns(footer)
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
	return parallel(len(batches)*numCols, newInflater, func(z *inflater, i int) error {
		col := i % numCols
		if err := batches[i/numCols].read(z, columns[col], col, c); err != nil {
			return fmt.Errorf("column %s, rows from %d: %w", columnNames[col], batches[i/numCols].row+1, err)
		}
		return nil
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

// newBatch checks the block of a record batch and what describes it.
func newBatch(file []byte, offset, meta, body int64) (b featherBatch, err error) {
	size := int64(len(file))
	if offset < 0 || meta < 16 || body < 0 || offset > size || meta > size-offset || body > size-offset-meta {
		return b, fmt.Errorf("the file is damaged: a block of %d+%d bytes at %d in a file of %d", meta, body, offset, size)
	}
	head := file[offset : offset+meta]
	b.body = file[offset+meta : offset+meta+body]
	skip := 4 // files from before 2019 lack the mark of a message
	if binary.LittleEndian.Uint32(head) == math.MaxUint32 {
		skip = 8
	}
	message := flatRoot(head[skip:])
	record, ok := message.table(2)
	if !ok || message.byte(1) != recordBatch {
		return b, errPage
	}
	rows := record.long(0)
	if rows < 0 || rows > min(size+freeRows, maxRows) {
		return b, fmt.Errorf("the file is damaged: %d rows in %d bytes", rows, size)
	}
	b.rows, b.record = int(rows), record
	b.nodes, b.nodeCount = record.vector(1, 16)
	b.buffers, b.bufCount = record.vector(2, 16)
	b.codec = format.Uncompressed
	if compression, ok := record.table(3); ok {
		switch compression.byte(0) {
		case 0:
			b.codec = lz4Frame
		case 1:
			b.codec = format.Zstd
		default:
			return b, fmt.Errorf("compression %d: expected LZ4 or ZSTD", compression.byte(0))
		}
	}
	return b, nil
}

// read reads one column of the batch into c.
func (b *featherBatch) read(z *inflater, f featherColumn, col int, c *data.Candles) error {
	if f.node >= b.nodeCount || f.buffer+1 >= b.bufCount {
		return errPage
	}
	node := b.nodes + 16*f.node
	if b.record.i64(node) != int64(b.rows) {
		return errPage
	}
	if nulls := b.record.i64(node + 8); nulls != 0 {
		return fmt.Errorf("%d values are missing (null)", nulls)
	}
	width := f.bits / 8
	raw, err := b.values(z, b.buffers+16*(f.buffer+1), b.rows*width)
	if err != nil {
		return err
	}
	if col == colTime {
		for i := range b.rows {
			t, err := f.unit.instant(int64(binary.LittleEndian.Uint64(raw[8*i:])))
			if err != nil {
				return err
			}
			c.Time[b.row+i] = t
		}
		return nil
	}
	dst := (*column(c, col))[b.row : b.row+b.rows]
	for i := range dst {
		dst[i] = f.number(raw[width*i:])
	}
	return nil
}

// values returns the n bytes of a buffer of values. A compressed one begins with
// its plain size, or -1 if it is plain after all.
func (b *featherBatch) values(z *inflater, at, n int) ([]byte, error) {
	offset, size := b.record.i64(at), b.record.i64(at+8)
	room := int64(len(b.body))
	if offset < 0 || size < 0 || offset > room || size > room-offset {
		return nil, fmt.Errorf("the file is damaged: a buffer of %d bytes at %d in %d", size, offset, room)
	}
	raw := b.body[offset : offset+size]
	if b.codec != format.Uncompressed && len(raw) > 0 {
		if len(raw) < 8 {
			return nil, errPage
		}
		plain := int64(binary.LittleEndian.Uint64(raw))
		raw = raw[8:]
		if plain != -1 {
			if plain < int64(n) || plain > int64(n+featherPadding) {
				return nil, errPage
			}
			var err error
			if raw, err = z.inflate(raw, b.codec, int(plain)); err != nil {
				return nil, err
			}
		}
	}
	if len(raw) < n {
		return nil, errPage
	}
	return raw[:n], nil
}

func (f featherColumn) number(b []byte) float64 {
	switch {
	case f.kind == arrowFloat && f.bits == 64:
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	case f.kind == arrowFloat:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))
	case f.bits == 64:
		return float64(int64(binary.LittleEndian.Uint64(b)))
	default:
		return float64(int32(binary.LittleEndian.Uint32(b)))
	}
}
