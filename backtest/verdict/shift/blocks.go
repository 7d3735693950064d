package shift

// blockDays is how many days of a line share one place for what is owed to all of them.
const blockDays = 16

// A block holds what its days have in common, so that a window of half a year is a few
// days at either end and some blocks between them.
type block struct {
	owed   float64 // multiple of rest that is not yet in the days
	with   float64 // Σ z·rest
	square float64 // Σ rest²
}

// Blocks are z of one line by day while multiples of rest are added to windows.
type blocks struct {
	rest, square []float64 // see value
	days         []float64 // z but for what is owed
	of           []block
}

func newBlocks(rest, square []float64) *blocks {
	n := len(rest)
	b := &blocks{rest: rest, square: square, days: make([]float64, n), of: make([]block, (n+blockDays-1)/blockDays)}
	for i := range b.of {
		from := i * blockDays
		b.of[i].square = square[min(from+blockDays, n)] - square[from]
	}
	return b
}

func (b *blocks) reset() {
	clear(b.days)
	for i := range b.of {
		b.of[i].owed, b.of[i].with = 0, 0
	}
}

// at is z of a day.
func (b *blocks) at(d int32) float64 { return b.days[d] + float64(b.of[d/blockDays].owed*b.rest[d]) }

// bump adds to z of a day.
func (b *blocks) bump(d int32, u float64) {
	b.days[d] += u
	b.of[d/blockDays].with += float64(u * b.rest[d])
}

// push moves z of the days [from, to) by a multiple of rest, and is Σz·rest before that.
func (b *blocks) push(from, to int32, by float64) (with float64) {
	first, last := from/blockDays, to/blockDays
	if first == last {
		return b.some(first, from, to, by)
	}
	if from%blockDays != 0 {
		with = b.some(first, from, (first+1)*blockDays, by)
		first++
	}
	for i := range b.of[first:last] {
		o := &b.of[int(first)+i]
		with += o.with
		o.owed += by
		o.with += float64(by * o.square)
	}
	if to%blockDays != 0 {
		with += b.some(last, last*blockDays, to, by)
	}
	return with
}

// some is push of some days of a block.
func (b *blocks) some(block, from, to int32, by float64) float64 {
	o, square := &b.of[block], b.square[to]-b.square[from]
	with := push(b.days[from:to], b.rest[from:to], by) + float64(o.owed*square)
	o.with += float64(by * square)
	return with
}
