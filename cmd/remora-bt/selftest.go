package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/verdict"
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
			if !slices.Contains(tableFormats, format) {
				return flagError{fmt.Errorf("format %q: expected %s", format, strings.Join(tableFormats, ", "))}
			}
			s, err := verdict.Check(cmd.Context(), seed, quick)
			if err != nil {
				return err
			}
			p := &teller{w: cmd.OutOrStdout(), format: format}
			printSelfTest(p, s)
			if p.err == nil && !s.OK {
				return errors.New("selftest: a rate lies outside of its bounds: the verdicts of this build are not to be trusted")
			}
			return p.err
		},
	}
	cmd.Flags().BoolVar(&quick, "quick", false, "fewer worlds of the masks that are not useless, for CI")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed of the worlds")
	cmd.Flags().StringVar(&format, "format", "table", strings.Join(tableFormats, ", "))
	return cmd
}

func printSelfTest(p *teller, s *verdict.SelfTest) {
	if p.format == "json" {
		e := json.NewEncoder(p.w)
		e.SetIndent("", " ")
		p.err = e.Encode(s)
		return
	}
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Mask", "World", "Worlds", "HELPS", "HURTS", "NO EVIDENCE", "INCONCLUSIVE", "INVALID", "Improved", "Expected", "OK"})
	for _, l := range append(slices.Clone(s.Rows), s.Power...) {
		row := table.Row{l.Mask, l.World, l.Runs}
		for _, a := range []verdict.Answer{verdict.Helps, verdict.Hurts, verdict.NoEvidence, verdict.Inconclusive, verdict.Invalid} {
			row = append(row, percent(float64(l.Counts[a])/float64(l.Runs)))
		}
		row = append(row, percent(l.Naive), fmt.Sprintf("%s %s", l.Want, bounds(l.Least, l.Most)), yesNo(l.OK))
		t.AppendRow(row)
	}
	p.table(t)
	if p.format != "csv" {
		p.say("Improved is the share of worlds in which the filtered run earned more than its baseline: what a plain comparison calls success.")
	}
}

func bounds(least, most float64) string {
	switch {
	case least == most:
		return percent(least)
	case most >= 1 && least <= 0:
		return "any"
	case most >= 1:
		return "at least " + percent(least)
	default:
		return percent(least) + " to " + percent(most)
	}
}
