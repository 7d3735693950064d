package indicator

// A MACD is the difference of two EMAs, the EMA of that difference as its signal,
// and what is left:
//
//	line   = ema(fast) − ema(slow)
//	signal = ema(line)
//	hist   = line − signal
//
// As in TA-Lib both averages have their first value on the same sample, so the
// fast one is seeded with the mean of the last fast of the first slow samples, not
// with the first fast.
type MACD struct {
	fast, slow, signal EMA
	skip               int // samples that the fast average has yet to let pass
}

// A MACDValue is one output of MACD.
type MACDValue struct{ Line, Signal, Hist float64 }

// NewMACD returns a MACD of the three lengths. Where fast is above slow they are
// exchanged. It panics if a length is below 2.
func NewMACD(fast, slow, signal int) MACD {
	atLeast(2, fast, "MACD fast")
	atLeast(2, slow, "MACD slow")
	atLeast(2, signal, "MACD signal")
	fast, slow = min(fast, slow), max(fast, slow)
	return MACD{fast: NewEMA(fast), slow: NewEMA(slow), signal: NewEMA(signal), skip: slow - fast}
}

// Update adds x. The first slow+signal-2 calls return ok false.
func (m *MACD) Update(x float64) (v MACDValue, ok bool) {
	slow, ok := m.slow.Update(x)
	if m.skip > 0 {
		m.skip--
		return MACDValue{}, false
	}
	fast, _ := m.fast.Update(x)
	if !ok {
		return MACDValue{}, false
	}
	line := fast - slow
	signal, ok := m.signal.Update(line)
	if !ok {
		return MACDValue{}, false
	}
	return MACDValue{line, signal, line - signal}, true
}
