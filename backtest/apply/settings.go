package apply

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// Study is the study with the settings of the results, for flags to override.
func (in *Input) Study() (config.Study, error) {
	s, live := config.Default(), 0.0
	var span data.TimeRange
	for i, c := range in.Cases {
		w, err := c.wallet()
		if err != nil {
			return s, fault.Invalid(err)
		}
		if c.live {
			w.Start = max(w.Start, live)
			live = w.Start
		} else if i > 0 && w != walletOf(s) {
			return s, fault.Invalid(fmt.Errorf("%s: strategy %s has another wallet, stake or slots than %s: apply them one by one",
				c.source().Place, c.Name, in.Cases[0].Name))
		}
		s.StartingBalance, s.StakeAmount = w.Start, config.StakeAmount{Amount: w.Stake, Unlimited: w.Unlimited}
		s.BalanceRatio, s.MaxOpenTrades, s.AmendLastStake, s.LastStakeRatio = w.Ratio, w.Slots, w.AmendLast, w.LastMinRatio
		s.Strategies = append(s.Strategies, c.Name)
		for _, pair := range c.source().Pairs {
			if !slices.Contains(s.Pairs, pair) {
				s.Pairs = append(s.Pairs, pair)
			}
		}
		r := c.timerange()
		if i > 0 {
			r.From, r.To = min(r.From, span.From), max(r.To, span.To)
		}
		span = r
	}
	s.Timeframe, s.TimeRange = in.Cases[0].source().Timeframe.String(), span.String()
	s.Fee, s.Filter = in.Cases[0].fee(), "default"
	a := in.Apply
	a.Refuse = cmp.Or(a.Refuse, "both")
	s.Apply = &a
	return s, nil
}

func walletOf(s config.Study) backtest.Wallet {
	return backtest.Wallet{
		Start: s.StartingBalance, Stake: s.StakeAmount.Amount, Unlimited: s.StakeAmount.Unlimited,
		Ratio: s.BalanceRatio, Slots: s.MaxOpenTrades, AmendLast: s.AmendLastStake, LastMinRatio: s.LastStakeRatio,
	}
}

// fee is that of the first trade.
func (c *Case) fee() float64 {
	if c.Stacked != nil {
		return c.Stacked.Trades[0].FeeOpen
	}
	return c.Ordinary.Trades[0].FeeOpen
}

// wallet reads the settings from the ordinary result; without one from the
// configuration beside the stacked result, whose own settings are those of stacking.
func (c *Case) wallet() (backtest.Wallet, error) {
	switch {
	case c.live:
		return c.liveWallet(), nil
	case c.Ordinary != nil:
		return stacked.Wallet(c.Ordinary)
	}
	r := *c.Stacked.Result
	var said struct {
		Start *float64        `json:"dry_run_wallet"`
		Stake json.RawMessage `json:"stake_amount"`
		Slots *int            `json:"max_open_trades"`
	}
	r.Start, r.Slots = config.Default().StartingBalance, config.Default().MaxOpenTrades
	if r.Config != nil {
		if err := json.Unmarshal(r.Config, &said); err != nil {
			return backtest.Wallet{}, fmt.Errorf("%s: configuration: %w", r.Place, freqtrade.InJSON(err))
		}
	}
	if said.Start != nil {
		r.Start = *said.Start
	}
	if said.Slots != nil {
		r.Slots = *said.Slots
	}
	r.Unlimited = string(said.Stake) == `"unlimited"`
	w, err := stacked.Wallet(&r)
	return w, err
}

// liveWallet is as large as what was ever in trades at once, and has their median stake.
func (c *Case) liveWallet() backtest.Wallet {
	trades := slices.Clone(c.Ordinary.Trades)
	slices.SortFunc(trades, func(a, b freqtrade.Trade) int { return cmp.Compare(a.Open, b.Open) })
	var stakes []float64
	most := 0.0
	for i := range trades {
		at, tied := trades[i].Open, 0.0
		for k := range trades {
			switch t := &trades[k]; {
			case t.Open <= at && t.Close > at:
				tied += t.Stake
			case t.Close <= at:
				tied -= t.ProfitAbs
			}
		}
		most = max(most, tied)
		stakes = append(stakes, trades[i].Stake)
	}
	slices.Sort(stakes)
	w := backtest.DefaultWallet()
	w.Ratio, w.Slots, w.Stake = 1, -1, stakes[len(stakes)/2]
	w.Start = max(math.Ceil(most), w.Stake)
	return w
}

// Plan checks a study of these inputs. Its error is of kind Usage.
func (in *Input) Plan(s config.Study) (*study.Plan, error) {
	given := make([]study.Given, len(in.Cases))
	for i, c := range in.Cases {
		given[i] = study.Given{
			Name: c.Name, Rules: backtest.Rules{Fee: c.fee(), Protections: c.protections},
			Books: func(p *study.Plan, tapes []*data.Tape) ([]*backtest.Book, backtest.Wallet, error) {
				return c.books(p, tapes)
			},
			Origin: func(cell *study.Cell) *study.Origin { return c.origin(in, cell) },
		}
		if c.Filtered != nil {
			if w, err := c.wallet(); err == nil && c.Ordinary != nil && w != walletOf(s) {
				return nil, fault.Misuse(errors.New("a filtered result has the settings of its backtest: leave out the flags of wallet, stake and slots"))
			}
			given[i].Filtered = func(p *study.Plan, tapes []*data.Tape) ([]*backtest.Book, backtest.Wallet, error) {
				return c.kept(p, tapes, c.Filtered.Trades)
			}
		}
	}
	return study.NewPlan(s, given...)
}

// PlanOf is the plan of a study that names its files, or of one that names none.
func PlanOf(s config.Study) (*study.Plan, error) {
	if s.Apply == nil {
		return study.NewPlan(s)
	}
	in, err := Open(*s.Apply)
	if err != nil {
		return nil, err
	}
	return in.Plan(s)
}
