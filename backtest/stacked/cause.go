package stacked

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/remora-bt/remora-bt/internal/plural"

	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// Least is the share of equal trades below which a walk stands for nothing.
const Least = 0.99

// Causes says what a check's differences look like and, from the strategy's source,
// where they may come from: one sentence each, the likeliest first. Stacked is the
// stacked result, and recorded whether the recorder's list was given.
func (c *Check) Causes(ordinary, stacked *freqtrade.Result, recorded bool) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if c.NoSlot > c.Rejected && c.Equal < c.Of {
		say("the walk refuses %s for want of a slot, freqtrade %d: the settings are not those of the ordinary backtest", plural.Of(c.NoSlot, "entry", "entries"), c.Rejected)
	}
	if c.Equal == c.Of {
		return out
	}
	if stacked.TimedOut > 0 && !recorded {
		say("%s never filled and held slots that the export does not show: record them with --recorder", plural.Of(stacked.TimedOut, "entry order was", "entry orders were"))
	}
	if stacked.Detail != 0 && !strings.Contains(string(stacked.Config), "ignore_buying_expired_candle_after") {
		say("timeframe_detail %s: both backtests need ignore_buying_expired_candle_after: 1", stacked.Detail)
	}
	if stacked.Protections {
		say("the stacked backtest ran with protections, which hide entries: run it without --enable-protections")
	}
	switch missing, wrong := c.Ordinary-c.Found, c.Found-c.SameExit; {
	case missing > 0:
		say("%s never opportunities: entries depend on the trade history, on counters or on locks%s",
			plural.Of(missing, "trade was", "trades were"), where(ordinary.Code, history, locks, state))
	case wrong > 0:
		say("%s otherwise and none is missing: exits depend on state per pair kept on the strategy object%s",
			plural.Of(wrong, "trade ends", "trades end"), where(ordinary.Code, state, history))
	case 2*c.Stakes >= c.Of-c.Equal:
		say("%s in the stake alone: it depends on the wallet%s", plural.Of(c.Stakes, "trade differs", "trades differ"), where(ordinary.Code, wallets, adjust))
	case ordinary.Protections:
		say("all opportunities are there and the walk takes others: protections were in force, see --protections%s", where(ordinary.Code, locks))
	default:
		say("all opportunities are there and the walk takes others: locks, or settings that differ%s", where(ordinary.Code, locks, wallets))
	}
	return out
}

// A trace is a piece of a strategy's source that makes one trade depend on others.
type trace struct{ *regexp.Regexp }

var (
	history = trace{regexp.MustCompile(`\b(?:Local)?Trade\.\w+`)}
	wallets = trace{regexp.MustCompile(`\bself\.wallets\b`)}
	locks   = trace{regexp.MustCompile(`\block_pair\b`)}
	adjust  = trace{regexp.MustCompile(`\badjust_trade_position\b`)}
	state   = trace{regexp.MustCompile(`\bself\.\w+(?:\[[^\]]*pair[^\]]*\]|\.(?:get|setdefault|pop)\([^)]*pair)`)}
)

// where names the first lines of a source that hold one of the traces, in the order
// of the traces.
func where(code string, traces ...trace) string {
	var found []string
	for _, t := range traces {
		for n, line := range strings.Split(code, "\n") {
			line, _, _ = strings.Cut(line, "#")
			if m := t.FindString(line); m != "" {
				found = append(found, fmt.Sprintf("line %d: %s", n+1, m))
				break
			}
		}
	}
	if found == nil {
		return ""
	}
	return " (" + strings.Join(found, "; ") + ")"
}
