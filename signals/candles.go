package signals

import "github.com/remora-bt/remora-bt/data"

// A candle is one closed candle of a longer timeframe.
type candle struct{ high, low, close float64 }

// A builder makes candles of a longer timeframe from bars that follow each other
// without holes. A candle that the bars do not hold from its beginning is left
// out: the first one of a history, mostly.
type builder struct {
	size data.Instant
	next data.Instant // when the bar that continues the candle begins
	end  data.Instant // of the candle
	candle
}

// add takes a bar and reports whether it closed a candle, which b.candle then is.
func (b *builder) add(k *data.Bar) bool {
	switch {
	case k.Start == b.next && k.Start < b.end:
		b.high, b.low = max(b.high, k.High), min(b.low, k.Low)
	case k.Start%b.size == 0:
		b.high, b.low, b.end = k.High, k.Low, k.Start+b.size
	default:
		return false
	}
	b.close, b.next = k.Close, k.Now
	return k.Now == b.end
}
