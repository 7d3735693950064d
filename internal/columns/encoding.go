package columns

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// plainDictionary is what writers of Parquet 1.0 call RLE_DICTIONARY.
const plainDictionary format.Encoding = 2

// values decodes n values into p.vals, and their texts into p.page.
func (p *pageReader) values(b []byte, n int, enc format.Encoding) (err error) {
	kind := p.column.Kind
	number := kind == parquet.Int32 || kind == parquet.Int64 || kind == parquet.Float || kind == parquet.Double
	switch {
	case (enc == format.RLEDictionary || enc == plainDictionary) && kind != parquet.Boolean:
		p.page.Texts = p.texts
		return p.dictionary(b, n)
	case kind == parquet.ByteArray:
		return p.textValues(b, n, enc)
	case kind == parquet.Boolean && enc == format.Plain:
		p.vals, err = bools(p.vals, b, n)
	case kind == parquet.Boolean && enc == format.RLE:
		if b, _, err = prefixed(b); err != nil {
			return err
		}
		if p.index, err = hybrid(p.index, b, 1, n); err != nil {
			return err
		}
		p.vals = grow(p.vals, n)
		for i, v := range p.index {
			p.vals[i] = uint64(v & 1)
		}
	case number && enc == format.Plain:
		p.vals, err = p.plainValues(p.vals[:0], b, n)
	case number && enc == format.ByteStreamSplit:
		p.vals, err = p.streamSplit(p.vals[:0], b, n)
	case enc == format.DeltaBinaryPacked && (kind == parquet.Int64 || kind == parquet.Int32):
		p.vals, _, err = delta(p.vals, b, n)
	case !number:
		err = fmt.Errorf("encoding %s of type %s: expected BOOLEAN, numbers of 32 or 64 bits, or texts", enc, kind)
	default:
		err = fmt.Errorf("encoding %s of type %s: expected PLAIN, RLE_DICTIONARY, DELTA_BINARY_PACKED or BYTE_STREAM_SPLIT", enc, kind)
	}
	return err
}

// bools decodes n bits, lowest first.
func bools(dst []uint64, b []byte, n int) ([]uint64, error) {
	if len(b) < (n+7)/8 {
		return dst, ErrDamaged
	}
	dst = grow(dst, n)
	for i := range dst {
		dst[i] = uint64(b[i/8] >> (i % 8) & 1)
	}
	return dst, nil
}

// width is the size of a plain value in bytes.
func (p *pageReader) width() int {
	if p.column.Kind == parquet.Float || p.column.Kind == parquet.Int32 {
		return 4
	}
	return 8
}

// plainValues appends n little-endian values to dst.
func (p *pageReader) plainValues(dst []uint64, b []byte, n int) ([]uint64, error) {
	w := p.width()
	if len(b) < n*w {
		return dst, ErrDamaged
	}
	dst = slices.Grow(dst, n)[:len(dst)+n]
	if w == 4 {
		for i := range dst {
			dst[i] = uint64(binary.LittleEndian.Uint32(b[4*i:]))
		}
		return dst, nil
	}
	for i := range dst {
		dst[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return dst, nil
}

// streamSplit is plainValues for values whose first bytes are stored before all
// of the second ones, and so on.
func (p *pageReader) streamSplit(dst []uint64, b []byte, n int) ([]uint64, error) {
	w := p.width()
	if len(b) < n*w {
		return dst, ErrDamaged
	}
	dst = slices.Grow(dst, n)[:n]
	for i := range dst {
		var v uint64
		for j := range w {
			v |= uint64(b[j*n+i]) << (8 * j)
		}
		dst[i] = v
	}
	return dst, nil
}

// dictionary decodes indices into the dictionary page, bit width first.
func (p *pageReader) dictionary(b []byte, n int) (err error) {
	if n == 0 { // none is there
		p.vals = p.vals[:0]
		return nil
	}
	if len(b) == 0 {
		return ErrDamaged
	}
	if p.index, err = hybrid(p.index, b[1:], uint(b[0]), n); err != nil {
		return err
	}
	p.vals = grow(p.vals, n)
	if p.column.Kind == parquet.ByteArray {
		for i, at := range p.index {
			if int(at) >= len(p.texts) {
				return ErrDamaged
			}
			p.vals[i] = uint64(at)
		}
		return nil
	}
	for i, at := range p.index {
		if int(at) >= len(p.bits) {
			return ErrDamaged
		}
		p.vals[i] = p.bits[at]
	}
	return nil
}
