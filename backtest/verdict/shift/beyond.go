package shift

import (
	"cmp"
	"slices"
	"sync"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Cut holds how much milder the worst 5 % of days became, each arm by its own, and
// what of it a smaller stake would not have given. All are percent or points.
//
//	cut = 100·(1 − CVaR filtered/CVaR baseline),   beyond = cut − refused %
//
// The interval of beyond is two-sided 90 %: percentiles of the paired stationary
// bootstrap over days, blocks by Politis and White (the longest of both arms and
// their difference), refused trades resampled with their days.
//
// Rockafellar, R. T. and Uryasev, S. (2000). "Optimization of Conditional
// Value-at-Risk". Journal of Risk 2 (3): 21–41.
type Cut struct {
	Cut, Beyond float64
	Lo, Hi      float64
	Bounded     bool
	OK          bool // the baseline's worst days lose
}

// Resamples is how many resamples the interval of a Cut rests on.
const Resamples = 2000

// days are the arms that a resample draws.
type days struct {
	base, filt      []Money
	baseUp, filtUp  []int32 // days from the worst on
	trades, refused []int32
	other           *days // the second filter's, on the same days
	bare            bool  // against it no smaller stake counts
	worst           int
	counts          *sync.Pool
}

func newDays(base, filt []Money, trades, refused []int32) *days {
	n := len(base)
	return &days{
		base: base, filt: filt, baseUp: newBook(base).order, filtUp: newBook(filt).order,
		trades: trades, refused: refused, worst: worstDays(n),
		counts: &sync.Pool{New: func() any { s := make([]int32, n); return &s }},
	}
}

// cut is the cut in percent, less the refused share, over days drawn so many times.
func (d *days) cut(counts []int32) (cut, beyond float64, ok bool) {
	base := d.extreme(d.base, d.baseUp, counts)
	if base >= 0 {
		return 0, 0, false
	}
	var trades, refused int64
	for i, c := range counts {
		trades += int64(c) * int64(d.trades[i])
		refused += int64(c) * int64(d.refused[i])
	}
	if trades == 0 {
		return 0, 0, false
	}
	cut = float64(100 * (1 - float64(d.extreme(d.filt, d.filtUp, counts))/float64(base)))
	return cut, cut - float64(100*float64(refused))/float64(trades), true
}

// extreme adds the worst days of a resample up.
func (d *days) extreme(of []Money, order, counts []int32) (sum Money) {
	left := int32(d.worst)
	for _, i := range order {
		c := min(counts[i], left)
		sum += Money(c) * of[i]
		if left -= c; left == 0 {
			break
		}
	}
	return sum
}

// Beyond works the cut of the mask out. The outcome is not that of a difference.
func (o *Outcome) Beyond(seed uint64) Cut {
	d := newDays(o.BookDaily, o.MaskDaily, o.BookTrades, o.MaskRefused)
	return d.bounds(seed)
}

// Against is the cut of one filter less that of another on the same days: paired,
// and without a smaller stake to compare with.
func (o *Outcome) Against(other *Outcome, seed uint64) Cut {
	d := o.paired(other)
	d.bare = true
	return d.bounds(seed)
}

// AgainstBeyond is Against where each filter is first held against a smaller stake: of
// two that cut alike, the one that refuses less is the better.
func (o *Outcome) AgainstBeyond(other *Outcome, seed uint64) Cut { return o.paired(other).bounds(seed) }

func (o *Outcome) paired(other *Outcome) *days {
	d := newDays(o.BookDaily, o.MaskDaily, o.BookTrades, o.MaskRefused)
	d.other = newDays(o.BookDaily, other.MaskDaily, o.BookTrades, other.MaskRefused)
	return d
}

// figure is what the bounds are of.
func (d *days) figure(counts []int32) (cut, beyond float64, ok bool) {
	cut, beyond, ok = d.cut(counts)
	if ok && d.other != nil {
		second, spare, _ := d.other.cut(counts)
		cut, beyond = cut-second, beyond-spare
	}
	if d.bare {
		beyond = cut
	}
	return cut, beyond, ok
}

func (d *days) bounds(seed uint64) (c Cut) {
	n := len(d.base)
	once := make([]int32, n)
	for i := range once {
		once[i] = 1
	}
	if c.Cut, c.Beyond, c.OK = d.figure(once); !c.OK {
		return Cut{}
	}
	boot := stats.Bootstrap{Rows: n, Resamples: Resamples, Block: d.block(), Seed: seed}
	columns, ok := boot.Run(1, func(rows []int32, out []float64) bool {
		p := d.counts.Get().(*[]int32)
		defer d.counts.Put(p)
		clear(*p)
		for _, i := range rows {
			(*p)[i]++
		}
		var ok bool
		_, out[0], ok = d.figure(*p)
		return ok
	})
	if !ok || 20*len(columns[0]) < 19*Resamples {
		return c
	}
	if q, ok := stats.Quantiles(columns[0], Level, 1-Level); ok {
		c.Lo, c.Hi, c.Bounded = q[0], q[1], true
	}
	return c
}

// block is the mean length that keeps the dependence of all series: of a duel those of
// both filters.
func (d *days) block() float64 {
	if d.other != nil {
		return BlockLength(d.other.filt, d.filt)
	}
	return BlockLength(d.base, d.filt)
}

// BlockLength is the mean block length that keeps the dependence of the days of two arms
// and of their difference (Politis and White 2004, corrected 2009).
func BlockLength(a, b []Money) float64 {
	n := len(a)
	series := [3][]float64{make([]float64, n), make([]float64, n), make([]float64, n)}
	for i := range n {
		series[0][i], series[1][i], series[2][i] = a[i].Float(), b[i].Float(), (b[i] - a[i]).Float()
	}
	longest := 1.0
	for _, xs := range series {
		if l, _, ok := stats.BlockLength(xs); ok {
			longest = max(longest, l)
		}
	}
	return longest
}

// A Rank is the place of a metric among those of the shifted masks, 1 the best.
type Rank struct {
	Key                string
	Baseline, Filtered float64
	Shifted            float64 // mean of the placebos
	Place, Of          int
}

// Ranks places the metrics of the mask's days. They are no tests.
func (o *Outcome) Ranks() []Rank {
	out := make([]Rank, 0, len(Metrics))
	for _, m := range Metrics {
		r := Rank{Key: m.Key, Baseline: m.Of(&o.Baseline), Filtered: m.Of(&o.Masked), Place: 1, Of: 1 + len(o.Risks)}
		var sum float64
		for i := range o.Risks {
			x := m.Of(&o.Risks[i])
			sum += x
			if cmp.Compare(x, r.Filtered) == m.Better {
				r.Place++
			}
		}
		if len(o.Risks) > 0 {
			r.Shifted = sum / float64(len(o.Risks))
		}
		out = append(out, r)
	}
	return slices.Clip(out)
}

// ShiftedCut is the placebos' mean cut of the worst 5 % of days, each arm by its own.
func (o *Outcome) ShiftedCut() (percent float64, ok bool) {
	r := o.Ranks()[0]
	if len(o.Risks) == 0 || r.Baseline >= 0 {
		return 0, false
	}
	return 100 * (1 - r.Shifted/r.Baseline), true
}

// GivenUp is the share of the gain on the best 5 % of days that the mask gave up, and
// its placebos on average, each arm by its own, in percent.
func (o *Outcome) GivenUp() (mask, shifted float64, ok bool) {
	r := o.Ranks()[len(Metrics)-1]
	if len(o.Risks) == 0 || r.Baseline <= 0 {
		return 0, 0, false
	}
	return 100 * (1 - r.Filtered/r.Baseline), 100 * (1 - r.Shifted/r.Baseline), true
}
