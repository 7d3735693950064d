package strategies

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/indicator"
)

var rsiEMA = Spec{
	Name: "RSIEMA",
	Doc: "enter when RSI14 rises above 50 from below 45 two candles ago while close is above EMA12 and EMA12 above EMA26; " +
		"exit when close crosses below EMA12 or RSI14 is above 75",
	Startup: 200,
	Stop:    -0.10,
	ROI:     ROI{{0, 0.10}, {60, 0.05}, {120, 0.02}},
	New:     RSIEMA{Fast: 12, Slow: 26, RSI: 14, EnterAbove: 50, FromBelow: 45, ExitAbove: 75}.New,
}

// RSIEMA are the parameters of the strategy of that name.
type RSIEMA struct {
	Fast, Slow int     // lengths of the two EMAs of closes
	RSI        int     // length
	EnterAbove float64 // RSI, at most that on the candle before
	FromBelow  float64 // RSI two candles before
	ExitAbove  float64 // RSI
}

// New returns a fresh state machine.
func (p RSIEMA) New() Strategy {
	return &rsiEMAState{
		RSIEMA: p, close: newCrossing(), rsi1: math.NaN(), rsi2: math.NaN(),
		fast: indicator.NewEMA(p.Fast), slow: indicator.NewEMA(p.Slow), rsi: indicator.NewRSI(p.RSI),
	}
}

type rsiEMAState struct {
	RSIEMA
	fast, slow indicator.EMA
	rsi        indicator.RSI
	close      crossing // with the fast EMA
	rsi1, rsi2 float64  // one and two candles before
}

func (s *rsiEMAState) Update(b *data.Bar) Action {
	fast, slow := orNaN(s.fast.Update(b.Close)), orNaN(s.slow.Update(b.Close))
	rsi := orNaN(s.rsi.Update(b.Close))
	_, below := s.close.update(b.Close, fast)
	trend := b.Close > fast && fast > slow
	turn := rsi > s.EnterAbove && s.rsi1 <= s.EnterAbove && s.rsi2 < s.FromBelow
	s.rsi1, s.rsi2 = rsi, s.rsi1
	return action(
		trend && turn && b.Volume > 0,
		below || rsi > s.ExitAbove,
	)
}
