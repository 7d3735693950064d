package compare

// Judge tests an observed difference to the baseline against those of its placebos,
// as every row of a comparison is tested. Less is better if better is below 0; else
// more is.
func Judge(observed float64, placebos []float64, better int) Test {
	return judge(observed, placebos, better)
}
