package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// A plan is a study that has been checked: nothing in it can fail but the data.
type plan struct {
	study     Study
	timeframe data.Timeframe
	spans     []data.TimeRange // tested, each by itself
	span      data.TimeRange   // around all of them
	specs     []strategies.Spec
	rules     []backtest.Rules // one per spec
	wallet    backtest.Wallet
}

// breakdowns are the values of --breakdown.
var breakdowns = []string{"day", "week", "month", "year"}

// makePlan checks a study and reports everything that is wrong with it.
func makePlan(s Study) (*plan, error) {
	p := &plan{study: s}
	var faults []error
	fault := func(err error) { faults = append(faults, err) }
	var err error
	if p.timeframe, err = data.ParseTimeframe(s.Timeframe); err != nil {
		fault(err)
	}
	if p.spans, err = parseRanges(s.TimeRange); err != nil {
		fault(err)
	}
	p.span = around(p.spans)
	if s.Breakdown != "" && !slices.Contains(breakdowns, s.Breakdown) {
		fault(fmt.Errorf("breakdown %q: expected %s", s.Breakdown, strings.Join(breakdowns, ", ")))
	}
	fault(checkPairs(s))
	if len(s.Strategies) == 0 {
		fault(errors.New("no strategy: name one with --strategy-list; 'remora-bt list strategies' shows them"))
	}
	for i, name := range s.Strategies {
		spec, err := strategies.Find(name)
		if err != nil {
			fault(err)
			continue
		}
		if s.StartupCount != nil {
			spec.Startup = *s.StartupCount
		}
		if slices.ContainsFunc(p.specs, func(o strategies.Spec) bool { return o.Name == spec.Name }) {
			fault(fmt.Errorf("strategy %q is listed twice", name))
		}
		rules := s.rules(spec)
		if i == 0 { // strategies have no faults of their own, and the study's are the same for all
			fault(rules.Validate())
		}
		p.specs, p.rules = append(p.specs, spec), append(p.rules, rules)
	}
	p.wallet = s.wallet()
	fault(p.wallet.Validate())
	if s.MaxOpenTrades < -1 {
		fault(fmt.Errorf("max_open_trades %d: expected a whole number above 0, or -1 for no limit", s.MaxOpenTrades))
	}
	if s.FixedNotional {
		fault(p.fixedStake())
	}
	if s.Seed != nil && s.DataDir != "" && s.Filter == "none" {
		fault(fmt.Errorf("seed %d: nothing is drawn at random in a run on given candles without a filter", *s.Seed))
	}
	return p, s.faults(faults...)
}

// fixedStake refuses a stake whose losses would empty even the wallet of the
// fixed-notional arms, or overflow their sums.
func (p *plan) fixedStake() error {
	if x := p.stake(); x > verdict.MostStake {
		return fmt.Errorf("stake amount %v: at fixed notional expected at most %v", x, float64(verdict.MostStake))
	}
	return nil
}

// parseRanges reads timeranges separated by commas.
func parseRanges(text string) ([]data.TimeRange, error) {
	var out []data.TimeRange
	for part := range strings.SplitSeq(text, ",") {
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

// around is the smallest range that holds all of some.
func around(spans []data.TimeRange) data.TimeRange {
	if len(spans) == 0 {
		return data.TimeRange{}
	}
	all := spans[0]
	for _, r := range spans[1:] {
		all.From, all.HasFrom = min(all.From, r.From), all.HasFrom && r.HasFrom
		all.To, all.HasTo = max(all.To, r.To), all.HasTo && r.HasTo
	}
	return all
}

func checkPairs(s Study) error {
	var faults []error
	if len(s.Pairs) == 0 {
		faults = append(faults, errors.New("no pair: name one with --pairs, as in BTC/USDT"))
	}
	quote := ""
	for i, pair := range s.Pairs {
		_, q, _ := strings.Cut(pair, "/")
		err := pairFault(pair)
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
	faults = append(faults, checkSteps(s))
	if s.StartupCount != nil && (*s.StartupCount < 0 || *s.StartupCount > 100_000) {
		faults = append(faults, fmt.Errorf("startup_candle_count %d: expected 0 to 100000", *s.StartupCount))
	}
	return errors.Join(faults...)
}

// checkSteps looks at the amount steps in the order of the alphabet.
func checkSteps(s Study) error {
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

// rules are a strategy's own with the study's overrides.
func (s Study) rules(spec strategies.Spec) backtest.Rules {
	r := backtest.RulesOf(spec, s.Fee)
	if s.MinimalROI != nil {
		r.ROI = *s.MinimalROI
	}
	if s.StopLoss != nil {
		r.Stop = *s.StopLoss
	}
	r.SlippageBps = s.SlippageBps
	r.Trailing = backtest.Trailing{
		On: s.TrailingStop, Positive: s.TrailingPositive, Offset: s.TrailingOffset, OnlyOffset: s.TrailingOnlyOffset,
	}
	r.IgnoreExitSignal = !s.UseExitSignal
	r.ExitProfitOnly, r.ExitProfitOffset = s.ExitProfitOnly, s.ExitProfitOffset
	r.ROIWaits = s.IgnoreROI
	return r
}

func (s Study) wallet() backtest.Wallet {
	return backtest.Wallet{
		Start: s.StartingBalance, Stake: s.StakeAmount.Amount, Unlimited: s.StakeAmount.Unlimited,
		Ratio: s.BalanceRatio, Slots: s.MaxOpenTrades,
		AmendLast: s.AmendLastStake, LastMinRatio: s.LastStakeRatio,
	}
}

// market is the pair's, with the study's amount step if it gives one.
func (s Study) market(pair string) backtest.Market {
	m := backtest.MarketOf(pair)
	if step, ok := s.AmountStep[pair]; ok {
		m.AmountStep = step
	}
	return m
}

// currency is the asset that the wallet holds.
func (s Study) currency() string {
	_, quote, _ := strings.Cut(s.Pairs[0], "/")
	return quote
}
