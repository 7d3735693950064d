package verdict

// Judge tests an observed difference to the baseline against those of its placebos,
// as every row of a comparison is tested. Less is better if better is below 0; else
// more is.
func Judge(observed float64, placebos []float64, better int) Test {
	return judge(observed, placebos, better)
}

// Effective is the number of independent whole-day shifts of a mask, see Placebo; nil
// for a constant one.
func (n *Lanes) Effective(blocked [][]bool) *float64 {
	shifts, _ := effective(n, blocked)
	return shifts
}
