package columns

import "encoding/binary"

// Parquet's footer is written in Thrift's compact protocol, whose lists say their
// length first. parquet-go allocates what they say, so that one flipped bit can
// ask for more memory than there is, and follows nested structures as deep as they
// go. thriftSize walks a structure the same way and allocates nothing.

const (
	maxThriftDepth = 24
	maxThriftList  = 1 << 16 // elements; row groups are limited to 2^15 by the format
)

// thriftSize returns the length of the structure at the start of b, or an error
// if a length in it reaches beyond b.
func thriftSize(b []byte) (int, error) {
	w := thriftWalk{b: b}
	w.structure(0)
	if w.bad {
		return 0, errThrift
	}
	return w.i, nil
}

type thriftWalk struct {
	b   []byte
	i   int
	bad bool
}

// Types of the compact protocol.
const (
	thriftStop = iota
	thriftTrue
	thriftFalse
	thriftByte
	thriftI16
	thriftI32
	thriftI64
	thriftDouble
	thriftBinary
	thriftList
	thriftSet
	thriftMap
	thriftStruct
)

func (w *thriftWalk) skip(n uint64) {
	if n > uint64(len(w.b)-w.i) {
		w.bad = true
		return
	}
	w.i += int(n)
}

func (w *thriftWalk) byte() byte {
	if w.skip(1); w.bad {
		return 0
	}
	return w.b[w.i-1]
}

func (w *thriftWalk) varint() uint64 {
	u, n := binary.Uvarint(w.b[w.i:])
	if n <= 0 {
		w.bad = true
		return 0
	}
	w.i += n
	return u
}

func (w *thriftWalk) structure(depth int) {
	if depth > maxThriftDepth {
		w.bad = true
	}
	for !w.bad {
		head := w.byte()
		kind := head & 15
		if kind == thriftStop {
			return
		}
		if head>>4 == 0 {
			w.varint() // the field's number
		}
		if kind != thriftTrue && kind != thriftFalse { // a field holds a bool in its kind
			w.value(kind, depth)
		}
	}
}

func (w *thriftWalk) value(kind byte, depth int) {
	switch kind {
	case thriftTrue, thriftFalse, thriftByte:
		w.skip(1)
	case thriftI16, thriftI32, thriftI64:
		w.varint()
	case thriftDouble:
		w.skip(8)
	case thriftBinary:
		w.skip(w.varint())
	case thriftList, thriftSet:
		w.list(depth)
	case thriftStruct:
		w.structure(depth + 1)
	default: // no structure of Parquet has a map
		w.bad = true
	}
}

func (w *thriftWalk) list(depth int) {
	head := w.byte()
	n := uint64(head >> 4)
	if n == 15 {
		n = w.varint()
	}
	if n > maxThriftList || n > uint64(len(w.b)-w.i) {
		w.bad = true
	}
	for ; n > 0 && !w.bad; n-- {
		w.value(head&15, depth+1)
	}
}
