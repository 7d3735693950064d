package backtest

// A touchIndex finds the first candle that reaches a price without looking at
// every candle in between: it keeps the lowest low and highest high of each
// block of rows.
type touchIndex struct {
	lows, highs         []float64
	blockLow, blockHigh []float64
}

const touchBlock = 64

func newTouchIndex(lows, highs []float64) *touchIndex {
	n := (len(lows) + touchBlock - 1) / touchBlock
	x := &touchIndex{lows, highs, make([]float64, n), make([]float64, n)}
	for k := range n {
		lo, hi := lows[k*touchBlock], highs[k*touchBlock]
		for i := k * touchBlock; i < min(len(lows), (k+1)*touchBlock); i++ {
			lo, hi = min(lo, lows[i]), max(hi, highs[i])
		}
		x.blockLow[k], x.blockHigh[k] = lo, hi
	}
	return x
}

// first returns the first row in [from, to) with low ≤ floor or high ≥ ceiling,
// or to if there is none.
func (x *touchIndex) first(from, to int, floor, ceiling float64) int {
	for i := from; i < to; {
		if i%touchBlock == 0 && i+touchBlock <= to {
			if k := i / touchBlock; x.blockLow[k] > floor && x.blockHigh[k] < ceiling {
				i += touchBlock
				continue
			}
		}
		if x.lows[i] <= floor || x.highs[i] >= ceiling {
			return i
		}
		i++
	}
	return to
}
