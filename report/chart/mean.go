package chart

import "math"

// clusteredMean is the mean profit ratio and half its 90 % interval; trades whose
// signals are of one day count as one draw:
//
//	se = √(G/(G−1) · Σ_days (Σ_trades (x − mean)/n)²),   G days
func clusteredMean(trades []Trade) (mean, half float64) {
	n := float64(len(trades))
	for _, t := range trades {
		mean += t.ProfitRatio / n
	}
	index := map[int64]int{}
	var days []float64
	for _, t := range trades {
		d := int64(t.Signal.Day())
		i, ok := index[d]
		if !ok {
			i = len(days)
			index[d] = i
			days = append(days, 0)
		}
		days[i] += (t.ProfitRatio - mean) / n
	}
	if len(days) < 2 {
		return mean, 0
	}
	var q float64
	for _, u := range days {
		q += float64(u * u)
	}
	g := float64(len(days))
	return mean, 1.6448536269514722 * math.Sqrt(g/(g-1)*q)
}
