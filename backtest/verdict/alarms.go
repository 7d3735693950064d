package verdict

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// The alarms that a mask knows the future. A slow leak, such as the day's return at
// its midnight, cannot be told from skill.
const (
	lateShare   = 0.25  // of the selection must be left when the mask is one candle late
	entryShare  = 0.9   // of the blocked bars are entry candles
	entriesMost = 0.5   // while under this share of all bars are
	bestShare   = 0.5   // of what the best choice would have brought,
	bestLuck    = 0.005 // where its p is at most this or the least there can be: few long blocks choose as well by luck
)

// Alarms are the figures that the alarms look at; nil where one was not asked.
type Alarms struct {
	LateProfit  *float64 `json:"late_profit"`     // selection of the mask one candle late, over its own
	LateTail    *float64 `json:"late_tail"`       // the same on the worst days
	BlockedBars *float64 `json:"blocked_entries"` // share of the blocked bars that are entry candles
	AllBars     *float64 `json:"entries"`         // of all bars
	Best        *float64 `json:"of_best_choice"`  // selection over what refusing the worst as many trades of the same ±90 days would have brought
}

// Suspect looks for knowledge of the future behind the answers that a cell would get.
// Below 30 refused trades nothing is suspected: the answer is INCONCLUSIVE anyway.
func (s *Subject) Suspect(ctx context.Context, o *shift.Outcome, would *Answers) (Alarms, []string, error) {
	var a Alarms
	var faults []string
	if o.Refused < leastTrades {
		return a, nil, nil
	}
	if err := s.late(ctx, o, would, &a); err != nil {
		return a, nil, err
	}
	for _, x := range []*float64{a.LateProfit, a.LateTail} {
		if x != nil && *x < lateShare {
			faults = append(faults, fmt.Sprintf("The mask knows the future: one candle late it keeps %.0f %% of what it chose.", 100**x))
			break
		}
	}
	a.BlockedBars, a.AllBars = s.entries()
	if at(a.BlockedBars, 0) >= entryShare && at(a.AllBars, 1) < entriesMost {
		faults = append(faults, fmt.Sprintf("The mask is made of entries: %.0f %% of its blocked bars carry an entry signal, of all bars %.0f %%.", 100**a.BlockedBars, 100**a.AllBars))
	}
	if best := s.best(); best > 0 {
		t := &o.Test[shift.Profit]
		a.Best = Number(t.Selection/best, true)
		if *a.Best >= bestShare && t.P <= max(bestLuck, t.LeastP()) {
			faults = append(faults, fmt.Sprintf("The mask knows the future: it chose %.0f %% of what the best choice of as many trades would have brought.", 100**a.Best))
		}
	}
	return a, faults, nil
}

// late works out what is left of each selection that would be HELPS.
func (s *Subject) late(ctx context.Context, o *shift.Outcome, would *Answers, a *Alarms) error {
	if would.Profit.Answer != Helps && would.Risk.Answer != Helps {
		return nil
	}
	late, err := s.Late(ctx, o, 1)
	if err != nil {
		return err
	}
	left := func(k int) *float64 {
		return Number(ratio(late.Test[k].Selection, o.Test[k].Selection))
	}
	if would.Profit.Answer == Helps {
		a.LateProfit = left(shift.Profit)
	}
	if would.Risk.Answer == Helps {
		a.LateTail = left(shift.Worst)
	}
	return nil
}

// Late is the outcome of the mask so many candles late, centred as the mask itself.
// It has no placebos: those of the mask stand for them.
func (s *Subject) Late(ctx context.Context, o *shift.Outcome, candles int) (*shift.Outcome, error) {
	late := *s
	late.Laid = s.Laid.Delayed(candles)
	p := Panel(&late)
	p.Placebos = 0
	p.Centre = [][]float64{o.Test[shift.Profit].C, o.Test[shift.Worst].C}
	return p.Run(ctx)
}

// entries are the shares of blocked and of all tested bars that are entry candles.
func (s *Subject) entries() (blocked, all *float64) {
	var bars, shut, signals, both int
	for i, b := range s.Books {
		bars += b.Tape.Len() - b.Tape.Warm
		for _, r := range stretches(b.Tape, s.masks[i]) {
			shut += r.to - r.from
		}
		for k := range b.Opps {
			signals++
			if b.Marked(k, s.masks[i]) {
				both++
			}
		}
	}
	return Number(ratio(float64(both), float64(shut))), Number(ratio(float64(signals), float64(bars)))
}

// best is what the best choice of as many trades would have brought over all pairs.
func (s *Subject) best() (sum float64) {
	base := backtest.Walk(s.Books, nil, backtest.Fixed(s.Books, backtest.Wallet{Slots: s.slots}))
	trades := make([][]shift.Trade, len(s.Books))
	for _, t := range base.Trades {
		b := s.Books[t.Book]
		row := t.Exit
		if s.Period != shift.Days {
			row = b.Opps[t.Opp].Signal
		}
		day := int32((b.Tape.Time(row).Day() - s.Lanes.Day0()) / data.Instant(data.Day))
		trades[t.Book] = append(trades[t.Book], shift.Trade{Day: day, Profit: backtest.MoneyOf(t.ProfitAbs)})
	}
	for i, changes := range s.Lanes.Walker().Shift(s.Laid, 0) {
		sum += shift.BestChoice(s.Lanes.Baseline(i), trades[i], changes, shift.Around)
	}
	return sum
}
