package columns

import "encoding/binary"

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
