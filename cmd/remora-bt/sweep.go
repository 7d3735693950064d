package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/sweep/job"
	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/show"
)

// sweepOptions are the flags of sweep beside the study's.
type sweepOptions struct {
	job.Options
	format string
	top    int
	shard  string
	detail show.Detail
}

func sweepCmd() *cobra.Command {
	var o sweepOptions
	cmd := &cobra.Command{
		Use:   "sweep",
		Short: "Try many settings of a filter and say what the best is worth",
		Long: `sweep tries every combination of the values that --set gives on every strategy,
at the fixed stake. Each gets what a run says of it: what it chose (Delta = less +
choosing), the test of that against the same mask at every other whole-day shift,
and how much milder than a smaller stake it makes the worst days.

The best is the one that chose best (--objective selection), or that cuts the worst
days most beyond a smaller stake (--objective beyond_stake), never the one with the
highest profit: trading less raises that for any filter of a losing strategy.

The best of many settings is good by luck. So every sweep also says
  - how likely the best of as many settings without knowledge does as well,
  - the deflated Sharpe ratio of what was chosen by day and the probability of
    overfitting, counting all settings that the ledger knows to have been tried on
    the same candles; all of them are one look,
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
	bound := bindStudy(cmd)
	f := cmd.Flags()
	f.Lookup("against").Hidden = true // it is refused: many settings are held against none
	f.StringArrayVar(&o.Grid, "set", nil, "values of a setting of the filter, as in max_risk=0.3:0.9:0.01 or weights.regime=0.1,0.2; repeatable (default "+job.DefaultGrid+")")
	f.StringSliceVar(&o.Fees, "fees", nil, "fees to try, as ratios (default: the study's)")
	f.BoolVar(&o.EachPair, "each-pair", false, "try every pair by itself instead of all in one wallet")
	f.StringVar(&o.Windows, "walk-forward", "12mo/3mo", "windows: choose on the first, judge on the next")
	f.StringVar(&o.Objective, "objective", sweep.Selection, "what the best setting is best at: "+strings.Join(sweep.Objectives, ", "))
	f.StringVarP(&o.Output, "output", "o", "", "folder for points.jsonl, ledger.jsonl, sweep.json and sweep.csv; an unfinished sweep goes on from it")
	f.StringVar(&o.Ledger, "ledger", "", "file that remembers all settings ever tried (default: ledger.jsonl in the output folder)")
	bindFormat(f, &o.format)
	f.IntVar(&o.top, "top", 5, "settings to print for each strategy")
	bindDetail(f, &o.detail, "print every table: settings, windows, skill of the score")
	bindMemory(f)
	f.StringVar(&o.shard, "shard", "", "I/N: only the I-th of N parts, for several machines; needs --output")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s, err := bound()
		if err != nil {
			return usage(err)
		}
		o.detail.Verbose = o.detail.Verbose || cmd.Flags().Changed("top") && !o.detail.Quiet
		return runSweep(cmd.Context(), s, o, cmd.OutOrStdout(), cmd.ErrOrStderr())
	}
	return cmd
}

// runSweep is the whole sweep, from study to tables and folder.
func runSweep(ctx context.Context, s config.Study, o sweepOptions, stdout, stderr io.Writer) error {
	if err := o.check(); err != nil {
		return flagError{err}
	}
	var err error
	if o.Own, o.Shards, err = job.Shard(o.shard, o.Output); err != nil {
		return flagError{err}
	}
	o.Version = version
	j, err := job.New(s, o.Options)
	if err != nil {
		return err
	}
	if err := o.ready(stderr); err != nil {
		return err
	}
	found, err := j.Run(ctx, stderr)
	if err != nil {
		return err
	}
	if found == nil {
		fmt.Fprintf(stderr, "shard %s is done: %s holds its settings; put the lines of all shards' points.jsonl into one file and sweep without --shard\n", o.shard, o.Output)
		return nil
	}
	if o.Output != "" {
		if err := writeSweep(o.Output, found); err != nil {
			return usage(err)
		}
		fmt.Fprintf(stderr, "wrote %s\n", o.Output)
		o.detail.Last = append(o.detail.Last, "All settings: "+filepath.Join(o.Output, "sweep.csv"))
		if looked := addLook(o.Output, found.Look(), stderr); looked != "" {
			o.detail.Last = append(o.detail.Last, looked)
		}
	}
	p := printer(stdout, o.format)
	p.Sweep(found, o.top, o.detail)
	return p.Err()
}

// ready refuses an output that cannot be written to.
func (o sweepOptions) ready(stderr io.Writer) error {
	if o.Output == "" {
		return nil
	}
	if exists(filepath.Join(o.Output, runfolder.ManifestFile)) {
		return usage(fmt.Errorf("%s: holds %s, which lists every file there: choose another folder for the sweep", o.Output, runfolder.ManifestFile))
	}
	if err := ready(stderr)(place.CheckFolder(o.Output)); err != nil {
		return err
	}
	for _, name := range []string{"sweep.json", "sweep.csv"} {
		path := filepath.Join(o.Output, name)
		if !exists(path) && !exists(o.Output) {
			continue
		}
		if err := ready(stderr)(place.CheckFile(path)); err != nil {
			return err
		}
	}
	return nil
}

func (o sweepOptions) check() error {
	if o.top < 1 {
		return fmt.Errorf("top %d: expected a number of at least 1", o.top)
	}
	if err := loud(o.detail); err != nil {
		return err
	}
	return sweep.CheckObjective(o.Objective)
}
