package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/apply"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// applyFlags are the study's flags that override the settings of results.
var applyFlags = []string{
	"datadir", "starting-balance", "stake-amount", "tradable-balance-ratio", "max-open-trades", "fixed-notional",
	"filter", "filter-set", "risk-pair", "context", "breakdown", "seed",
}

// applyOptions are the flags of apply.
type applyOptions struct {
	run      runOptions
	study    config.Apply
	ask      apply.Ask
	override func(*config.Study) error // puts the study's flags over what results say
	verify   string
	printed  bool

	opportunities, recorded string // separated by commas
}

func applyCmd() *cobra.Command {
	var o applyOptions
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
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.apply(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	bindPath(fs, &o.opportunities, "opportunities", "", "results of backtests with position stacking, separated by commas: ranges that overlap are joined, strategies are cells")
	bindPath(fs, &o.study.Result, "result", "", "result of the ordinary backtest, .zip or .json, or a bot's database")
	bindPath(fs, &o.recorded, "recorded", "", "files of the recorder, one for each of --opportunities, separated by commas")
	bindPath(fs, &o.study.Protections, "protections", "", "JSON list of the protections in force (default: those recorded)")
	fs.StringVar(&o.study.Refuse, "refuse", "both", "entries that the filter may refuse: long, short or both")
	bindPath(fs, &o.study.Filtered, "filtered", "", "result of freqtrade's own filtered backtest, see --verify")
	bindPath(fs, &o.verify, "verify", "", "write a subclass of the strategy that refuses entries by the filter to this .py file, its mask beside it, and print the command")
	bindPath(fs, &o.ask.Recorder, "recorder", "", "write a subclass of the strategy that records what no export shows to this .py file, and print the commands")
	fs.BoolVar(&o.printed, "print-command", false, "print freqtrade's commands and how long they take, from --result or --config and --strategy")
	fs.StringArrayVarP(&o.ask.Configs, "config", "c", nil, "freqtrade's configuration, for the commands that are printed; repeatable")
	fs.StringVar(&o.ask.Strategy, "strategy", "", "strategy, for --print-command and --recorder")
	fs.BoolVar(&o.study.Approximate, "accept-approximate", false, "answer even if the walk is not the ordinary backtest")
	o.override = bindKeys(fs, applyFlags...)
	o.run.bind(fs)
	return cmd
}

// apply judges results, or prints what it takes to make them.
func (o *applyOptions) apply(ctx context.Context, stdout, stderr io.Writer) error {
	o.study.Opportunities, o.study.Recorded = listOf(o.opportunities), listOf(o.recorded)
	if err := o.run.check(); err != nil {
		return err
	}
	if o.printed || o.ask.Recorder != "" {
		return o.commands(stdout)
	}
	if o.verify == "" && (len(o.ask.Configs) > 0 || o.ask.Strategy != "") {
		return flagError{errors.New("--config and --strategy go with --print-command, --recorder and --verify: all else is in the results")}
	}
	in, err := apply.Open(o.study)
	if err != nil {
		return err
	}
	s, err := in.Study()
	if err != nil {
		return err
	}
	if err := o.override(&s); err != nil {
		return usage(err)
	}
	if s.DataDir == "" {
		return flagError{errors.New("no candles: name their folder with --datadir, as the backtest had it")}
	}
	plan := func() (*study.Plan, error) { return in.Plan(s) }
	if o.verify == "" {
		return runPlan(ctx, plan, o.run, stdout, stderr)
	}
	p, err := plan()
	if err != nil {
		return err
	}
	lines, err := in.Verify(ctx, p, o.verify, o.ask.Configs)
	return printLines(stdout, lines, err)
}

// commands prints freqtrade's commands.
func (o *applyOptions) commands(stdout io.Writer) error {
	var s config.Study
	if err := o.override(&s); err != nil {
		return usage(err)
	}
	o.ask.Result, o.ask.DataDir = o.study.Result, s.DataDir
	lines, err := apply.Commands(o.ask)
	return printLines(stdout, lines, err)
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
