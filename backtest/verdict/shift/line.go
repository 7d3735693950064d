package shift

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
	return out
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

	window    []float64 // see count
	stretches []stretch
	events    []event // see closed
}

// take brings changes by days to the line's bins.
func (m *moves) take(l *line, days []Change) {
	m.tail = m.tail[:0]
	if l.bin == nil {
		m.changes = days
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

// A sum holds Σz and Σz² of one line, and a size of what Σz² is made of, against
// which rounding is told from a value.
type sum struct{ z, square, scale float64 }

// add takes the first bracket of a day's z, as what it is the difference of.
func (s *sum) add(profit, average float64) float64 {
	u := profit - average
	s.z += u
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
		u := total.add(profit.Float(), v.average(c))
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
