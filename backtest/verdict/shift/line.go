package shift

import "math"

// A line laid out for thousands of placebos. Its bins are days, or the weeks of a
// mask of weekdays.
type line struct {
	*frame
	of     [values]value
	days   int     // day 0 of the line, counted from the panel's
	worst  []bool  // by day of the line; nil if no day is one of the worst
	bin    []int32 // of each day, counted from the line's first; nil where bins are days
	offset int     // of the line's first bin among the panel's
	sign   float64
	at     []atDay
	square [][values]float64 // Σ (r/WN)² before each day
}

// An atDay is what a placebo needs of one day, in one line of the processor's cache.
type atDay struct {
	lo, hi, from, to int32
	of               [values]struct{ mean, rest, spread float64 } // spread: Σ of rest over the days whose window holds this one
}

// newLine takes the worst days and the bins of the panel's days.
func newLine(l Line, w Window, worst []bool, bins []int32, days int, sign float64) *line {
	out := &line{days: days, offset: days, sign: sign}
	profit, trades := l.Profit, l.Trades
	tail := make([]Money, len(profit))
	if worst != nil {
		out.worst = worst[days : days+len(profit)]
		for d, p := range profit {
			if out.worst[d] {
				tail[d] = p
			}
		}
	}
	if bins != nil {
		out.offset, out.bin = int(bins[days]), make([]int32, len(profit))
		for d := range out.bin {
			out.bin[d] = bins[days+d] - bins[days]
		}
		profit, tail, trades = binned(profit, out.bin), binned(tail, out.bin), binned(trades, out.bin)
	}
	out.frame = newFrame(trades, w)
	out.of[Profit] = out.newValue(profit)
	if worst != nil {
		out.of[Worst] = out.newValue(tail)
	}
	out.gather()
	return out
}

// gather lays the values side by side.
func (l *line) gather() {
	l.at, l.square = make([]atDay, len(l.lo)), make([][values]float64, len(l.lo)+1)
	for d := range l.at {
		l.at[d].lo, l.at[d].hi, l.at[d].from, l.at[d].to = l.lo[d], l.hi[d], l.from[d], l.to[d]
	}
	for k := range l.of {
		v := &l.of[k]
		for d, mean := range v.mean {
			x := &l.at[d].of[k]
			x.mean, x.rest, x.spread = mean, v.rest[d], v.sum[l.to[d]+1]-v.sum[l.from[d]]
			l.square[d+1][k] = v.square[d+1]
		}
	}
}

func binned[T Money | int32](days []T, bin []int32) []T {
	out := make([]T, bin[len(bin)-1]+1)
	for d, x := range days {
		out[bin[d]] += x
	}
	return out
}

// moves are the changes of a line by its bins.
type moves struct {
	changes []Change
	tail    []Money // what of each change counts for the value of the worst days

	window       []float64 // see count
	stretches    []stretch
	enter, leave []int32 // see closed
}

// take brings changes by days to the line's bins.
func (m *moves) take(l *line, days []Change) {
	m.tail = m.tail[:0]
	if l.bin == nil {
		m.changes = days
		if l.worst == nil {
			return
		}
		for i := range days {
			m.tail = append(m.tail, l.counted(&days[i]))
		}
		return
	}
	m.changes = m.changes[:0]
	for i := range days {
		c := days[i]
		if n := len(m.changes) - 1; n < 0 || m.changes[n].Day != l.bin[c.Day] {
			m.changes, m.tail = append(m.changes, Change{Day: l.bin[c.Day]}), append(m.tail, 0)
		}
		at := &m.changes[len(m.changes)-1]
		at.Trades, at.Refused, at.Profit = at.Trades+c.Trades, at.Refused+c.Refused, at.Profit+c.Profit
		m.tail[len(m.tail)-1] += l.counted(&c)
	}
}

// counted is the part of a change of a day that counts for the worst days.
func (l *line) counted(c *Change) Money {
	if l.worst != nil && l.worst[c.Day] {
		return c.Profit
	}
	return 0
}

// A sum holds Σz and Σz² of one line, and the size of what Σz² is made of, against
// which rounding is told from a value.
type sum struct{ z, square, scale float64 }

// add takes the first bracket of a day's z, as what it is the difference of, and the
// second of that day, which Σz² needs beside it.
func (s *sum) add(profit, average, second float64) float64 {
	u := profit - average
	s.z += u
	s.square += float64(u * (u + float64(2*second)))
	s.scale += float64(average*average) + float64(u*u)
	return u
}

