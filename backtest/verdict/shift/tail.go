package shift

import (
	"math"
	"slices"
	"sort"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// FewTail is the number of worst days below which nothing is said of them.
const FewTail = 20

// worstDays is how many days the worst (or best) 5 % of n are.
func worstDays(n int) int { return (n + 19) / 20 }

// tail marks the worst days of a joined book: the ⌈5 %⌉ lowest below 0, ties by
// date, at most a quarter of the losing days. It is nil if there is none.
func (b *book) tail() []bool {
	losing := sort.Search(len(b.order), func(i int) bool { return b.daily[b.order[i]] >= 0 })
	n := min(worstDays(len(b.daily)), losing/4)
	if n == 0 {
		return nil
	}
	out := make([]bool, len(b.daily))
	for _, d := range b.order[:n] {
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

// A book is the joined baseline with its days from the worst on, ties by date.
type book struct {
	daily  []Money
	order  []int32
	sum    Money
	square float64 // Σ of the squared days, in 10⁻⁸ units
}

func newBook(daily []Money) book {
	b := book{daily: daily}
	var low Money
	for _, p := range daily {
		b.sum += p
		b.square += float64(float64(p) * float64(p))
		low = min(low, p)
	}
	above := make([]uint64, len(daily))
	for d, p := range daily {
		above[d] = uint64(p - low)
	}
	b.order = stats.Order(above)
	return b
}

// An arm is the joined book as a mask leaves it.
type arm struct {
	*book
	now     []Money
	touched []int32
	moved   []bool

	left, pool []Money // see extreme
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

// risk is O(days touched) but for drawdown and ulcer, which follow the path of the
// days in one pass.
func (a *arm) risk() Risk {
	n := len(a.now)
	k := worstDays(n)
	r := Risk{CVaR: a.extreme(k, false) / float64(k), Best: a.extreme(k, true) / float64(k), WorstDay: a.extreme(1, false)}
	r.Volatility = a.volatility()
	var sum, peak, deepest Money
	var fallen float64
	for _, p := range a.now {
		sum += p
		peak = max(peak, sum)
		deepest = max(deepest, peak-sum)
		fall := float64(peak - sum)
		fallen += float64(fall * fall)
	}
	r.Drawdown, r.Ulcer = deepest.Float(), unit*math.Sqrt(fallen/float64(n))
	return r
}

// unit is what one of a Money is worth.
const unit = 1e-8

// volatility is the deviation of the days, from the book's sums and the days touched.
func (a *arm) volatility() float64 {
	n := float64(len(a.now))
	if n < 2 {
		return 0
	}
	sum, square := a.sum, a.square
	for _, d := range a.touched {
		x, y := float64(a.now[d]), float64(a.daily[d])
		sum += a.now[d] - a.daily[d]
		square += float64((x - y) * (x + y))
	}
	v := square - float64(float64(sum)/n*float64(sum))
	if v <= 1e-12*a.square {
		return 0
	}
	return unit * math.Sqrt(v/(n-1))
}

// extreme adds the k lowest days up, or the k highest: the k most extreme that the
// mask left alone, or those it touched that are more so.
func (a *arm) extreme(k int, high bool) float64 {
	sign := Money(1)
	if high {
		sign = -1
	}
	a.left, a.pool = a.left[:0], a.pool[:0]
	for i := 0; i < len(a.order) && len(a.left) < k; i++ {
		d := a.order[i]
		if high {
			d = a.order[len(a.order)-1-i]
		}
		if !a.moved[d] {
			a.left = append(a.left, sign*a.now[d])
		}
	}
	limit := Money(math.MaxInt64)
	if len(a.left) == k {
		limit = a.left[k-1]
	}
	for _, d := range a.touched {
		if x := sign * a.now[d]; x < limit {
			a.pool = append(a.pool, x)
		}
	}
	slices.Sort(a.pool)
	var sum Money
	for left, pool := a.left, a.pool; k > 0; k-- {
		if len(pool) > 0 && (len(left) == 0 || pool[0] < left[0]) {
			sum, pool = sum+pool[0], pool[1:]
		} else {
			sum, left = sum+left[0], left[1:]
		}
	}
	return (sign * sum).Float()
}
