package formats

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/parquet-go/parquet-go/format"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
)

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
		return b, columns.ErrDamaged
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
			b.codec = columns.LZ4Frame
		case 1:
			b.codec = format.Zstd
		default:
			return b, fmt.Errorf("compression %d: expected LZ4 or ZSTD", compression.byte(0))
		}
	}
	return b, nil
}

// read reads one column of the batch into c.
func (b *featherBatch) read(z *columns.Inflater, f featherColumn, col int, c *data.Candles) error {
	if f.node >= b.nodeCount || f.buffer+1 >= b.bufCount {
		return columns.ErrDamaged
	}
	node := b.nodes + 16*f.node
	if b.record.i64(node) != int64(b.rows) {
		return columns.ErrDamaged
	}
	if nulls := b.record.i64(node + 8); nulls != 0 {
		i, err := b.firstNull(z, f)
		if err != nil {
			return err
		}
		return nullError{f.name, b.row + i + 1}
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

// firstNull finds the first row of the batch whose bit of validity is not set.
func (b *featherBatch) firstNull(z *columns.Inflater, f featherColumn) (int, error) {
	valid, err := b.values(z, b.buffers+16*f.buffer, (b.rows+7)/8)
	if err != nil {
		return 0, err
	}
	for i := range b.rows {
		if valid[i/8]>>(i%8)&1 == 0 {
			return i, nil
		}
	}
	return 0, columns.ErrDamaged
}

// values returns the n bytes of a buffer of values. A compressed one begins with
// its plain size, or -1 if it is plain after all.
func (b *featherBatch) values(z *columns.Inflater, at, n int) ([]byte, error) {
	offset, size := b.record.i64(at), b.record.i64(at+8)
	room := int64(len(b.body))
	if offset < 0 || size < 0 || offset > room || size > room-offset {
		return nil, fmt.Errorf("the file is damaged: a buffer of %d bytes at %d in %d", size, offset, room)
	}
	raw := b.body[offset : offset+size]
	if b.codec != format.Uncompressed && len(raw) > 0 {
		if len(raw) < 8 {
			return nil, columns.ErrDamaged
		}
		plain := int64(binary.LittleEndian.Uint64(raw))
		raw = raw[8:]
		if plain != -1 {
			if plain < int64(n) || plain > int64(n+featherPadding) {
				return nil, columns.ErrDamaged
			}
			var err error
			if raw, err = z.Inflate(raw, b.codec, int(plain)); err != nil {
				return nil, err
			}
		}
	}
	if len(raw) < n {
		return nil, columns.ErrDamaged
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