// stretch takes the second bracket over days of which Q is the same, from the sum of
// r/WN and that of its square.
func (s *sum) stretch(q, rest, square float64) {
	s.z += float64(q * rest)
	s.scale += float64(q * q * square)
}

// count sums −ΔN over the window of every change.
func (m *moves) count(l *line) {
	changes, out := m.changes, m.window[:0]
	lo, hi, in := 0, 0, int32(0)
	for i := range changes {
		d := changes[i].Day
		for hi < len(changes) && changes[hi].Day <= l.hi[d] {
			in -= changes[hi].Trades
			hi++
		}
		for changes[lo].Day < l.lo[d] {
			in += changes[lo].Trades
			lo++
		}
		out = append(out, float64(in))
	}
	m.window = out
}

// A stretch is the days [from, to) over whose windows −ΔN adds up to the same count.
type stretch struct {
	from, to int32
	count    float64
}

// stretch finds the stretches of a line's days, those of count 0 left out. O(changes).
func (m *moves) stretch(l *line) {
	out, changes := m.stretches[:0], m.changes
	var at, in int32
	for a, b := 0, 0; b < len(changes); {
		next := l.to[changes[b].Day] + 1
		if a < len(changes) {
			next = min(next, l.from[changes[a].Day])
		}
		if in != 0 && next > at {
			out = append(out, stretch{at, next, float64(in)})
		}
		at = next
		for a < len(changes) && l.from[changes[a].Day] == next {
			in -= changes[a].Trades
			a++
		}
		for b < a && l.to[changes[b].Day]+1 == next {
			in += changes[b].Trades
			b++
		}
	}
	m.stretches = out
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
// has left it.
func (l *line) closed(m *moves) (out [values]sum) {
	changes := m.changes
	m.enter, m.leave = m.enter[:0], m.leave[:0]
	lo, hi, in := 0, 0, int32(0)
	for i := range changes {
		c := &changes[i]
		d := &l.at[c.Day]
		m.enter, m.leave = append(m.enter, d.from), append(m.leave, d.to+1)
		for hi < len(changes) && changes[hi].Day <= d.hi {
			in -= changes[hi].Trades
			hi++
		}
		for changes[lo].Day < d.lo {
			in += changes[lo].Trades
			lo++
		}
		n, q := float64(c.Trades), float64(in)
		p, t := &d.of[Profit], &d.of[Worst]
		out[Profit].add(c.Profit.Float(), float64(n*p.mean), float64(q*p.rest))
		out[Profit].z -= float64(n * p.spread)
		if l.worst != nil {
			out[Worst].add(m.tail[i].Float(), float64(n*t.mean), float64(q*t.rest))
			out[Worst].z -= float64(n * t.spread)
		}
	}
	l.squares(m, &out)
	return out
}

// squares adds the last sum of closed. Its terms are many times what is left of them,
// so that each counts for the scale.
func (l *line) squares(m *moves, out *[values]sum) {
	changes, enter, leave := m.changes, m.enter, m.leave
	q, a := int64(0), 0
	for b := 0; b < len(leave); {
		at, next := leave[b], q
		if a < len(enter) && enter[a] <= at {
			at = enter[a]
			next -= int64(changes[a].Trades)
			a++
		} else {
			next += int64(changes[b].Trades)
			b++
		}
		fall, before := float64((q-next)*(q+next)), &l.square[at]
		for k := range out {
			term := float64(before[k] * fall)
			out[k].square += term
			out[k].scale += math.Abs(term)
		}
		q = next
	}
}

// dense adds z of one value to the panel's days, for lines that are added before z
// is squared. The square is not that of the line alone and is left out.
func (l *line) dense(k int, m *moves, z []float64) (total sum) {
	v := &l.of[k]
	z = z[l.offset:]
	for i := range m.changes {
		c := &m.changes[i]
		profit := c.Profit
		if k == Worst {
			profit = m.tail[i]
		}
		u := total.add(profit.Float(), v.average(c), 0)
		z[c.Day] += float64(l.sign * u)
	}
	for _, x := range m.stretches {
		total.stretch(x.count, v.sum[x.to]-v.sum[x.from], v.square[x.to]-v.square[x.from])
		q := l.sign * x.count
		rest, days := v.rest[x.from:x.to], z[x.from:x.to]
		for d, r := range rest {
			days[d] += float64(q * r)
		}
	}
	return total
}
