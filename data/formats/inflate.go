package formats

import (
	"bytes"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// An inflater decompresses pages and buffers whose size is known beforehand; it
// never makes more of them. Its buffers are reused.
type inflater struct {
	raw, plain []byte
	zstd       *zstd.Decoder
	lz4        *lz4.Reader
}

// lz4Frame is the LZ4 of feather files, which Parquet does not have.
const lz4Frame format.CompressionCodec = -1

func newInflater() (*inflater, func()) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true))
	if err != nil {
		panic(err)
	}
	return &inflater{zstd: d, lz4: lz4.NewReader(nil)}, d.Close
}

// inflate decompresses b to exactly n bytes, valid until the next call.
func (z *inflater) inflate(b []byte, codec format.CompressionCodec, n int) (out []byte, err error) {
	if codec == format.Uncompressed {
		return b, nil
	}
	z.plain = grow(z.plain, n)
	switch codec {
	case format.Snappy:
		if m, e := snappy.DecodedLen(b); e != nil || m != n {
			return nil, errPage
		}
		out, err = snappy.Decode(z.plain, b)
	case format.Zstd:
		out, err = z.zstd.DecodeAll(b, z.plain[:0:n])
	case format.Gzip:
		var r *gzip.Reader
		if r, err = gzip.NewReader(bytes.NewReader(b)); err == nil {
			out = z.plain
			_, err = io.ReadFull(r, out)
		}
	case format.Lz4Raw:
		var m int
		m, err = lz4.UncompressBlock(b, z.plain)
		out = z.plain[:max(m, 0)]
	case lz4Frame:
		z.lz4.Reset(bytes.NewReader(b))
		out = z.plain
		_, err = io.ReadFull(z.lz4, out)
	default:
		return nil, fmt.Errorf("compression %s: expected ZSTD, SNAPPY, GZIP, LZ4_RAW or none", codec)
	}
	if err != nil {
		return nil, fmt.Errorf("the file is damaged: %w", err)
	}
	if len(out) != n {
		return nil, errPage
	}
	return out, nil
}

// grow returns a slice of n elements, in b's memory if that is large enough.
func grow[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n)
	}
	return b[:n]
}
