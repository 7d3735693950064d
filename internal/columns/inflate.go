package columns

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// An Inflater decompresses pages and buffers whose size is known beforehand; it
// never makes more of them. Its buffers are reused.
type Inflater struct {
	zstd  *zstd.Decoder
	lz4   *lz4.Reader
	plain []byte

	// What a pageReader reuses.
	in    *bufio.Reader
	raw   []byte
	vals  []uint64
	index []uint32
	null  []bool
}

// LZ4Frame is the LZ4 of feather files, which Parquet does not have.
const LZ4Frame format.CompressionCodec = -1

func newInflater() *Inflater {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		panic(err)
	}
	return &Inflater{zstd: d, lz4: lz4.NewReader(nil)}
}

// Inflate decompresses b to exactly n bytes, valid until the next call.
func (z *Inflater) Inflate(b []byte, codec format.CompressionCodec, n int) (out []byte, err error) {
	if codec == format.Uncompressed {
		return b, nil
	}
	z.plain = grow(z.plain, n)
	switch codec {
	case format.Snappy:
		if m, e := snappy.DecodedLen(b); e != nil || m != n {
			return nil, ErrDamaged
		}
		out, err = snappy.Decode(z.plain, b)
	case format.Zstd:
		out, err = z.zstd.DecodeAll(b, z.plain[:0:n])
	case format.Gzip:
		var r *gzip.Reader
		if r, err = gzip.NewReader(bytes.NewReader(b)); err == nil {
			out = z.plain
			err = readWhole(r, out)
		}
	case format.Lz4Raw:
		var m int
		m, err = lz4.UncompressBlock(b, z.plain)
		out = z.plain[:max(m, 0)]
	case LZ4Frame:
		z.lz4.Reset(bytes.NewReader(b))
		out = z.plain
		if err = readWhole(z.lz4, out); err == nil && !lz4Ends(b) {
			err = io.ErrUnexpectedEOF
		}
	default:
		return nil, fmt.Errorf("compression %s: expected ZSTD, SNAPPY, GZIP, LZ4_RAW or none", codec)
	}
	if err != nil {
		return nil, fmt.Errorf("the file is damaged: %w", err)
	}
	if len(out) != n {
		return nil, ErrDamaged
	}
	return out, nil
}

// readWhole fills b and makes sure that r ends there. A stream's checksum stands
// behind its last byte and is looked at by the read that finds the end.
func readWhole(r io.Reader, b []byte) error {
	if _, err := io.ReadFull(r, b); err != nil {
		return err
	}
	var more [1]byte
	for range 100 {
		switch n, err := r.Read(more[:]); {
		case n > 0:
			return ErrDamaged
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
	return io.ErrNoProgress
}

// lz4Ends reports whether a frame has its end mark, a block of no bytes, before
// the checksum of the text if it has one. lz4.Reader takes a frame that stops
// before either for a whole one.
func lz4Ends(b []byte) bool {
	const flags, checksum = 4, 1 << 2
	end := len(b)
	if len(b) > flags && b[flags]&checksum != 0 {
		end -= 4
	}
	return end >= 4 && binary.LittleEndian.Uint32(b[end-4:]) == 0
}

// grow returns a slice of n elements, in b's memory if that is large enough.
func grow[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n)
	}
	return b[:n]
}
