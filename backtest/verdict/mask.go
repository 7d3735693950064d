package verdict

// A view is a mask laid over a lane: shut tells whether the gate refuses the
// entry whose signal lies at a row of the lane.
type view struct {
	bits []uint64
	off  uint32
}

func (v view) shut(at int32) bool {
	i := uint32(at) + v.off
	return v.bits[i>>6]>>(i&63)&1 != 0
}

// A mask is one book's blocked rows, from the midnight that begins the first
// tested day to the one that ends the last, written twice over so that a circular
// shift is an offset. The hours of these two days outside the test are open.
type mask struct {
	bits   []uint64
	length int // rows of one turn
	size   int // rows per shift unit
}

// mask lays out the blocked rows of a lane's tape. Rows before the first tested
// one never matter.
func (l *lane) mask(blocked []bool) *mask {
	m := &mask{length: l.units * l.size, size: l.size}
	m.bits = make([]uint64, (2*m.length+63)/64+1)
	for row := l.first; row < min(l.rows, len(blocked)); row++ {
		if blocked[row] {
			i := row - l.base
			m.set(i)
			m.set(i + m.length)
		}
	}
	return m
}

func (m *mask) set(i int) { m.bits[i>>6] |= 1 << (i & 63) }

func (m *mask) get(i int) bool { return m.bits[i>>6]>>(i&63)&1 != 0 }

// shifted is the mask moved n units into the future, round the end.
func (m *mask) shifted(n int) view {
	turn := m.length / m.size
	n = ((n % turn) + turn) % turn
	return view{m.bits, uint32(m.length - n*m.size)}
}

// delayed is the mask moved n candles into the future; what it leaves behind at
// the start is open.
func (m *mask) delayed(n int) view {
	d := &mask{bits: make([]uint64, len(m.bits)), length: m.length, size: m.size}
	for i := n; i < m.length; i++ {
		if m.get(i - n) {
			d.set(i)
		}
	}
	return view{d.bits, 0}
}

// A segment is a stretch of whole shift units that is turned by itself.
type segment struct{ from, to int }

// within is the mask with every segment moved by its own number of units, round
// the segment's own end. Units outside of any segment stay.
func (m *mask) within(segments []segment, moves []int) view {
	d := &mask{bits: make([]uint64, len(m.bits)), length: m.length, size: m.size}
	place := make([]int, m.length/m.size)
	for u := range place {
		place[u] = u
	}
	for s, g := range segments {
		for u := g.from; u < g.to; u++ {
			place[u] = g.from + (u-g.from+moves[s])%(g.to-g.from)
		}
	}
	for u, to := range place {
		m.copyUnit(d, u, to)
	}
	return view{d.bits, 0}
}

// copyUnit copies unit u of m to unit to of d, a word at a time.
func (m *mask) copyUnit(d *mask, u, to int) {
	src, dst := u*m.size, to*m.size
	for done := 0; done < m.size; {
		n := min(64-dst&63, m.size-done)
		word := m.bits[src>>6] >> (src & 63)
		if r := src & 63; r != 0 {
			word |= m.bits[src>>6+1] << (64 - r)
		}
		if n < 64 {
			word &= 1<<n - 1
		}
		d.bits[dst>>6] |= word << (dst & 63)
		src, dst, done = src+n, dst+n, done+n
	}
}
