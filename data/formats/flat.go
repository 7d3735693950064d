package formats

import (
	"encoding/binary"

	"github.com/remora-bt/remora-bt/internal/columns"
)

// A flat is a table of the flatbuffers in which Arrow writes what describes its
// data:
//
//	table:  int32 distance back to its vtable, then the fields
//	vtable: uint16 own size, uint16 table size, uint16 place of each field or 0
//
// Reading outside of b panics, which the door turns into an error.
type flat struct {
	b  []byte
	at int
}

func flatRoot(b []byte) flat { return flat{b, int(binary.LittleEndian.Uint32(b))} }

// field is the place of field id, 0 if the table does not have it.
func (t flat) field(id int) int {
	vtable := t.at - int(t.i32(t.at))
	if 4+2*id >= int(t.u16(vtable)) {
		return 0
	}
	if o := int(t.u16(vtable + 4 + 2*id)); o != 0 {
		return t.at + o
	}
	return 0
}

func (t flat) u16(at int) uint16 { return binary.LittleEndian.Uint16(t.b[at:]) }
func (t flat) i32(at int) int32  { return int32(binary.LittleEndian.Uint32(t.b[at:])) }
func (t flat) i64(at int) int64  { return int64(binary.LittleEndian.Uint64(t.b[at:])) }

// byte, short, int and long return a number, 0 if it is absent.
func (t flat) byte(id int) byte {
	if at := t.field(id); at != 0 {
		return t.b[at]
	}
	return 0
}

func (t flat) short(id int) int {
	if at := t.field(id); at != 0 {
		return int(int16(t.u16(at)))
	}
	return 0
}

func (t flat) int(id int) int {
	if at := t.field(id); at != 0 {
		return int(t.i32(at))
	}
	return 0
}

func (t flat) long(id int) int64 {
	if at := t.field(id); at != 0 {
		return t.i64(at)
	}
	return 0
}

// table follows a field to the table it points to.
func (t flat) table(id int) (flat, bool) {
	at := t.field(id)
	if at == 0 {
		return flat{}, false
	}
	return t.follow(at), true
}

func (t flat) follow(at int) flat { return flat{t.b, at + int(uint32(t.i32(at)))} }

// vector returns where a field's elements of the given size begin and their
// number, which is checked against the room there is.
func (t flat) vector(id, size int) (start, n int) {
	at := t.field(id)
	if at == 0 {
		return 0, 0
	}
	v := t.follow(at)
	start, n = v.at+4, int(uint32(t.i32(v.at)))
	if n > (len(t.b)-start)/size {
		panic(columns.ErrDamaged)
	}
	return start, n
}

func (t flat) text(id int) string {
	start, n := t.vector(id, 1)
	return string(t.b[start : start+n])
}
