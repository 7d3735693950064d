package verdict

import (
	"math"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// PairedLevel is the level of the bootstrap intervals, two-sided.
const PairedLevel = 0.95

// Paired is how far the differences between the two arms could have come out
// otherwise on days like these: stationary block bootstrap, both arms resampled by
// the same days, fixed notional, profits booked on the day of closing. Its zero is
// the baseline and not the placebo: it tells how uncertain a difference is and not
// whether the mask knew anything.
//
// Politis and Romano (1994); block length by Politis and White (2004), corrected
// 2009; BCa by Efron (1987).
type Paired struct {
	Days      int     `json:"days"`
	Block     float64 `json:"mean_block_days"` // the longest of baseline, filtered and difference
	Resamples int     `json:"resamples"`
	Seed      uint64  `json:"seed"`
	Level     float64 `json:"level"`

	Profit   Bounds `json:"profit"`
	Sharpe   Bounds `json:"sharpe"`
	Drawdown Bounds `json:"max_drawdown"`
}

// Bounds are two intervals of one difference, filtered − baseline.
type Bounds struct {
	Observed *float64 `json:"observed"`
	Lo       *float64 `json:"percentile_lo"`
	Hi       *float64 `json:"percentile_hi"`
	BCaLo    *float64 `json:"bca_lo"`
	BCaHi    *float64 `json:"bca_hi"`
}

// pairedDays are the daily profits of both arms.
type pairedDays struct{ base, filt, delta []float64 }

func (c *cell) pairedDays() pairedDays {
	n := c.lanes.Days()
	d := pairedDays{make([]float64, n), make([]float64, n), make([]float64, n)}
	for i := range n {
		d.base[i], d.filt[i] = c.baseDaily[i].Float(), c.daily[i].Float()
		d.delta[i] = (c.daily[i] - c.baseDaily[i]).Float()
	}
	return d
}

// block is the mean block length that keeps the dependence of all three series.
func (d pairedDays) block() float64 {
	b := 1.0
	for _, xs := range [][]float64{d.base, d.filt, d.delta} {
		if s, _, ok := stats.BlockLength(xs); ok {
			b = max(b, s)
		}
	}
	return b
}

func (c *cell) paired(d pairedDays) {
	p := Paired{Days: len(d.base), Block: c.block, Resamples: c.in.resamples(), Seed: c.in.Seed, Level: PairedLevel}
	defer func() { c.out.Paired = p }()
	a, b := &c.baseline, &c.filtered
	p.Profit.Observed = Number((b.Profit - a.Profit).Float(), true)
	p.Sharpe.Observed = Number(b.Sharpe-a.Sharpe, a.HasSharpe && b.HasSharpe)
	p.Drawdown.Observed = Number((b.Drawdown - a.Drawdown).Float(), true)
	if p.Resamples == 0 || p.Days < few {
		return
	}
	boot := stats.Bootstrap{Rows: p.Days, Resamples: p.Resamples, Block: p.Block, Seed: p.Seed}
	replicates, ok := boot.Run(3, d.differences)
	if !ok || 20*len(replicates[0]) < 19*p.Resamples {
		return // too many resamples have no Sharpe ratio
	}
	jack, _ := stats.Jackknife(p.Days, (p.Days+2999)/3000, 3, d.differences)
	for i, out := range []*Bounds{&p.Profit, &p.Sharpe, &p.Drawdown} {
		if out.Observed == nil {
			continue
		}
		if iv, ok := stats.Percentile(replicates[i], PairedLevel); ok {
			out.Lo, out.Hi = &iv.Lo, &iv.Hi
		}
		if jack == nil {
			continue
		}
		if iv, ok := stats.BCa(replicates[i], *out.Observed, jack[i], PairedLevel); ok {
			out.BCaLo, out.BCaHi = &iv.Lo, &iv.Hi
		}
	}
}

// differences works the differences of profit, Sharpe ratio and drawdown out over
// the given days. It is false where a Sharpe ratio is undefined.
func (d pairedDays) differences(rows []int32, out []float64) bool {
	var a, b tally
	for _, i := range rows {
		a.add(d.base[i])
		b.add(d.filt[i])
	}
	n := float64(len(rows))
	sa, okA := a.sharpe(n)
	sb, okB := b.sharpe(n)
	out[0], out[1], out[2] = b.sum-a.sum, sb-sa, b.fall-a.fall
	return okA && okB
}

// A tally sums daily profits up in one pass.
type tally struct{ sum, square, peak, fall float64 }

func (t *tally) add(x float64) {
	t.sum += x
	t.square += float64(x * x)
	if t.sum > t.peak {
		t.peak = t.sum
	} else if f := t.peak - t.sum; f > t.fall {
		t.fall = f
	}
}

// sharpe is dailySharpe of what was added. A variance below 1e-12 of the squares
// is rounding.
func (t *tally) sharpe(n float64) (float64, bool) {
	v := t.square - float64(t.sum/n*t.sum)
	if n < 2 || v <= 1e-12*t.square {
		return 0, false
	}
	return t.sum / n / math.Sqrt(v/(n-1)) * math.Sqrt(365), true
}
