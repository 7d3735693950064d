package strategies

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/indicator"
)

var bollingerBreakout = Spec{
	Name: "BollingerBreakout",
	Doc: "enter when close breaks above the upper Bollinger band(20, 2) while RSI14 is between 50 and 75 " +
		"and volume above 0.9 of its SMA20; exit when close crosses below the middle band or RSI14 is above 80",
	Startup: 200,
	Stop:    -0.10,
	ROI:     ROI{{0, 0.10}, {60, 0.05}, {120, 0.02}},
	New: BollingerBreakout{
		Length: 20, Width: 2, RSI: 14, Volume: 20,
		EnterAbove: 50, EnterBelow: 75, VolumeAbove: 0.9, ExitAbove: 80,
	}.New,
}

// BollingerBreakout are the parameters of the strategy of that name.
type BollingerBreakout struct {
	Length      int     // of the band of closes
	Width       float64 // of the band, in standard deviations to each side
	RSI         int     // length
	Volume      int     // length of the SMA of volume, the candle's own included
	EnterAbove  float64 // RSI
	EnterBelow  float64 // RSI
	VolumeAbove float64 // as a part of that SMA
	ExitAbove   float64 // RSI
}

// New returns a fresh state machine.
func (p BollingerBreakout) New() Strategy {
	return &bollingerState{
		BollingerBreakout: p, upper: newCrossing(), middle: newCrossing(),
		bands: indicator.NewBollinger(p.Length, p.Width), rsi: indicator.NewRSI(p.RSI), volume: indicator.NewSMA(p.Volume),
	}
}

type bollingerState struct {
	BollingerBreakout
	bands         indicator.Bollinger
	rsi           indicator.RSI
	volume        indicator.SMA
	upper, middle crossing // of the close with the bands
}

// Update asks for a place in the band above 1 after it has asked for a close above
// the band, as the original does. Only rounding can tell the two apart.
func (s *bollingerState) Update(b *data.Bar) Action {
	bands, ok := s.bands.Update(b.Close)
	rsi, volume := orNaN(s.rsi.Update(b.Close)), orNaN(s.volume.Update(b.Volume))
	breakout, _ := s.upper.update(b.Close, orNaN(bands.Upper, ok))
	_, below := s.middle.update(b.Close, orNaN(bands.Middle, ok))
	place := (b.Close - bands.Lower) / (bands.Upper - bands.Lower)
	return action(
		breakout && place > 1 && rsi > s.EnterAbove && rsi < s.EnterBelow && b.Volume > volume*s.VolumeAbove,
		below || rsi > s.ExitAbove,
	)
}
