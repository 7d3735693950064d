package backtest

import (
	"errors"
	"fmt"
	"math"

	"github.com/remora-bt/remora-bt/strategies"
)

// Rules say what a trade costs and how it ends. The zero value of a field means
// what freqtrade's default means, except Stop, which must be set.
type Rules struct {
	Fee         float64        `json:"fee"`          // ratio of each order's value, per side
	SlippageBps float64        `json:"slippage_bps"` // every fill is worse by this many basis points
	Stop        float64        `json:"stoploss"`     // profit ratio below 0, before fees
	ROI         strategies.ROI `json:"minimal_roi"`
	Trailing    Trailing       `json:"trailing"`

	IgnoreExitSignal bool    `json:"ignore_exit_signal"` // freqtrade: use_exit_signal false
	ExitProfitOnly   bool    `json:"exit_profit_only"`
	ExitProfitOffset float64 `json:"exit_profit_offset"`
	ROIWaits         bool    `json:"ignore_roi_if_entry_signal"` // ROI is skipped while the entry signal is up

	Protections *Protections `json:"protections,omitempty"` // the same of all books of a run; nil for none
}

// Trailing is a stop that follows the highest price.
type Trailing struct {
	On         bool    `json:"trailing_stop"`
	Positive   float64 `json:"trailing_stop_positive"`        // distance once profit is above Offset, 0 for the plain stop's
	Offset     float64 `json:"trailing_stop_positive_offset"` // profit ratio
	OnlyOffset bool    `json:"trailing_only_offset_is_reached"`
}

// RulesOf returns the rules of a strategy with a fee.
func RulesOf(s strategies.Spec, fee float64) Rules {
	return Rules{Fee: fee, Stop: s.Stop, ROI: s.ROI}
}

// Validate reports every rule that no simulation can follow.
func (r Rules) Validate() error {
	var faults []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	check(r.Fee >= 0 && r.Fee < 1, "fee %v: expected a ratio of at least 0 and below 1, as in 0.001", r.Fee)
	check(!(r.Fee >= 0 && r.Fee < 1) || newDecimal(r.Fee).scale <= 12, "fee %v: more than 12 decimals", r.Fee)
	check(r.SlippageBps >= 0 && r.SlippageBps < 10_000, "slippage %v: expected basis points of at least 0 and below 10000", r.SlippageBps)
	check(r.Stop < 0 && r.Stop >= -1, "stoploss %v: expected a ratio below 0 and at least -1, as in -0.10", r.Stop)
	check(!math.IsNaN(r.ExitProfitOffset) && !math.IsInf(r.ExitProfitOffset, 0), "exit_profit_offset %v: expected a number", r.ExitProfitOffset)
	if err := r.ROI.Validate(); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(append(faults, r.Trailing.validate())...)
}

func (t Trailing) validate() error {
	switch {
	case !t.On: // the rest says nothing, as in freqtrade
		return nil
	case !(t.Positive >= 0 && t.Positive < 1):
		return fmt.Errorf("trailing_stop_positive %v: expected a ratio of at least 0 and below 1", t.Positive)
	case !(t.Offset >= 0) || math.IsInf(t.Offset, 1):
		return fmt.Errorf("trailing_stop_positive_offset %v: expected a ratio of at least 0", t.Offset)
	case t.OnlyOffset && t.Positive == 0:
		return errors.New("trailing_only_offset_is_reached needs trailing_stop_positive above 0")
	case t.Positive > 0 && t.Offset > 0 && t.Offset <= t.Positive:
		return fmt.Errorf("trailing_stop_positive_offset %v: expected more than trailing_stop_positive %v", t.Offset, t.Positive)
	}
	return nil
}
