package stats

import "math"

// A SharpeTest holds two paired series of returns against each other. Ratios are
// per period and have the divisor n−1.
type SharpeTest struct {
	X, Y       float64 // Sharpe ratios
	Difference float64 // X − Y
	Error      float64 // standard error of the difference
	Z          float64 // Difference/Error
	P          float64 // two-sided, normal
	Bandwidth  float64 // of the kernel in periods; 0 for SharpeDifference
}

// SharpeDifference is the test of Jobson and Korkie as Memmel corrected it, for
// returns that are normal and independent in time. Daily profits of a strategy are
// neither: see SharpeDifferenceHAC and Bootstrap.SharpeDifference.
//
//	V = 2·(1−ρ) + (X² + Y² − 2·X·Y·ρ²)/2,   Error = √(V/n)
//
// ρ is the correlation of the two. Undefined for lengths that differ, fewer than
// three periods, a constant series, and for two series of correlation 1 and equal ratio.
//
// Memmel, C. (2003). "Performance Hypothesis Testing with the Sharpe Ratio".
// Finance Letters 1: 21–23.
func SharpeDifference(xs, ys []float64) (SharpeTest, bool) {
	if len(xs) != len(ys) || len(xs) < 3 {
		return SharpeTest{}, false
	}
	x, okX := Sharpe(xs)
	y, okY := Sharpe(ys)
	rho, ok := Correlation(xs, ys)
	if !okX || !okY || !ok {
		return SharpeTest{}, false
	}
	half := (float64(x*x) + float64(y*y) - float64(2*x*y*rho*rho)) / 2
	v := float64(2*(1-rho)) + half
	return judged(x, y, math.Sqrt(v/float64(len(xs))), 0)
}

// judged completes a test. Where the two ratios are as good as identical, the error
// is rounding and so would be the verdict.
func judged(x, y, err, bandwidth float64) (SharpeTest, bool) {
	t := SharpeTest{X: x, Y: y, Difference: x - y, Error: err, Bandwidth: bandwidth}
	t.Z = t.Difference / err
	if !isFinite(t.Z) || err <= 1e-12*(math.Abs(x)+math.Abs(y)) {
		return SharpeTest{}, false
	}
	t.P = min(2*NormalCDF(-math.Abs(t.Z)), 1)
	return t, true
}

// SharpeDifference returns the replicates of the difference of the Sharpe ratios of
// two paired series of Rows returns, from sums of values and squares: for use with
// Percentile and BCa. Resamples in which a series is constant are left out.
func (b Bootstrap) SharpeDifference(xs, ys []float64) ([]float64, bool) {
	if len(xs) != b.Rows || len(ys) != b.Rows || !varied(xs, 2) || !varied(ys, 2) {
		return nil, false
	}
	x, meanX := centred(xs)
	y, meanY := centred(ys)
	s, ok := b.Sums(x, squares(x), y, squares(y))
	if !ok {
		return nil, false
	}
	n := float64(b.Rows)
	out := make([]float64, 0, len(s[0]))
	for i := range s[0] {
		p, okP := sharpeOf(n, meanX, s[0][i], s[1][i])
		q, okQ := sharpeOf(n, meanY, s[2][i], s[3][i])
		if okP && okQ {
			out = append(out, p-q)
		}
	}
	return out, usable(out, 1)
}

// sharpeOf is the Sharpe ratio of n values from the sum and the sum of squares of
// their differences to origin. A variance below 1e-12 of the squares is rounding.
func sharpeOf(n, origin, sum, square float64) (float64, bool) {
	v := square - float64(sum/n*sum)
	if n < 2 || v <= 1e-12*square {
		return 0, false
	}
	return defined((origin + sum/n) / math.Sqrt(v/(n-1)))
}

func squares(xs []float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = x * x
	}
	return out
}
