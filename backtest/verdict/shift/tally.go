package shift

// A rung is what a tally needs of a line, for one value.
type rung struct {
	*line
	mean, rest, square, price []float64
}

func newRungs(lines []*line, k int) []rung {
	out := make([]rung, len(lines))
	for i, l := range lines {
		v := &l.of[k]
		out[i] = rung{line: l, mean: v.mean, rest: v.rest, square: v.square, price: l.prices(v)}
	}
	return out
}

// A Tally keeps Σz and Σz² up while a mask grows change by change, so that many masks
// each of which holds the one before cost what they differ in. With δ = −ΔN of one
// day, z of the days whose window holds it moves by δ·r/WN, and over these
//
//	Σ(z + δ·r/WN)² = Σz² + δ·(2·Σz·r/WN + δ·Σ(r/WN)²)
//
// Sums differ from those of a Panel by rounding. One goroutine uses a tally at a time.
type Tally struct {
	rungs  []rung
	k      int
	z      []float64 // Σz of every line
	now    []float64 // z by day, of all lines
	single *blocks   // instead, of the only line
	square float64   // Σ of their squares
	first  []float64 // first brackets by day, of all lines
	scale  float64   // Σ of their squares
}

// Tally makes the memory for one value. It is nil if no day is one of the worst.
func (b *Base) Tally(k int) *Tally {
	rungs := b.rungs[k]
	if len(rungs) == 0 {
		return nil
	}
	days := len(rungs[0].rest)
	t := &Tally{rungs: rungs, k: k, z: make([]float64, len(rungs)), first: make([]float64, days)}
	if len(rungs) == 1 {
		t.single = newBlocks(rungs[0].rest, rungs[0].square)
	} else {
		t.now = make([]float64, days)
	}
	return t
}

// Reset goes back to the mask that marks nothing.
func (t *Tally) Reset() {
	t.square, t.scale = 0, 0
	clear(t.z)
	clear(t.now)
	clear(t.first)
	if t.single != nil {
		t.single.reset()
	}
}

// Add takes what changes on one day of a line.
func (t *Tally) Add(l int, c *Change) {
	x := &t.rungs[l]
	d, trades := c.Day, float64(c.Trades)
	profit := c.Profit.Float()
	if t.k == Worst {
		profit = x.counted(c).Float()
	}
	t.z[l] += profit - float64(x.price[d]*trades)
	u := profit - float64(x.mean[d]*trades)
	t.scale += float64(u * (u + float64(2*t.first[d])))
	t.first[d] += u
	t.square += float64(u * (u + float64(2*t.bump(d, u))))
	if c.Trades != 0 {
		from, to := x.from[d], x.to[d]+1
		with := t.push(x, from, to, -trades)
		t.square -= float64(trades * (float64(2*with) - float64(trades*(x.square[to]-x.square[from]))))
	}
}

// bump adds to z of a day, and is z before that.
func (t *Tally) bump(d int32, u float64) (before float64) {
	if t.single != nil {
		before = t.single.at(d)
		t.single.bump(d, u)
		return before
	}
	before = t.now[d]
	t.now[d] += u
	return before
}

// push moves z of the days [from, to) by a multiple of a line's rest, and is Σz·rest
// before that.
func (t *Tally) push(x *rung, from, to int32, by float64) float64 {
	if t.single != nil {
		return t.single.push(from, to, by)
	}
	return push(t.now[from:to], x.rest[from:to], by)
}

// push moves z by a multiple of rest, and is Σz·rest before that. Four sums do not wait
// for each other.
func push(z, rest []float64, by float64) float64 {
	var a, b, c, d float64
	for len(z) >= 4 && len(rest) >= 4 {
		x, r := (*[4]float64)(z), (*[4]float64)(rest)
		a += float64(x[0] * r[0])
		b += float64(x[1] * r[1])
		c += float64(x[2] * r[2])
		d += float64(x[3] * r[3])
		x[0] += float64(by * r[0])
		x[1] += float64(by * r[1])
		x[2] += float64(by * r[2])
		x[3] += float64(by * r[3])
		z, rest = z[4:], rest[4:]
	}
	for i, r := range rest[:len(z)] {
		a += float64(z[i] * r)
		z[i] += float64(by * r)
	}
	return (a + b) + (c + d)
}

// Square is Σz² of all lines added by day, 0 where it is rounding.
func (t *Tally) Square() float64 { return cleared(t.square, 2*t.scale) }

// Z is Σz of a line.
func (t *Tally) Z(l int) float64 { return t.z[l] }
