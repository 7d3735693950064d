package strategies

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/indicator"
)

var nfiQuickstart = Spec{
	Name: "NFIQuickstart",
	Doc: "enter when SMA20 crosses above SMA50 while RSI14 is below 70; " +
		"exit when it crosses below or RSI14 is above 80",
	Startup: 200,
	Stop:    -0.10,
	ROI:     ROI{{0, 0.10}, {60, 0.05}, {120, 0.02}},
	New:     NFIQuickstart{Fast: 20, Slow: 50, RSI: 14, EnterBelow: 70, ExitAbove: 80}.New,
}

// NFIQuickstart are the parameters of the strategy of that name.
type NFIQuickstart struct {
	Fast, Slow int     // lengths of the two SMAs of closes
	RSI        int     // length
	EnterBelow float64 // RSI
	ExitAbove  float64 // RSI
}

// New returns a fresh state machine.
func (p NFIQuickstart) New() Strategy {
	return &nfiState{
		NFIQuickstart: p, averages: newCrossing(),
		fast: indicator.NewSMA(p.Fast), slow: indicator.NewSMA(p.Slow), rsi: indicator.NewRSI(p.RSI),
	}
}

type nfiState struct {
	NFIQuickstart
	fast, slow indicator.SMA
	rsi        indicator.RSI
	averages   crossing
}

func (s *nfiState) Update(b *data.Bar) Action {
	fast, slow := orNaN(s.fast.Update(b.Close)), orNaN(s.slow.Update(b.Close))
	rsi := orNaN(s.rsi.Update(b.Close))
	up, down := s.averages.update(fast, slow)
	return action(
		up && rsi < s.EnterBelow && b.Volume > 0,
		down || rsi > s.ExitAbove,
	)
}
