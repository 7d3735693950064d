package shift

// blockDays is how many days of a tally are brought up to date together.
const blockDays = 16

// A rung is what a tally needs of a line, for one value.
type rung struct {
	*line
	mean, rest, price []float64
	cross             [][]float64 // by the other line and block: Σ of both rests' products
}

func newRungs(lines []*line, k int) []rung {
	out := make([]rung, len(lines))
	for i, l := range lines {
		v := &l.of[k]
		out[i] = rung{line: l, mean: v.mean, rest: v.rest, price: l.prices(v)}
	}
	for i := range out {
		for j := range out {
			sums := make([]float64, blocks(len(out[i].rest)))
			for d, r := range out[i].rest {
				sums[d/blockDays] += float64(r * out[j].rest[d])
			}
			out[i].cross = append(out[i].cross, sums)
		}
	}
	return out
}

func blocks(days int) int { return (days + blockDays - 1) / blockDays }

// A Tally keeps Σz and Σz² up while a mask grows change by change, so that many masks
// each of which holds the one before cost what they differ in. With −ΔN of one day,
// z of all days around it moves by a multiple of r; whole blocks of them are told and
// not looked at:
//
//	Σ(z + δ·r)² = Σz² + δ·(2·Σz·r + δ·Σr²)
//
// Sums differ from those of a Panel by rounding. One goroutine uses a tally at a time.
type Tally struct {
	rungs  []rung
	k      int
	z      []float64 // Σz of every line
	now    []float64 // z by day, what is owed left out
	square []float64 // Σz² by block, nothing left out
	with   [][]float64
	owed   [][]float64 // multiples of r, by line and block
	first  []float64   // first brackets by day, of all lines
	scale  float64     // Σ of their squares
}

// Tally makes the memory for one value. It is nil if no day is one of the worst.
func (b *Base) Tally(k int) *Tally {
	rungs := b.rungs[k]
	if len(rungs) == 0 {
		return nil
	}
	days := len(rungs[0].rest)
	t := &Tally{rungs: rungs, k: k, z: make([]float64, len(rungs)), now: make([]float64, days), square: make([]float64, blocks(days)), first: make([]float64, days)}
	for range rungs {
		t.with = append(t.with, make([]float64, blocks(days)))
		t.owed = append(t.owed, make([]float64, blocks(days)))
	}
	return t
}

// Reset goes back to the mask that marks nothing.
func (t *Tally) Reset() {
	t.scale = 0
	clear(t.z)
	clear(t.now)
	clear(t.square)
	clear(t.first)
	for l := range t.rungs {
		clear(t.with[l])
		clear(t.owed[l])
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
	t.scale += float64(u * (u + 2*t.first[d]))
	t.first[d] += u
	t.now[d] += u
	own := d / blockDays
	if c.Trades == 0 {
		t.settle(l, own, 0, 0, 0)
		return
	}
	from, to := x.from[d], x.to[d]+1
	a, b := from/blockDays, (to-1)/blockDays
	for k := a; k <= b; k++ {
		if k == own || k == a || k == b {
			t.settle(l, k, from, to, -trades)
		} else {
			t.owe(l, k, -trades)
		}
	}
}

// owe moves z of a whole block by a multiple of a line's rest.
func (t *Tally) owe(l int, block int32, by float64) {
	x := &t.rungs[l]
	t.square[block] += float64(by * (float64(2*t.with[l][block]) + float64(by*x.cross[l][block])))
	for j := range t.rungs {
		t.with[j][block] += float64(by * x.cross[j][block])
	}
	t.owed[l][block] += by
}

// settle pays a block what it is owed, moves the days [from, to) of it and sums it up.
func (t *Tally) settle(l int, block, from, to int32, by float64) {
	lo, hi := block*blockDays, min((block+1)*blockDays, int32(len(t.now)))
	now := t.now[lo:hi]
	var square float64
	if len(t.rungs) == 1 {
		rest, owed, with := t.rungs[0].rest[lo:hi], t.owed[0][block], 0.0
		a, b := max(from, lo)-lo, min(to, hi)-lo
		for d, r := range rest {
			q := owed
			if i := int32(d); i >= a && i < b {
				q += by
			}
			z := now[d] + float64(q*r)
			now[d] = z
			square += float64(z * z)
			with += float64(z * r)
		}
		t.square[block], t.with[0][block], t.owed[0][block] = square, with, 0
		return
	}
	for j := range t.rungs {
		t.with[j][block] = 0
	}
	for d := range now {
		z := now[d]
		for j := range t.rungs {
			q := t.owed[j][block]
			if i := lo + int32(d); j == l && i >= from && i < to {
				q += by
			}
			z += float64(q * t.rungs[j].rest[lo+int32(d)])
		}
		now[d] = z
		square += float64(z * z)
		for j := range t.rungs {
			t.with[j][block] += float64(z * t.rungs[j].rest[lo+int32(d)])
		}
	}
	t.square[block] = square
	for j := range t.rungs {
		t.owed[j][block] = 0
	}
}

// Z is Σz of a line.
func (t *Tally) Z(l int) float64 { return t.z[l] }

// Square is Σz² of all lines added by day, 0 where it is rounding.
func (t *Tally) Square() float64 {
	var a, b float64
	s := t.square
	for len(s) >= 2 {
		a, b, s = a+s[0], b+s[1], s[2:]
	}
	if len(s) > 0 {
		a += s[0]
	}
	return cleared(a+b, 2*t.scale)
}
