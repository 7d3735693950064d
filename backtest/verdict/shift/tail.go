package shift

import (
	"cmp"
	"math"
	"slices"
)

// FewTail is the number of worst days below which nothing is said of them.
const FewTail = 20

// worstDays is how many days the worst (or best) 5 % of n are.
func worstDays(n int) int { return (n + 19) / 20 }

// Tail marks the worst days of a joined book: the ⌈5 %⌉ lowest below 0, ties by
// date, at most a quarter of the losing days. It is nil if there is none.
func Tail(book []Money) []bool {
	var losing []int
	for d, p := range book {
		if p < 0 {
			losing = append(losing, d)
		}
	}
	n := min(worstDays(len(book)), len(losing)/4)
	if n == 0 {
		return nil
	}
	slices.SortStableFunc(losing, func(a, b int) int { return cmp.Compare(book[a], book[b]) })
	out := make([]bool, len(book))
	for _, d := range losing[:n] {
		out[d] = true
	}
	return out
}

// A Risk holds the figures of one arm's days at the fixed stake, in the quote asset.
type Risk struct {
	CVaR       float64 // mean of the worst 5 % of days, of this arm's own
	Best       float64 // mean of the best 5 %
	Volatility float64 // deviation of daily profits, divisor n − 1
	WorstDay   float64
	Drawdown   float64 // deepest fall of the summed days from their peak, which starts at 0
	Ulcer      float64 // root of the mean squared fall
}

// Metrics are the figures of a Risk in order, and whether more is better.
var Metrics = []struct {
	Key    string
	Of     func(*Risk) float64
	Better int
}{
	{"daily_cvar_5", func(r *Risk) float64 { return r.CVaR }, +1},
	{"volatility_daily", func(r *Risk) float64 { return r.Volatility }, -1},
	{"worst_day", func(r *Risk) float64 { return r.WorstDay }, +1},
	{"max_drawdown", func(r *Risk) float64 { return r.Drawdown }, -1},
	{"ulcer", func(r *Risk) float64 { return r.Ulcer }, -1},
	{"best_days", func(r *Risk) float64 { return r.Best }, +1},
}

// A book is the joined baseline with its days from the worst on.
type book struct {
	daily []Money
	order []int32
}

func newBook(daily []Money) book {
	b := book{daily, make([]int32, len(daily))}
	for d := range b.order {
		b.order[d] = int32(d)
	}
	slices.SortStableFunc(b.order, func(i, j int32) int { return cmp.Compare(daily[i], daily[j]) })
	return b
}

// An arm is the joined book as a mask leaves it.
type arm struct {
	*book
	now     []Money
	touched []int32
	moved   []bool
	pool    []Money
}

func (b *book) arm() arm {
	n := len(b.daily)
	return arm{book: b, now: slices.Clone(b.daily), moved: make([]bool, n)}
}

func (a *arm) reset() {
	for _, d := range a.touched {
		a.now[d], a.moved[d] = a.daily[d], false
	}
	a.touched = a.touched[:0]
}

func (a *arm) apply(changes []Change, offset int) {
	for i := range changes {
		d := int32(offset) + changes[i].Day
		if !a.moved[d] {
			a.moved[d] = true
			a.touched = append(a.touched, d)
		}
		a.now[d] += changes[i].Profit
	}
}

func (a *arm) risk() Risk {
	n := len(a.now)
	k := worstDays(n)
	r := Risk{CVaR: a.extreme(k, false) / float64(k), Best: a.extreme(k, true) / float64(k)}
	var sum, peak, worst Money
	var fallen float64
	for d, p := range a.now {
		if d == 0 || p < worst {
			worst = p
		}
		sum += p
		peak = max(peak, sum)
		r.Drawdown = max(r.Drawdown, (peak - sum).Float())
		fall := (peak - sum).Float()
		fallen += float64(fall * fall)
	}
	r.WorstDay, r.Ulcer = worst.Float(), math.Sqrt(fallen/float64(n))
	if n > 1 {
		mean, square := sum.Float()/float64(n), 0.0
		for _, p := range a.now {
			e := p.Float() - mean
			square += float64(e * e)
		}
		r.Volatility = math.Sqrt(square / float64(n-1))
	}
	return r
}

// extreme adds the k lowest days up, or the k highest: they are among the k most
// extreme that the mask left alone and those it touched.
func (a *arm) extreme(k int, high bool) float64 {
	a.pool = a.pool[:0]
	sign := Money(1)
	if high {
		sign = -1
	}
	for i, left := 0, k; i < len(a.order) && left > 0; i++ {
		d := a.order[i]
		if high {
			d = a.order[len(a.order)-1-i]
		}
		if !a.moved[d] {
			a.pool = append(a.pool, sign*a.now[d])
			left--
		}
	}
	for _, d := range a.touched {
		a.pool = append(a.pool, sign*a.now[d])
	}
	return (sign * lowest(a.pool, k)).Float()
}

// lowest adds the k lowest of xs up and reorders them (Hoare's Find).
func lowest(xs []Money, k int) (sum Money) {
	lo, hi := 0, len(xs)-1
	for lo < hi {
		pivot, i, j := xs[(lo+hi)/2], lo, hi
		for i <= j {
			for xs[i] < pivot {
				i++
			}
			for xs[j] > pivot {
				j--
			}
			if i <= j {
				xs[i], xs[j] = xs[j], xs[i]
				i++
				j--
			}
		}
		switch {
		case k-1 <= j:
			hi = j
		case k-1 >= i:
			lo = i
		default:
			lo = hi
		}
	}
	for _, x := range xs[:k] {
		sum += x
	}
	return sum
}
