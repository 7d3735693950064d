package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// Doubts are what a study most likely says by mistake, a line each.
func (s Study) Doubts() []string {
	var out []string
	if s.Fee > mostFee && s.Fee < 1 {
		out = append(out, fmt.Sprintf("fee %v is a ratio, %.4g %% of each order: is %.4g %% meant? That is %.4g", s.Fee, 100*s.Fee, s.Fee, s.Fee/100))
	}
	if s.DataDir == "" && s.Context != "" && s.Apply == nil {
		out = append(out, fmt.Sprintf("context %q is not read: the synthetic sample has its own", s.Context))
	}
	return out
}

// mostFee is what no exchange asks of an order, a ratio.
const mostFee = 0.01

// CheckPairs looks at the pairs, their steps and the warm-up.
func (s Study) CheckPairs() error {
	var faults []error
	if len(s.Pairs) == 0 {
		faults = append(faults, errors.New("no pair: name one with --pairs, as in BTC/USDT"))
	}
	quote := ""
	for i, pair := range s.Pairs {
		_, q, _ := strings.Cut(pair, "/")
		err := data.CheckPair(pair)
		switch {
		case err != nil:
			faults = append(faults, err)
		case slices.Contains(s.Pairs[:i], pair):
			faults = append(faults, fmt.Errorf("pair %q is listed twice", pair))
		case quote != "" && q != quote:
			faults = append(faults, fmt.Errorf("pair %q: one wallet holds one stake currency, and the pairs before it are quoted in %s", pair, quote))
		default:
			quote = q
		}
	}
	faults = append(faults, s.checkSteps())
	if s.StartupCount != nil && (*s.StartupCount < 0 || *s.StartupCount > 100_000) {
		faults = append(faults, fmt.Errorf("startup_candle_count %d: expected 0 to 100000", *s.StartupCount))
	}
	return errors.Join(faults...)
}

// checkSteps looks at the amount steps in the order of the alphabet.
func (s Study) checkSteps() error {
	var faults []error
	var foreign []string
	for _, pair := range slices.Sorted(maps.Keys(s.AmountStep)) {
		if err := (backtest.Market{AmountStep: s.AmountStep[pair]}).Validate(); err != nil {
			faults = append(faults, fmt.Errorf("amount step of %q: %w", pair, err))
		}
		if !slices.Contains(s.Pairs, pair) {
			foreign = append(foreign, strconv.Quote(pair))
		}
	}
	const shown = 3
	if n := len(foreign); n > shown {
		foreign = append(foreign[:shown], fmt.Sprintf("%d more", n-shown))
	}
	if len(foreign) > 0 {
		faults = append(faults, fmt.Errorf("amount step for %s, not among the pairs", strings.Join(foreign, ", ")))
	}
	return errors.Join(faults...)
}

// CheckWorthwhile looks at what the user holds worth having. Above 10,000 basis points
// a trade would earn more than its stake, and no cut is of more than 100 points.
func (s Study) CheckWorthwhile() error {
	var faults []error
	if x := s.Worthwhile; x != nil && !(*x > 0 && *x <= 10_000) {
		faults = append(faults, fmt.Errorf("worthwhile %v: expected basis points above 0 and at most 10000", *x))
	}
	if x := s.WorthwhileTail; !(x > 0 && x <= 100) {
		faults = append(faults, fmt.Errorf("worthwhile_tail %v: expected points above 0 and at most 100", x))
	}
	return errors.Join(faults...)
}

// Ranges are the timeranges of the study, which commas separate.
func (s Study) Ranges() ([]data.TimeRange, error) {
	var out []data.TimeRange
	for part := range strings.SplitSeq(s.TimeRange, ",") {
		r, err := data.ParseTimeRange(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		if slices.Contains(out, r) {
			return nil, fmt.Errorf("timerange %q is listed twice", part)
		}
		out = append(out, r)
	}
	return out, nil
}
