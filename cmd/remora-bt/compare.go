package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/show"
)

// compareOptions are the flags of compare.
type compareOptions struct {
	format    string
	benchstat bool
	trades    bool
	detail    show.Detail
	resamples int
	seed      uint64
}

func compareCmd() *cobra.Command {
	var o compareOptions
	cmd := &cobra.Command{
		Use:   "compare A B",
		Short: "Compare two finished runs by metric and by trade",
		Long: `compare reads two run folders. It prints the answers of both and, where they
traded on the same entry signals, how the filter of b stands to that of a: both
masks are laid over the signals and moved together to every other time. Then come
how their studies differ, and per strategy and arm the difference b − a; with
--verbose of every metric, and with --trades of every trade that they do not
share. An arm that only one folder has is named in a warning.

A difference is marked ~ where it cannot be told from noise: where 0 lies in the
95 % interval of the difference when the days of both runs are drawn again
together in blocks (stationary bootstrap, Politis and Romano 1994). Metrics that
do not follow from days, such as dates and longest rows, have no mark.

--benchstat prints the metrics as benchstat does: each run with ± half of its
own 95 % interval, and the change with its p-value.`,
		Example: `  remora-bt compare out/before out/after
  remora-bt compare out/before out/after --benchstat
  remora-bt compare out/before out/after --trades --format csv`,
		Args: takes(2, "two run folders"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			return compareRuns(cmd.Context(), args[0], args[1], o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	bindFormat(cmd.Flags(), &o.format)
	cmd.Flags().BoolVar(&o.benchstat, "benchstat", false, "print the metrics as benchstat does")
	cmd.Flags().BoolVar(&o.trades, "trades", false, "list every trade that is not the same, not only the few that matter most")
	bindDetail(cmd.Flags(), &o.detail, "print every metric of every run, and the trades that matter most")
	cmd.Flags().IntVar(&o.resamples, "resamples", 2000, "resamples of the bootstrap, 0 for none")
	cmd.Flags().Uint64Var(&o.seed, "seed", 1, "seed of the bootstrap")
	return cmd
}

func (o compareOptions) check() error {
	if o.resamples < 0 || o.resamples > maxResamples {
		return flagError{fmt.Errorf("resamples %d: expected 0 to %d", o.resamples, maxResamples)}
	}
	if o.benchstat && (o.trades || o.format == "json") {
		return flagError{errors.New("--benchstat goes with neither --trades nor --format json")}
	}
	if o.detail.Quiet && (o.trades || o.benchstat) {
		return flagError{errors.New("--quiet goes with neither --trades nor --benchstat, which it would leave out")}
	}
	return loud(o.detail)
}

// maxResamples bounds what a bootstrap may cost.
const maxResamples = 1_000_000

func compareRuns(ctx context.Context, a, b string, o compareOptions, stdout, stderr io.Writer) error {
	x, errA := runfolder.Open(a)
	y, errB := runfolder.Open(b)
	if err := errors.Join(errA, errB); err != nil {
		return invalid(err)
	}
	c, err := runfolder.Compare(ctx, x, y, runfolder.Resampling{Resamples: o.resamples, Seed: o.seed})
	if err != nil {
		return invalid(err)
	}
	if o.format == "csv" || o.format == "json" {
		for _, w := range c.Warnings {
			fmt.Fprintln(stderr, "warning:", w)
		}
	}
	p := printer(stdout, o.format)
	if o.benchstat {
		p.Benchstat(c)
	} else {
		p.Comparison(c, o.trades, o.detail)
	}
	return p.Err()
}
