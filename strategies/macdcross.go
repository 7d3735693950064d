package strategies

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/indicator"
)

var macdCross = Spec{
	Name: "MACDCross",
	Doc: "enter when MACD(12,26) crosses above its 9-candle signal line while RSI14 is below 70 " +
		"and volume above 0.8 of its SMA20; exit when it crosses below",
	Startup: 200,
	Stop:    -0.10,
	ROI:     ROI{{0, 0.10}, {60, 0.05}, {120, 0.02}},
	New:     MACDCross{Fast: 12, Slow: 26, Signal: 9, RSI: 14, Volume: 20, EnterBelow: 70, VolumeAbove: 0.8}.New,
}

// MACDCross are the parameters of the strategy of that name.
type MACDCross struct {
	Fast, Slow, Signal int     // lengths of the MACD of closes
	RSI                int     // length
	Volume             int     // length of the SMA of volume, the candle's own included
	EnterBelow         float64 // RSI
	VolumeAbove        float64 // as a part of that SMA
}

// New returns a fresh state machine.
func (p MACDCross) New() Strategy {
	return &macdState{
		MACDCross: p, lines: newCrossing(),
		macd: indicator.NewMACD(p.Fast, p.Slow, p.Signal), rsi: indicator.NewRSI(p.RSI), volume: indicator.NewSMA(p.Volume),
	}
}

type macdState struct {
	MACDCross
	macd   indicator.MACD
	rsi    indicator.RSI
	volume indicator.SMA
	lines  crossing
}

// Update follows the original without its clauses on the histogram: line − signal
// is above 0 exactly where line is above signal, in floating point as well, so they
// repeat what the crossing says.
func (s *macdState) Update(b *data.Bar) Action {
	macd, ok := s.macd.Update(b.Close)
	rsi, volume := orNaN(s.rsi.Update(b.Close)), orNaN(s.volume.Update(b.Volume))
	up, down := s.lines.update(orNaN(macd.Line, ok), orNaN(macd.Signal, ok))
	return action(
		up && rsi < s.EnterBelow && b.Volume > volume*s.VolumeAbove,
		down,
	)
}
