package shift

import "math"

// Level is that of every one-sided test.
const Level = 0.05

// A Test holds what the mask chose against what it chooses at other times. With B
// placebos and k = ⌊0.05·(1+B)⌋:
//
//	p = (1 + #{T_s ≥ T})/(1 + B),   p_worse with ≤
//	interval = selection − q95·S … selection − q05·S
//
// with q95 the k-th largest and q05 the k-th smallest T_s, so that an end lies beyond
// 0 exactly if the p of that side is at most 0.05: a two-sided 90 % interval.
//
// Phipson, B. and Smyth, G. K. (2010). "Permutation P-values Should Never Be Zero".
// Statistical Applications in Genetics and Molecular Biology 9 (1): 39.
type Test struct {
	Selection float64 // quote asset
	S, T      float64
	P, PWorse float64
	Placebos  int
	Still     int // placebos with S = 0: their T is 0, and they are in no quantile

	Lo, Hi   float64 // of the selection, if Bounded
	Smallest float64 // effect found in 80 % of such samples: (q95 − q20)·S
	Bounded  bool    // there are at least 19 placebos that are not still

	C       []float64 // per line: what the same hours bring on any other day, per refused trade
	Shifted []float64 // T of every placebo
}

// A sample is one value over the mask (number 0) and its placebos.
type sample struct {
	z      [][]float64 // per line: Σz
	square []float64   // Σz² of the lines together
}

// centre is c of every line: the mean z of the placebos per trade that they refuse.
func (s *sample) centre(refused [][]float64) []float64 {
	out := make([]float64, len(s.z))
	for l, z := range s.z {
		var sum, count float64
		for i := 1; i < len(z); i++ {
			sum += z[i]
			count += refused[l][i]
		}
		if count > 0 {
			out[l] = sum / count
		}
	}
	return out
}

// selection is Σz − c·Σn of one mask over all lines.
func (s *sample) selection(i int, refused [][]float64, signs, c []float64) (x float64) {
	for l, z := range s.z {
		x += float64(signs[l] * (z[i] - float64(c[l]*refused[l][i])))
	}
	return x
}

// judge tests a sample. Signs are +1, or −1 for a line that is taken off; c may be
// given.
func judge(s *sample, refused [][]float64, signs, c []float64) Test {
	n := len(s.square)
	t := Test{Placebos: n - 1, C: c}
	if c == nil {
		t.C = s.centre(refused)
	}
	selection := func(i int) float64 { return s.selection(i, refused, signs, t.C) }
	t.Selection, t.S = selection(0), math.Sqrt(s.square[0])
	if t.S > 0 {
		t.T = t.Selection / t.S
	}
	t.Shifted = make([]float64, 0, n-1)
	moving := make([]float64, 0, n-1)
	for i := 1; i < n; i++ {
		x := 0.0
		if s.square[i] > 0 {
			x = selection(i) / math.Sqrt(s.square[i])
			moving = append(moving, x)
		}
		t.Shifted = append(t.Shifted, x)
	}
	t.Still = len(t.Shifted) - len(moving)
	t.rank()
	t.bound(moving)
	return t
}

func (t *Test) rank() {
	more, less := 1, 1
	for _, x := range t.Shifted {
		if x >= t.T {
			more++
		}
		if x <= t.T {
			less++
		}
	}
	all := float64(1 + t.Placebos)
	t.P, t.PWorse = float64(more)/all, float64(less)/all
}

// LeastP is the p-value of a T above those of all placebos.
func (t *Test) LeastP() float64 { return 1 / float64(1+t.Placebos) }

// Against is the p-value that another T has among the same placebos.
func (t *Test) Against(other float64) float64 {
	x := Test{T: other, Shifted: t.Shifted, Placebos: t.Placebos}
	x.rank()
	return x.P
}

// bound inverts the test. The k is that of all placebos, the quantiles those of the
// moving ones.
func (t *Test) bound(moving []float64) {
	k, k20 := (1+t.Placebos)/20, (1+t.Placebos)/5
	if k < 1 || len(moving) < k20 {
		return
	}
	high := place(moving, len(moving)-k)
	fifth := place(moving, k20-1)
	low := place(moving[:k20], k-1)
	t.Bounded = true
	t.Lo, t.Hi = t.Selection-float64(high*t.S), t.Selection-float64(low*t.S)
	t.Smallest = (high - fifth) * t.S
}

// place is the value at a place of the sorted values. It leaves lower ones before it
// and higher ones behind it.
func place(xs []float64, at int) float64 {
	for lo, hi := 0, len(xs)-1; lo < hi; {
		pivot := xs[lo+(hi-lo)/2]
		i, j := lo, hi
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
		case at <= j:
			hi = j
		case at >= i:
			lo = i
		default:
			return xs[at]
		}
	}
	return xs[at]
}
