package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/apply"
	"github.com/remora-bt/remora-bt/backtest/study"
)

// applyFlags are the study's flags that override the settings of results.
var applyFlags = []string{
	"datadir", "starting-balance", "stake-amount", "tradable-balance-ratio", "max-open-trades", "fixed-notional",
	"filter", "filter-set", "risk-pair", "context", "breakdown", "seed",
}

func applyCmd() *cobra.Command {
	var o runOptions
	var a study.Apply
	var ask apply.Ask
	var opportunities, recorded, verify string
	var printed bool
	cmd := &cobra.Command{
		Use:   "apply",
		Short: "Judge the filter on a strategy of freqtrade's, from its backtest",
		Long: `apply tells whether the filter helps a strategy of freqtrade's, callbacks
included, without porting a line: freqtrade works every entry out in a backtest with
position stacking, and apply walks over them as run does, with the same answers,
tables and files. Settings are those of the ordinary backtest; flags override them.

A result of an ordinary backtest alone, or a bot's database, is judged approximately.`,
		Example: `  remora-bt apply --opportunities STACKED.zip --result ORDINARY.zip -d user_data/data/binance --output out/mine
  remora-bt apply --result ORDINARY.zip -d user_data/data/binance`,
		Args: noArgs,
	}
	fs := cmd.Flags()
	bindPath(fs, &opportunities, "opportunities", "", "results of backtests with position stacking, separated by commas: ranges that overlap are joined, strategies are cells")
	bindPath(fs, &a.Result, "result", "", "result of the ordinary backtest, .zip or .json, or a bot's database")
	bindPath(fs, &recorded, "recorded", "", "files of the recorder, one for each of --opportunities, separated by commas")
	bindPath(fs, &a.Protections, "protections", "", "JSON list of the protections in force (default: those recorded)")
	fs.StringVar(&a.Refuse, "refuse", "both", "entries that the filter may refuse: long, short or both")
	bindPath(fs, &a.Filtered, "filtered", "", "result of freqtrade's own filtered backtest, see --verify")
	bindPath(fs, &verify, "verify", "", "write a subclass of the strategy that refuses entries by the filter to this .py file, its mask beside it, and print the command")
	bindPath(fs, &ask.Recorder, "recorder", "", "write a subclass of the strategy that records what no export shows to this .py file, and print the commands")
	fs.BoolVar(&printed, "print-command", false, "print freqtrade's commands and how long they take, from --result or --config and --strategy")
	fs.StringArrayVarP(&ask.Configs, "config", "c", nil, "freqtrade's configuration, for the commands that are printed; repeatable")
	fs.StringVar(&ask.Strategy, "strategy", "", "strategy, for --print-command and --recorder")
	fs.BoolVar(&a.Approximate, "accept-approximate", false, "answer even if the walk is not the ordinary backtest")
	override := bindKeys(fs, applyFlags...)
	o.bind(fs)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		a.Opportunities, a.Recorded = listOf(opportunities), listOf(recorded)
		if err := o.check(); err != nil {
			return err
		}
		if printed || ask.Recorder != "" {
			var s study.Study
			if err := override(&s); err != nil {
				return usage(err)
			}
			ask.Result, ask.DataDir = a.Result, s.DataDir
			lines, err := apply.Commands(ask)
			return printLines(cmd.OutOrStdout(), lines, err)
		}
		if verify == "" && (len(ask.Configs) > 0 || ask.Strategy != "") {
			return flagError{errors.New("--config and --strategy go with --print-command, --recorder and --verify: all else is in the results")}
		}
		in, err := apply.Open(a)
		if err != nil {
			return err
		}
		s, err := in.Study()
		if err != nil {
			return err
		}
		if err := override(&s); err != nil {
			return usage(err)
		}
		if s.DataDir == "" {
			return flagError{errors.New("no candles: name their folder with --datadir, as the backtest had it")}
		}
		if verify != "" {
			p, err := in.Plan(s)
			if err != nil {
				return err
			}
			lines, err := in.Verify(cmd.Context(), p, verify, ask.Configs)
			return printLines(cmd.OutOrStdout(), lines, err)
		}
		return runPlan(cmd.Context(), func() (*study.Plan, error) { return in.Plan(s) }, o, cmd.OutOrStdout(), cmd.ErrOrStderr())
	}
	return cmd
}

func printLines(w io.Writer, lines []string, err error) error {
	for _, line := range lines {
		fmt.Fprintln(w, line)
	}
	return err
}

// listOf divides at commas.
func listOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' })
}
