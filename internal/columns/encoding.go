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

// hybrid decodes n values of Parquet's mix of runs and packed bits:
//
//	run:    varint 2·count,      the value in ⌈width/8⌉ bytes
//	packed: varint 2·groups + 1, 8·groups values of width bits, lowest first
func hybrid(dst []uint32, b []byte, width uint, n int) ([]uint32, error) {
	if width > 32 {
		return dst, ErrDamaged
	}
	dst = grow(dst, n)[:0]
	for len(dst) < n {
		head, size := binary.Uvarint(b)
		if size <= 0 {
			return dst, ErrDamaged
		}
		b = b[size:]
		count := head >> 1
		if head&1 == 0 {
			bytes := int(width+7) / 8
			if len(b) < bytes || count == 0 || count > uint64(n-len(dst)) {
				return dst, ErrDamaged
			}
			var v uint32
			for i := range bytes {
				v |= uint32(b[i]) << (8 * i)
			}
			b = b[bytes:]
			for range count {
				dst = append(dst, v)
			}
			continue
		}
		// The last group is padded, but its bytes may be left out.
		if count == 0 || count > uint64(n)/8+1 {
			return dst, ErrDamaged
		}
		m := min(int(count)*8, n-len(dst))
		if len(b)*8 < m*int(width) {
			return dst, ErrDamaged
		}
		for i := range m {
			dst = append(dst, uint32(bitsAt(b, i*int(width), width)))
		}
		b = b[min(len(b), int(count)*int(width)):]
	}
	return dst, nil
}

// bitsAt reads width bits, 64 at most, from bit i of b on.
func bitsAt(b []byte, i int, width uint) uint64 {
	at, shift := i/8, uint(i%8)
	if at+9 <= len(b) {
		v := binary.LittleEndian.Uint64(b[at:]) >> shift
		if shift > 0 {
			v |= uint64(b[at+8]) << (64 - shift)
		}
		return v & mask(width)
	}
	var v uint64
	for j := at; j < len(b) && j < at+8; j++ {
		v |= uint64(b[j]) << (8 * (j - at))
	}
	v >>= shift
	if shift > 0 && at+8 < len(b) {
		v |= uint64(b[at+8]) << (64 - shift)
	}
	return v & mask(width)
}

func mask(width uint) uint64 { return 1<<width - 1 } // a shift by 64 gives 0, so all ones

// delta decodes n differences and returns the bytes after them:
//
//	header: varint block size, mini blocks in a block, count; zigzag first value
//	block:  zigzag least difference, a bit width for each mini block, their bits
func delta(dst []uint64, b []byte, n int) ([]uint64, []byte, error) {
	var head [3]uint64
	for i := range head {
		u, size := binary.Uvarint(b)
		if size <= 0 {
			return dst, nil, ErrDamaged
		}
		head[i], b = u, b[size:]
	}
	block, minis, count := head[0], head[1], head[2]
	if block == 0 || block%128 != 0 || block > 1<<20 || minis == 0 || minis > block/32 || block%(minis*32) != 0 || count != uint64(n) {
		return dst, nil, ErrDamaged
	}
	v, size := binary.Varint(b)
	if size <= 0 {
		return dst, nil, ErrDamaged
	}
	b = b[size:]
	per := int(block / minis)
	dst = grow(dst, n)[:0]
	if n > 0 {
		dst = append(dst, uint64(v))
	}
	for len(dst) < n {
		least, size := binary.Varint(b)
		if size <= 0 || len(b)-size < int(minis) {
			return dst, nil, ErrDamaged
		}
		widths := b[size:][:minis]
		b = b[size+int(minis):]
		for _, w := range widths {
			m := min(per, n-len(dst))
			if m == 0 {
				break
			}
			if w > 64 || len(b)*8 < m*int(w) {
				return dst, nil, ErrDamaged
			}
			for i := range m {
				v += least + int64(bitsAt(b, i*int(w), uint(w)))
				dst = append(dst, uint64(v))
			}
			b = b[min(len(b), per*int(w)/8):]
		}
	}
	return dst, b, nil
}
