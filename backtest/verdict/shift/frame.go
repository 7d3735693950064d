package shift

// A frame holds the windows of a line. Both ends of the window never move back from
// one day to the next, so that the days whose window holds a day are a stretch too.
type frame struct {
	lo, hi   []int32   // first and last day of the window of a day
	from, to []int32   // first and last day whose window holds this day
	trades   []float64 // baseline trades
	inverse  []float64 // 1 / baseline trades of the window, 0 if there are none
}

func newFrame(trades []int32, w Window) *frame {
	n := len(trades)
	ints := make([]int32, 4*n)
	f := &frame{lo: ints[:n], hi: ints[n : 2*n], from: ints[2*n : 3*n], to: ints[3*n:]}
	floats := make([]float64, 2*n)
	f.trades, f.inverse = floats[:n], floats[n:]
	count := make([]int64, n+1)
	for d, t := range trades {
		count[d+1] = count[d] + int64(t)
		f.trades[d] = float64(t)
	}
	half := w.Half
	for d := range n {
		half = max(w.Half, half-1) // the window of the day before, less one day on either side, is the least that can do
		lo, hi := max(0, d-half), min(n-1, d+half)
		for count[hi+1]-count[lo] < int64(w.Least) && hi-lo < n-1 {
			half++
			lo, hi = max(0, d-half), min(n-1, d+half)
		}
		f.lo[d], f.hi[d] = int32(lo), int32(hi)
		if held := count[hi+1] - count[lo]; held > 0 {
			f.inverse[d] = 1 / float64(held)
		}
	}
	f.invert()
	return f
}

// invert finds the days whose window holds each day.
func (f *frame) invert() {
	n := int32(len(f.lo))
	var a, b int32
	for e := range n {
		for f.hi[a] < e {
			a++
		}
		for b+1 < n && f.lo[b+1] <= e {
			b++
		}
		f.from[e], f.to[e] = a, b
	}
}

// A value is a line seen by one value of its trades.
type value struct {
	mean   []float64 // m: per baseline trade of the window
	rest   []float64 // (P − m·N) / baseline trades of the window
	sum    []float64 // of rest before each day
	square []float64 // of rest² before each day
}

// newValue takes the profits that count.
func (f *frame) newValue(profit []Money) value {
	n := len(profit)
	m := make([]float64, 4*n+2)
	v := value{mean: m[:n], rest: m[n : 2*n], sum: m[2*n : 3*n+1], square: m[3*n+1:]}
	before := make([]Money, n+1)
	for d, p := range profit {
		before[d+1] = before[d] + p
	}
	for d, p := range profit {
		v.mean[d] = (before[f.hi[d]+1] - before[f.lo[d]]).Float() * f.inverse[d]
		v.rest[d] = (p.Float() - float64(v.mean[d]*f.trades[d])) * f.inverse[d]
		v.sum[d+1] = v.sum[d] + v.rest[d]
		v.square[d+1] = v.square[d] + float64(v.rest[d]*v.rest[d])
	}
	return v
}

// average is what as many trades as a change makes bring on average.
func (v *value) average(c *Change) float64 { return float64(v.mean[c.Day] * float64(c.Trades)) }
