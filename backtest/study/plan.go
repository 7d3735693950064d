package study

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
	"github.com/remora-bt/remora-bt/strategies/file"
)

// A Plan is a study that has been checked: nothing in it can fail but the data.
type Plan struct {
	Study     config.Study
	Timeframe data.Timeframe
	Judging   data.Timeframe   // of the candles that the engine judges by; 0 for the default
	Spans     []data.TimeRange // tested, each by itself
	Span      data.TimeRange   // around all of them
	Specs     []strategies.Spec
	Rules     []backtest.Rules // one per spec
	Wallet    backtest.Wallet
	Most      int64   // bytes of memory that there are, which a bigger study is refused for; 0 for no bound
	Given     []Given // one a spec, or none: strategies that another program worked out
}

// breakdowns are the values of --breakdown.
var breakdowns = []string{"day", "week", "month", "year"}

// NewPlan checks a study and reports everything that is wrong with it, at most
// eight faults. The error is of kind Usage. Strategies that are given stand for those
// that the study names.
func NewPlan(s config.Study, given ...Given) (*Plan, error) {
	if err := s.Simulated(); err != nil {
		return nil, fault.Misuse(err)
	}
	p := &Plan{Study: s, Given: given}
	var faults []error
	add := func(err error) { faults = append(faults, err) }
	var err error
	if p.Timeframe, err = data.ParseTimeframe(s.Timeframe); err != nil {
		add(err)
	} else {
		add(p.judgeBy(s.Judging))
	}
	if p.Spans, err = s.Ranges(); err != nil {
		add(err)
	}
	p.Span = around(p.Spans)
	if s.Breakdown != "" && !slices.Contains(breakdowns, s.Breakdown) {
		add(fmt.Errorf("breakdown %q: expected %s", s.Breakdown, strings.Join(breakdowns, ", ")))
	}
	add(s.CheckPairs())
	add(s.CheckOwn())
	for _, g := range given {
		p.Specs, p.Rules = append(p.Specs, strategies.Spec{Name: g.Name}), append(p.Rules, g.Rules)
	}
	if len(given) == 0 {
		add(p.find())
	}
	p.Wallet = s.Wallet()
	add(p.Wallet.Validate())
	if s.MaxOpenTrades < -1 {
		add(fmt.Errorf("max_open_trades %d: expected a whole number above 0, or -1 for no limit", s.MaxOpenTrades))
	}
	if s.FixedNotional {
		add(p.CheckFixedStake())
	}
	add(s.CheckTrailing())
	add(s.CheckWorthwhile())
	if s.Seed != nil && s.DataDir != "" && s.Filter == "none" {
		add(fmt.Errorf("seed %d: nothing is drawn at random in a run on given candles without a filter", *s.Seed))
	}
	return p, fault.Misuse(s.Faults(faults...))
}

// find looks the strategies up.
func (p *Plan) find() error {
	s := p.Study
	if len(s.Strategies) == 0 {
		return errors.New("no strategy: name one with --strategy-list; 'remora-bt list strategies' shows them")
	}
	var faults []error
	for i, name := range s.Strategies {
		spec, err := file.Find(name)
		if err != nil && s.Configured() {
			err = fmt.Errorf("%w; of a strategy in Python: see 'remora-bt apply --help'", err)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if s.StartupCount != nil {
			spec.Startup = *s.StartupCount
		}
		if slices.ContainsFunc(p.Specs, func(o strategies.Spec) bool { return o.Name == spec.Name }) {
			faults = append(faults, fmt.Errorf("strategy %q is listed twice", name))
		}
		rules := s.Rules(spec)
		if i == 0 { // strategies have no faults of their own, and the study's are the same for all
			faults = append(faults, rules.Validate())
		}
		p.Specs, p.Rules = append(p.Specs, spec), append(p.Rules, rules)
	}
	return errors.Join(faults...)
}

// Worthwhile is what the study's user holds worth having.
func (p *Plan) Worthwhile() verdict.Worthwhile {
	w := verdict.DefaultWorthwhile(p.Study.Fee)
	if p.Study.Worthwhile != nil {
		w.BP = *p.Study.Worthwhile
	}
	w.Tail = p.Study.WorthwhileTail
	return w
}

// CheckFixedStake refuses a stake whose losses would empty even the wallet of the
// fixed-notional arms, or overflow their sums.
func (p *Plan) CheckFixedStake() error {
	if x := p.Stake(); x > verdict.MostStake {
		return fmt.Errorf("stake amount %v: at fixed notional expected at most %v", x, float64(verdict.MostStake))
	}
	return nil
}

// EnginePlan checks what of a study concerns the engine: pairs, timeframe and one
// range. The plan has neither strategies nor a wallet. The error is of kind Usage.
func EnginePlan(s config.Study) (*Plan, error) {
	p := &Plan{Study: s}
	var faults [3]error // the engine answers at the close of each candle of the timeframe
	p.Timeframe, faults[0] = data.ParseTimeframe(s.Timeframe)
	p.Span, faults[1] = data.ParseTimeRange(s.TimeRange)
	faults[2] = s.CheckPairs()
	if p.Judging = p.Timeframe; faults[0] == nil && s.Judging != "" {
		faults[0] = p.judgeBy(s.Judging)
	}
	return p, fault.Misuse(errors.Join(faults[:]...))
}

// Stake is the fixed stake of the trades that were not made: the wallet's, or where
// that is unlimited what its first trade would have.
func (p *Plan) Stake() float64 {
	if w := p.Wallet; w.Unlimited {
		return w.Start * w.Ratio / float64(w.Slots)
	}
	return p.Wallet.Stake
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
