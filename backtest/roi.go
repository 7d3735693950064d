package backtest

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// minutes is how long the position has been open at a row's open.
func (p *position) minutes(row int) int {
	return int(int64(row-p.entry) * int64(p.b.Tape.Step) / int64(data.Minute))
}

// roi reports whether the ROI step in force closes the position on row, and the
// price:
//
//	p = −(rate·roi + rate·(1+fee)) / (fee − 1)
//
// held within the candle. A step that comes into force on this very candle fills
// at the open if that is better; ratio −1 always closes, at the open.
func (p *position) roi(row int, step strategies.ROIStep) (rate float64, ok bool) {
	t := p.b.Tape
	if p.b.Rules.ROIWaits && p.b.Action(row-1)&strategies.Enter != 0 {
		return 0, false
	}
	if !(p.profitAt(t.Highs()[row]) > step.Ratio) {
		return 0, false
	}
	perCandle := t.Step.Minutes()
	onOpen := perCandle == 0 || step.Minutes%perCandle == 0
	if step.Ratio == -1 && onOpen {
		return t.Opens()[row], true
	}
	fee := p.b.fill.ratio
	price := -(float64(p.rate*step.Ratio) + float64(p.rate*(1+fee))) / (fee - 1)
	held := p.minutes(row)
	if held > 0 && held == step.Minutes && onOpen && t.Opens()[row] > price {
		return t.Opens()[row], true
	}
	return min(max(price, t.Lows()[row]), t.Highs()[row]), true
}
