package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/table"
)

func selftestCmd() *cobra.Command {
	var quick bool
	var seed uint64
	var format string
	cmd := &cobra.Command{
		Use:   "selftest",
		Short: "Run the comparison on worlds whose truth is known",
		Long: `selftest makes worlds of trades and masks of which it is known what they are:
useless, knowing the losers, harmful, leaky, constant. It runs the whole comparison
on each and prints how often each verdict was given. A useless mask must be called
HELPS, and HURTS, in about 5 % of the worlds.

The exit code is 1 if a rate leaves its bounds.`,
		Example: `  remora-bt selftest --quick
  remora-bt selftest --format json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains(table.Formats, format) {
				return flagError{fmt.Errorf("format %q: expected %s", format, strings.Join(table.Formats, ", "))}
			}
			s, err := verdict.Check(cmd.Context(), seed, quick)
			if err != nil {
				return err
			}
			p := printer(cmd.OutOrStdout(), format)
			p.SelfTest(s)
			if p.Err() == nil && !s.OK {
				return errors.New("selftest: a rate lies outside of its bounds: the verdicts of this build are not to be trusted")
			}
			return p.Err()
		},
	}
	cmd.Flags().BoolVar(&quick, "quick", false, "fewer worlds of the masks that are not useless, for CI")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed of the worlds")
	cmd.Flags().StringVar(&format, "format", "table", strings.Join(table.Formats, ", "))
	return cmd
}
