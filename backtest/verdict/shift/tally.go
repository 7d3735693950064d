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
// z of all days around it moves by a multiple of r; blocks of days that all move by
// the same are told and not looked at:
//
//	Σ(z + δ·r)² = Σz² + δ·(2·Σz·r + δ·Σr²)
//
// Sums differ from those of a Panel by rounding. One goroutine uses a tally at a time.
type Tally struct {
	rungs  []rung
	k      int
	z      []float64   // Σz of every line
	now    []float64   // z by day, what is owed left out
	square []float64   // Σz² by block, nothing left out
	with   [][]float64 // Σz·r by line and block
	owed   [][]float64 // multiples of r, by line and block
	first  []float64   // first brackets by day, of all lines
	scale  float64     // Σ of their squares

	// Since the last sum.
	steps [][]float64 // by line and day: by how much more than the day before z moves
	dirty []bool      // blocks whose days move by different multiples, or by themselves
	moves []float64   // by line: by how much, while blocks are passed
}

// Tally makes the memory for one value. It is nil if no day is one of the worst.
func (b *Base) Tally(k int) *Tally {
	rungs := b.rungs[k]
	if len(rungs) == 0 {
		return nil
	}
	days := len(rungs[0].rest)
	t := &Tally{
		rungs: rungs, k: k, z: make([]float64, len(rungs)), now: make([]float64, days), square: make([]float64, blocks(days)), first: make([]float64, days),
		dirty: make([]bool, blocks(days)), moves: make([]float64, len(rungs)),
	}
	for range rungs {
		t.with = append(t.with, make([]float64, blocks(days)))
		t.owed = append(t.owed, make([]float64, blocks(days)))
		t.steps = append(t.steps, make([]float64, days+1))
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
	clear(t.dirty)
	for l := range t.rungs {
		clear(t.with[l])
		clear(t.owed[l])
		clear(t.steps[l])
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
	t.now[d] += u
	t.dirty[d/blockDays] = true
	if c.Trades != 0 {
		t.step(l, x.from[d], -trades)
		t.step(l, x.to[d]+1, trades)
	}
}

// step lets z of a day and all later ones move by a multiple of a line's rest.
func (t *Tally) step(l int, day int32, by float64) {
	t.steps[l][day] += by
	if day%blockDays != 0 && int(day) < len(t.now) {
		t.dirty[day/blockDays] = true
	}
}

// Square is Σz² of all lines added by day, 0 where it is rounding.
func (t *Tally) Square() float64 {
	var sum float64
	clear(t.moves)
	for b := range t.square {
		switch {
		case !t.dirty[b]:
			t.owe(b)
		case len(t.rungs) == 1:
			t.settleOne(b)
		default:
			t.settle(b)
		}
		sum += t.square[b]
	}
	for l := range t.steps {
		t.steps[l][len(t.now)] = 0
	}
	return cleared(sum, 2*t.scale)
}

// owe moves a block whose days all move by the same.
func (t *Tally) owe(b int) {
	for l := range t.rungs {
		if s := &t.steps[l][b*blockDays]; *s != 0 {
			t.moves[l] += *s
			*s = 0
		}
		by := t.moves[l]
		if by == 0 {
			continue
		}
		cross := t.rungs[l].cross
		t.square[b] += float64(by * (float64(2*t.with[l][b]) + float64(by*cross[l][b])))
		for j := range t.rungs {
			t.with[j][b] += float64(by * cross[j][b])
		}
		t.owed[l][b] += by
	}
}

// settleOne pays a block of the only line what it is owed, moves its days and sums it
// up.
func (t *Tally) settleOne(b int) {
	lo, hi := b*blockDays, min((b+1)*blockDays, len(t.now))
	now, rest, steps := t.now[lo:hi], t.rungs[0].rest[lo:hi], t.steps[0][lo:hi]
	by, owed := t.moves[0], t.owed[0][b]
	var square, with float64
	for d, r := range rest {
		by += steps[d]
		steps[d] = 0
		z := now[d] + float64((owed+by)*r)
		now[d] = z
		square += float64(z * z)
		with += float64(z * r)
	}
	t.moves[0], t.dirty[b] = by, false
	t.square[b], t.with[0][b], t.owed[0][b] = square, with, 0
}

// settle is settleOne for several lines.
func (t *Tally) settle(b int) {
	t.square[b], t.dirty[b] = 0, false
	for l := range t.rungs {
		t.with[l][b] = 0
	}
	for d := b * blockDays; d < min((b+1)*blockDays, len(t.now)); d++ {
		z := t.now[d]
		for l := range t.rungs {
			t.moves[l] += t.steps[l][d]
			t.steps[l][d] = 0
			z += float64((t.owed[l][b] + t.moves[l]) * t.rungs[l].rest[d])
		}
		t.now[d] = z
		t.square[b] += float64(z * z)
		for l := range t.rungs {
			t.with[l][b] += float64(z * t.rungs[l].rest[d])
		}
	}
	for l := range t.rungs {
		t.owed[l][b] = 0
	}
}

// Z is Σz of a line.
func (t *Tally) Z(l int) float64 { return t.z[l] }
