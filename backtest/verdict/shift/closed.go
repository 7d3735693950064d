package shift

// A flat is a line by days laid out for closed.
type flat struct {
	at     []atDay
	square [][values]float64 // Σ (r/WN)² before each day
	size   [values]float64   // see closed
}

// An atDay is what a placebo needs of one day, side by side in the processor's cache.
type atDay struct {
	lo, hi     int32                                        // its window
	from, past int32                                        // the first day whose window holds it, and the first one after those
	of         [values]struct{ mean, rest, spread float64 } // spread: Σ of rest over the days whose window holds this one
	keep       Money                                        // all bits on one of the worst days, else none
}

func newFlat(l *line) *flat {
	f := &flat{at: make([]atDay, len(l.lo)), square: make([][values]float64, len(l.lo)+1)}
	for d := range f.at {
		x := &f.at[d]
		x.lo, x.hi, x.from, x.past = l.lo[d], l.hi[d], l.from[d], l.to[d]+1
		if l.worst != nil && l.worst[d] {
			x.keep = -1
		}
	}
	for k := range l.of {
		v := &l.of[k]
		for d, mean := range v.mean {
			x := &f.at[d].of[k]
			x.mean, x.rest, x.spread = mean, v.rest[d], v.sum[l.to[d]+1]-v.sum[l.from[d]]
			f.square[d+1][k] = v.square[d+1]
			f.size[k] = max(f.size[k], float64(mean*mean))
		}
		f.size[k] += float64(4 * f.square[len(f.at)][k])
	}
	return f
}

// An event is a change as the windows of a line see it.
type event struct {
	from, past int32 // see atDay
	trades     int32
}

// closed works Σz and Σz² of both values out without looking at the days between
// the changes. With u the first bracket of z, Q = Σ−ΔN and WN = ΣN over the window,
// r = P − m·N, h = Σ r/WN over the days whose window holds a day, and A_t = Σ (r/WN)²
// over the days before t:
//
//	Σz  = Σ_changes u − ΔN·h
//	Σz² = Σ_changes u·(u + 2·Q·(r/WN)) + Σ_t A_t·(Q²_before − Q²_after)
//
// with t the days on which Q changes: those on which a change enters the window or
// has left it. What these terms come to can be many times what is left of them. The
// scale, of which cleared takes a part for rounding, bounds the sum of their sizes:
//
//	Σu² + (max m² + 4·A_end)·(Σ|ΔN|)²
func (f *flat) closed(m *moves, changes []Change) (out [values]sum) {
	if cap(m.events) < len(changes) {
		m.events = make([]event, 2*len(changes))
	}
	events := m.events[:len(changes)]
	f.firsts(changes, events, &out)
	f.squares(events, &out)
	return out
}

// firsts fills the events in and takes all of closed but the last sum.
func (f *flat) firsts(changes []Change, events []event, out *[values]sum) {
	at := f.at
	lo, hi := 0, 0
	var in, size int32
	var p, t sum
	for i := range changes {
		c := &changes[i]
		d := &at[c.Day]
		first, last := d.lo, d.hi
		for ; hi < len(changes) && changes[hi].Day <= last; hi++ {
			in -= changes[hi].Trades
		}
		for ; changes[lo].Day < first; lo++ {
			in += changes[lo].Trades
		}
		n := c.Trades
		size += max(n, -n)
		x, w := float64(n), float64(2*in)
		events[i] = event{d.from, d.past, n}
		u := float64(float64(c.Profit)*unit) - float64(x*d.of[Profit].mean)
		p.z += u - float64(x*d.of[Profit].spread)
		p.scale += float64(u * u)
		p.square += float64(u * float64(w*d.of[Profit].rest))
		u = float64(float64(c.Profit&d.keep)*unit) - float64(x*d.of[Worst].mean)
		t.z += u - float64(x*d.of[Worst].spread)
		t.scale += float64(u * u)
		t.square += float64(u * float64(w*d.of[Worst].rest))
	}
	p.square += p.scale
	t.square += t.scale
	all := float64(size) * float64(size)
	p.scale += float64(all * f.size[Profit])
	t.scale += float64(all * f.size[Worst])
	out[Profit], out[Worst] = p, t
}

// squares adds the last sum of closed. Counts are integers, for one need not wait for
// the other as sums of floats do.
func (f *flat) squares(events []event, out *[values]sum) {
	square := f.square
	gone := 0
	var q int64
	var p, t, p2, t2 float64
	for i := range events {
		e := &events[i]
		from := e.from
		for o := &events[gone]; o.past <= from; o = &events[gone] {
			n, before := int64(o.trades), &square[o.past]
			fall := float64(-n * (2*q + n))
			q += n
			p += float64(before[Profit] * fall)
			t += float64(before[Worst] * fall)
			gone++
		}
		n, before := int64(e.trades), &square[from]
		fall := float64(n * (2*q - n))
		q -= n
		p2 += float64(before[Profit] * fall)
		t2 += float64(before[Worst] * fall)
	}
	for _, o := range events[gone:] {
		n, before := int64(o.trades), &square[o.past]
		fall := float64(-n * (2*q + n))
		q += n
		p += float64(before[Profit] * fall)
		t += float64(before[Worst] * fall)
	}
	out[Profit].square += p + p2
	out[Worst].square += t + t2
}
