package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/report/table"
)

// sweepOptions are the flags of sweep beside the study's.
type sweepOptions struct {
	grid     []string
	fees     []string
	eachPair bool
	windows  string
	choose   string
	output   string
	ledger   string
	format   string
	top      int
	shard    string
}

// defaultGrid is swept where nothing is said.
const defaultGrid = "max_risk=0.3:0.9:0.01"

func sweepCmd() *cobra.Command {
	var o sweepOptions
	cmd := &cobra.Command{
		Use:   "sweep",
		Short: "Try many settings of a filter and say what the best is worth",
		Long: `sweep tries every combination of the values that --set gives on every strategy,
at fixed notional, and holds each against its own placebos: the same mask at every
other whole-day shift. Thresholds of one setting share their walks, so that a
thousand of them take a second.

The best of many settings is good by luck. So every sweep also says
  - how likely the best of as many settings without knowledge does as well,
  - the deflated Sharpe ratio and the probability of overfitting, counting all
    settings that the ledger knows to have been tried on the same candles,
  - what the settings chosen on one window did in the next (--walk-forward),
  - what the score knows of the candles and trades that follow it.

With --output every finished setting is kept on disk at once: a sweep that was
killed goes on where it was when it is started again.`,
		Example: `  remora-bt sweep --set max_risk=0.3:0.9:0.001
  remora-bt sweep -d candles --pairs BTC/USDT --strategy-list MACDCross,RSIEMA \
    --set max_risk=0.4:0.8:0.05 --set flag_extreme_fear=10,15,25 --output out/sweep
  remora-bt sweep -d candles --pairs BTC/USDT --strategy-list MACDCross \
    --filter history:remora_history.csv --set max_risk=0.5:0.9:0.1`,
		Args: noArgs,
	}
	study := bindStudy(cmd.Flags())
	f := cmd.Flags()
	f.StringArrayVar(&o.grid, "set", nil, "values of a setting of the filter, as in max_risk=0.3:0.9:0.01 or weights.regime=0.1,0.2; repeatable (default "+defaultGrid+")")
	f.StringSliceVar(&o.fees, "fees", nil, "fees to try, as ratios (default: the study's)")
	f.BoolVar(&o.eachPair, "each-pair", false, "try every pair by itself instead of all in one wallet")
	f.StringVar(&o.windows, "walk-forward", "12mo/3mo", "windows: choose on the first, judge on the next")
	f.StringVar(&o.choose, "choose", "excess", "what is best in a window: "+strings.Join(sweep.Criteria, ", "))
	f.StringVarP(&o.output, "output", "o", "", "folder for points.jsonl, ledger.jsonl, sweep.json and sweep.csv; an unfinished sweep goes on from it")
	f.StringVar(&o.ledger, "ledger", "", "file that remembers all settings ever tried (default: ledger.jsonl in the output folder)")
	f.StringVar(&o.format, "format", "table", strings.Join(table.Formats, ", "))
	f.IntVar(&o.top, "top", 5, "settings to print for each strategy")
	f.StringVar(&o.shard, "shard", "", "I/N: only the I-th of N parts, for several machines; needs --output")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s, err := study()
		if err != nil {
			return usage(err)
		}
		job, err := planSweep(s, o)
		if err != nil {
			return err
		}
		return job.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
	}
	return cmd
}

// fees are the ones to try; none means the study's.
func (o sweepOptions) parseFees() ([]float64, error) {
	var out []float64
	for _, text := range o.fees {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("fees: %q is not a number", text)
		}
		if slices.Contains(out, x) {
			return nil, fmt.Errorf("fees: %q is given twice", text)
		}
		out = append(out, x)
	}
	return out, nil
}

// part is which of how many shards to do, from 0.
func (o sweepOptions) part() (own, shards int, err error) {
	if o.shard == "" {
		return 0, 1, nil
	}
	a, b, _ := strings.Cut(o.shard, "/")
	i, err1 := strconv.Atoi(a)
	n, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || i < 1 || n < i || n > mostPoints {
		return 0, 0, fmt.Errorf("shard %q: expected I/N with I from 1 to N, as in 2/4", o.shard)
	}
	if o.output == "" {
		return 0, 0, fmt.Errorf("shard %q: a part of a sweep needs --output to be put together with the others", o.shard)
	}
	return i - 1, n, nil
}

func (o sweepOptions) check() error {
	switch {
	case !slices.Contains(table.Formats, o.format):
		return fmt.Errorf("format %q: expected %s", o.format, strings.Join(table.Formats, ", "))
	case o.top < 0:
		return fmt.Errorf("top %d: expected a number of at least 0", o.top)
	}
	return sweep.CheckCriterion(o.choose)
}
