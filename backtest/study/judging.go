package study

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
)

// usualJudging is the timeframe that the engine judges by where the strategy's is longer.
const usualJudging = 5 * data.Minute

// judgeBy takes the timeframe that the engine judges by from the study; "" is the
// default.
func (p *Plan) judgeBy(text string) error {
	if text == "" {
		return nil
	}
	tf, err := data.ParseTimeframe(text)
	switch {
	case err != nil:
		return fmt.Errorf("filter_%w", err)
	case data.Hour%tf != 0:
		return fmt.Errorf("filter_timeframe %q: expected one that divides an hour", text)
	case p.Timeframe%tf != 0:
		return fmt.Errorf("filter_timeframe %q: expected one that divides the strategy's %s", text, p.Timeframe)
	}
	p.Judging = tf
	return nil
}

// judging is the timeframe that the engine judges some pairs by: the plan's, or for
// candles longer than 5 minutes those where every pair has them or finer ones to make
// them from. Nothing else in the folder counts. Else it is the strategy's own, which the
// engine can use if it divides an hour.
func (p *Plan) judging(from *feed, pairs []string) data.Timeframe {
	divides := data.Hour%p.Timeframe == 0
	switch {
	case p.Judging != 0 && (divides || p.Judging != p.Timeframe):
		return p.Judging
	case !divides:
		return usualJudging
	case from.dir == nil || p.Timeframe <= usualJudging:
		return p.Timeframe
	}
	for _, pair := range pairs {
		if _, ok := from.dir.Finer(pair, usualJudging); !ok && !from.dir.Has(pair, usualJudging) {
			return p.Timeframe
		}
	}
	return usualJudging
}
