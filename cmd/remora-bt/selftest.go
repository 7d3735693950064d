package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/verdict/selftest"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

func selftestCmd() *cobra.Command {
	var o selftest.Options
	var quick bool
	var format string
	cmd := &cobra.Command{
		Use:   "selftest",
		Short: "Try the answers on worlds whose truth is known",
		Long: `selftest makes worlds of trades and masks of which it is known what they are:
useless, in volatile times, in bad times, of weekdays and hours, knowing the bad
trades or the bad days, knowing the future. It answers for each as run does and
prints how often each answer was right.

A full test tries 4,000 worlds a row, and four times as many where a rate lies near
its bound. With fewer, such as by --quick, a rate fails only where chance does not
explain it. The exit code is 1 if one fails.`,
		Example: `  remora-bt selftest --quick
  remora-bt selftest --format json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if quick && !cmd.Flags().Changed("worlds") {
				o.Worlds = selftest.Quick
			}
			if o.Worlds < 1 {
				return flagError{fmt.Errorf("worlds %d: expected at least 1", o.Worlds)}
			}
			s, err := runSelfTest(cmd.Context(), o)
			if err != nil {
				return err
			}
			p := printer(cmd.OutOrStdout(), format)
			p.SelfTest(s)
			if p.Err() == nil && !s.OK {
				return errors.New("selftest: a rate lies outside of its bounds: the answers of this build are not to be trusted")
			}
			return p.Err()
		},
	}
	cmd.Flags().BoolVar(&quick, "quick", false, fmt.Sprintf("%d worlds a row, for CI", selftest.Quick))
	cmd.Flags().IntVar(&o.Worlds, "worlds", selftest.Full, "worlds a row")
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "seed of the worlds")
	bindFormat(cmd.Flags(), &format)
	return cmd
}

// While worlds are made little lives: at the default percentage half of the time would
// go into collecting it. The limit keeps the whole program below 100 MB.
const (
	collectPercent = 400
	collectLimit   = 56 << 20
)

func runSelfTest(ctx context.Context, o selftest.Options) (*selftest.Result, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(collectPercent))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(collectLimit))
	var done atomic.Int64
	o.Done = func() { parallel.Tell(ctx, "trying worlds", int(done.Add(1)), o.All()) }
	return selftest.Run(ctx, o)
}
