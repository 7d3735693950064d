// Package strategies holds the trading rules that a filter is tried on. A
// strategy sees closed candles and says enter or exit; it knows nothing of the
// filter, of positions or of money.
package strategies

import "github.com/remora-bt/remora-bt/data"

// An Action is what a strategy says at a candle's close. Enter and Exit are bits:
// a candle may carry both.
type Action uint8

// The actions.
const (
	Hold  Action = 0
	Enter Action = 1
	Exit  Action = 2
)

// A Strategy turns closed candles into actions. Update is called once per candle
// in time order, warm-up candles included; the Bar is valid only during the call.
type Strategy interface {
	Update(*data.Bar) Action
}

// A Spec describes a strategy and how its trades end unless a study says otherwise.
type Spec struct {
	Name     string // its class name without the suffix "Strategy"
	Doc      string
	Startup  int     // candles needed before the first that may trade
	Stop     float64 // stop loss as a ratio of the entry rate, below 0
	ROI      ROI
	EnterTag string          // freqtrade's enter_tag of every trade; none if empty
	New      func() Strategy // a fresh state machine; two never share state

	// Tag is the enter_tag of the trade whose signal candle opens at a time; nil if all
	// have EnterTag.
	Tag func(signal data.Instant) string
}

// A ROIStep is the profit ratio at which a trade that has been open for Minutes
// is closed.
type ROIStep struct {
	Minutes int
	Ratio   float64
}

// A ROI table is ordered by ascending Minutes. An empty table never closes a trade.
type ROI []ROIStep
