package data

import (
	"iter"
	"math/bits"
	"slices"
)

// A Mask marks rows of a tape, a bit a row, such as those on which a filter refuses
// entry signals. Several goroutines may read one.
type Mask struct {
	words []uint64
	rows  int
}

// NewMask makes a mask of so many rows, none of them marked.
func NewMask(rows int) *Mask { return &Mask{make([]uint64, (rows+63)/64), rows} }

// Len is the number of rows.
func (m *Mask) Len() int { return m.rows }

// Get reports whether row i is marked, 0 ≤ i < Len.
func (m *Mask) Get(i int) bool { return m.words[i>>6]>>(i&63)&1 != 0 }

// Set marks row i.
func (m *Mask) Set(i int) { m.words[i>>6] |= 1 << (i & 63) }

// Clear takes the mark off row i.
func (m *Mask) Clear(i int) { m.words[i>>6] &^= 1 << (i & 63) }

// SetRange marks the rows from, up to and not including to.
func (m *Mask) SetRange(from, to int) {
	for i := from; i < to; {
		n := min(64-i&63, to-i)
		m.words[i>>6] |= ^uint64(0) >> (64 - n) << (i & 63)
		i += n
	}
}

// ClearRange takes the marks off the rows from, up to and not including to.
func (m *Mask) ClearRange(from, to int) {
	for i := from; i < to; {
		n := min(64-i&63, to-i)
		m.words[i>>6] &^= ^uint64(0) >> (64 - n) << (i & 63)
		i += n
	}
}

// Count is the number of marked rows.
func (m *Mask) Count() int {
	n := 0
	for _, w := range m.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// Next is the first marked row at or after i, or Len.
func (m *Mask) Next(i int) int { return m.seek(i, 0) }

// seek is the first row at or after i whose bit differs from those of flip, or Len.
func (m *Mask) seek(i int, flip uint64) int {
	if i >= m.rows {
		return m.rows
	}
	k := i >> 6
	word := (m.words[k] ^ flip) &^ (1<<(i&63) - 1)
	for word == 0 {
		if k++; k == len(m.words) {
			return m.rows
		}
		word = m.words[k] ^ flip
	}
	return min(k<<6+bits.TrailingZeros64(word), m.rows)
}

// Stretches yields the runs of marked rows in order, half-open and as long as they go.
func (m *Mask) Stretches() iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for from := m.seek(0, 0); from < m.rows; {
			to := m.seek(from, ^uint64(0))
			if !yield(from, to) {
				return
			}
			from = m.seek(to, 0)
		}
	}
}

// Shifted is the mask moved by so many rows into the future, round the end.
func (m *Mask) Shifted(rows int) *Mask {
	out := NewMask(m.rows)
	if m.rows == 0 {
		return out
	}
	by := (rows%m.rows + m.rows) % m.rows
	for from, to := range m.Stretches() {
		out.SetRange(from+by, min(to+by, m.rows))
		out.SetRange(max(from+by, m.rows)-m.rows, max(to+by, m.rows)-m.rows)
	}
	return out
}

// Equal reports whether both masks mark the same of as many rows.
func (m *Mask) Equal(o *Mask) bool { return m.rows == o.rows && slices.Equal(m.words, o.words) }

// Clone is a mask of its own with the same rows marked.
func (m *Mask) Clone() *Mask { return &Mask{slices.Clone(m.words), m.rows} }
