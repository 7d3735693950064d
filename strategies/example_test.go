package strategies_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/indicator"
	"github.com/remora-bt/remora-bt/strategies"
)

// oversold is the whole of a strategy: what it is called, what it does in words,
// and how its trades end unless a study says otherwise.
var oversold = strategies.Spec{
	Name:    "Oversold",
	Doc:     "enter when RSI14 falls below 30 while there is volume; exit when RSI14 is above 55",
	Startup: 200,
	Stop:    -0.10,
	ROI:     strategies.ROI{{Minutes: 0, Ratio: 0.10}, {Minutes: 120, Ratio: 0.02}},
	New:     Oversold{RSI: 14, EnterBelow: 30, ExitAbove: 55}.New,
}

// Oversold are the parameters of the strategy of that name.
type Oversold struct {
	RSI        int     // length
	EnterBelow float64 // RSI, at least that on the candle before
	ExitAbove  float64 // RSI
}

// New returns a fresh state machine.
func (p Oversold) New() strategies.Strategy {
	return &oversoldState{Oversold: p, rsi: indicator.NewRSI(p.RSI)}
}

type oversoldState struct {
	Oversold
	rsi    indicator.RSI
	before float64 // RSI one candle before; 0 until there was one
}

// Update is called once per closed candle.
func (s *oversoldState) Update(b *data.Bar) strategies.Action {
	rsi, ok := s.rsi.Update(b.Close)
	if !ok {
		return strategies.Hold
	}
	fell := rsi < s.EnterBelow && s.before >= s.EnterBelow
	s.before = rsi
	action := strategies.Hold
	if fell && b.Volume > 0 {
		action |= strategies.Enter
	}
	if rsi > s.ExitAbove {
		action |= strategies.Exit
	}
	return action
}

func Example() {
	// Lengths short enough to follow by hand.
	s := Oversold{RSI: 2, EnterBelow: 30, ExitAbove: 55}.New()
	for _, price := range []float64{20, 21, 22, 19, 18, 19, 23, 23} {
		candle := data.Candle{Open: price, High: price, Low: price, Close: price, Volume: 1}
		switch s.Update(&data.Bar{Candle: candle}) {
		case strategies.Enter:
			fmt.Println(price, "enter")
		case strategies.Exit:
			fmt.Println(price, "exit")
		default:
			fmt.Println(price, "hold")
		}
	}
	fmt.Println(oversold.Name, "stops at", oversold.Stop)
	// Output:
	// 20 hold
	// 21 hold
	// 22 exit
	// 19 enter
	// 18 hold
	// 19 hold
	// 23 exit
	// 23 exit
	// Oversold stops at -0.1
}
