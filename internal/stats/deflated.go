package stats

import "math"

// euler is the Euler-Mascheroni constant.
const euler = 0.57721566490153286060651209008240243

// ProbabilisticSharpe is the chance that a true Sharpe ratio exceeds a benchmark,
// given the ratio estimated from n returns with the skewness γ₃ and kurtosis γ₄
// (3 for a normal distribution), all per period:
//
//	Φ((SR − SR*)·√(n−1) / √(1 − γ₃·SR + (γ₄−1)/4·SR²))
//
// The returns are taken to be independent; a number of effective periods may stand
// for n. Undefined for n ≤ 1 or where the root's argument is not above 0.
//
// Bailey, D. H. and López de Prado, M. (2012). "The Sharpe Ratio Efficient
// Frontier". Journal of Risk 15 (2): 3–44.
func ProbabilisticSharpe(sr, benchmark, n, skewness, kurtosis float64) (float64, bool) {
	v, ok := sharpeVariance(sr, skewness, kurtosis)
	x := (sr - benchmark) * math.Sqrt(n-1) / math.Sqrt(v)
	if !ok || !(n > 1) || !isFinite(x) {
		return 0, false
	}
	return NormalCDF(x), true
}

// sharpeVariance is n−1 times the variance of an estimated Sharpe ratio.
func sharpeVariance(sr, skewness, kurtosis float64) (float64, bool) {
	v := 1 - float64(skewness*sr) + float64((kurtosis-1)/4*sr*sr)
	return v, isFinite(v) && v > 0
}

// ExpectedMaxSharpe is the expected highest of the Sharpe ratios of n independent
// trials without merit, whose ratios have the given variance:
//
//	√variance · ((1−γ)·Φ⁻¹(1 − 1/n) + γ·Φ⁻¹(1 − 1/(n·e))),   γ = 0.5772…
//
// For one trial it is 0. Undefined for n < 1 or a negative variance. Trials that
// resemble each other count as fewer.
//
// Bailey, D. H. and López de Prado, M. (2014). "The Deflated Sharpe Ratio".
// Journal of Portfolio Management 40 (5): 94–107.
func ExpectedMaxSharpe(trials int, variance float64) (float64, bool) {
	if trials < 1 || !(variance >= 0) || !isFinite(variance) {
		return 0, false
	}
	if trials == 1 {
		return 0, true
	}
	n := float64(trials)
	high := float64((1-euler)*-z(1/n)) + float64(euler*-z(1/(n*math.E)))
	return defined(math.Sqrt(variance) * high)
}

// DeflatedSharpe is ProbabilisticSharpe of the best of many trials against the
// highest ratio that trials without merit would have reached; variance is that of
// the trials' ratios per period. Undefined where either part is.
func DeflatedSharpe(sr, n, skewness, kurtosis float64, trials int, variance float64) (float64, bool) {
	benchmark, ok := ExpectedMaxSharpe(trials, variance)
	if !ok {
		return 0, false
	}
	return ProbabilisticSharpe(sr, benchmark, n, skewness, kurtosis)
}
