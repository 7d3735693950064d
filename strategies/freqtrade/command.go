package freqtrade

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// A Command is a backtest for freqtrade to run.
type Command struct {
	Configs      []string // files, in the order in which they override each other
	Strategy     string
	StrategyPath string // "" for freqtrade's own
	Timeframe    data.Timeframe
	Detail       data.Timeframe // 0 for none
	TimeRange    string         // "" for all candles
	Pairs        []string       // nil for the configuration's
	DataDir      string         // "" for the exchange's below freqtrade's user folder
	Fee          float64        // 0 for the exchange's
	Settings     *Settings      // of a result, which its configuration may not have; nil for the configuration's

	Stacked bool    // every entry signal opens a trade …
	Stake   float64 // … at this stake
}

// Settings are what a command line may have set.
type Settings struct {
	Start       float64 // wallet
	Stake       float64
	Unlimited   bool
	Slots       int // below 0 without limit
	Protections bool
}

// stackedWallet is so large that no entry is ever refused for want of money.
const stackedWallet = "1000000000"

// DetailConfig is the text of a configuration that both backtests need with
// timeframe_detail: without it freqtrade enters late on candles within the signal's,
// which position stacking does anew on each. It changes the ordinary result too.
const DetailConfig = "{\"ignore_buying_expired_candle_after\": 1}\n"

// CommandOf is the command that repeats a backtest from its result, without its
// configuration's files.
func CommandOf(r *Result, timerange string) Command {
	c := Command{
		Strategy: r.Strategy, Timeframe: r.Timeframe, Detail: r.Detail, TimeRange: timerange, Pairs: r.Pairs,
		Stake:    StackedStake(r.Stake, r.Unlimited, r.Start, r.Slots),
		Settings: &Settings{r.Start, r.Stake, r.Unlimited, r.Slots, r.Protections},
	}
	if len(r.Trades) > 0 {
		c.Fee = r.Trades[0].FeeOpen
	}
	return c
}

// StackedStake is the stake for the stacked backtest: the fixed one, or the wallet's
// even share, so that amounts are as fine as the ordinary backtest's.
func StackedStake(stake float64, unlimited bool, start float64, slots int) float64 {
	if !unlimited {
		return stake
	}
	return math.Max(math.Floor(start/float64(max(slots, 1))), 1)
}

// String is the command for a shell, without line breaks.
func (c Command) String() string {
	words := []string{"freqtrade", "backtesting"}
	add := func(flag string, values ...string) {
		words = append(words, flag)
		for _, v := range values {
			words = append(words, quoted(v))
		}
	}
	for _, file := range c.Configs {
		add("-c", file)
	}
	add("--strategy", c.Strategy)
	if c.StrategyPath != "" {
		add("--strategy-path", c.StrategyPath)
	}
	if c.DataDir != "" {
		add("--datadir", c.DataDir)
	}
	if c.Timeframe != 0 {
		add("--timeframe", c.Timeframe.String())
	}
	if c.Detail != 0 {
		add("--timeframe-detail", c.Detail.String())
	}
	if c.TimeRange != "" {
		add("--timerange", c.TimeRange)
	}
	if c.Fee != 0 {
		add("--fee", shortest(c.Fee))
	}
	switch s := c.Settings; {
	case c.Stacked:
		add("--enable-position-stacking")
		add("--max-open-trades", "-1")
		add("--dry-run-wallet", stackedWallet)
		add("--stake-amount", shortest(c.Stake))
	case s != nil:
		add("--max-open-trades", strconv.Itoa(s.Slots))
		if s.Start > 0 {
			add("--dry-run-wallet", shortest(s.Start))
		}
		if s.Unlimited {
			add("--stake-amount", "unlimited")
		} else if s.Stake > 0 {
			add("--stake-amount", shortest(s.Stake))
		}
		if s.Protections {
			add("--enable-protections")
		}
	}
	add("--cache", "none")
	add("--export", "trades")
	if len(c.Pairs) > 0 {
		add("--pairs", c.Pairs...)
	}
	return strings.Join(words, " ")
}

func shortest(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// quoted protects a word from the shell.
func quoted(s string) string {
	safe := s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-:=+,@%", r))
	}) < 0
	if safe {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// The time that a stacked backtest takes, measured with freqtrade 2025.10: to start,
// and for each candle that a trade is open.
const (
	startSeconds = 4.5
	leastPerRow  = 0.1e-3
	mostPerRow   = 0.8e-3
)

// Estimate says how long the stacked backtest will take: a number of entry signals
// whose trades stay open for a mean number of candles.
func Estimate(signals int, candles float64) string {
	rows := float64(signals) * candles
	least, most := math.RoundToEven(startSeconds+float64(rows*leastPerRow)), math.RoundToEven(startSeconds+float64(rows*mostPerRow))
	if least == most {
		return fmt.Sprintf("about %.0f seconds", least)
	}
	return fmt.Sprintf("about %.0f to %.0f seconds", least, most)
}

// Signals is a guess, from below, at the entry signals behind an ordinary backtest,
// and how long its trades stay open on average, in candles.
func (r *Result) Signals() (signals int, candles float64) {
	for i := range r.Trades {
		candles += float64(r.Trades[i].Close-r.Trades[i].Open) / float64(r.Timeframe)
	}
	return len(r.Trades) + r.Rejected, candles / float64(max(len(r.Trades), 1))
}
