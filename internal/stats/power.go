package stats

// DetectableLift is the smallest true lift that a one-sided test at level alpha
// finds with the given power, if the lift is estimated with a normal error of
// standard deviation sd, the same with and without a lift:
//
//	lift = (z₁₋α + z_power)·sd
//
// At 5 % and 80 % that is 2.4865·sd. Undefined for sd < 0, alpha outside (0, ½] and
// power outside [½, 1).
//
// Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences. Erlbaum.
func DetectableLift(sd, alpha, power float64) (float64, bool) {
	if !(sd >= 0) || !(alpha > 0 && alpha <= 0.5) || !(power >= 0.5 && power < 1) {
		return 0, false
	}
	return defined((z(power) - z(alpha)) * sd)
}
