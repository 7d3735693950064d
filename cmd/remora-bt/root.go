package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/sweep/job"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/progress"
)

// run is main without the process: results go to stdout, everything else to
// stderr, and nothing below it exits.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := rootCmd()
	root.SetArgs(joinLists(args))
	out := &output{w: stdout}
	root.SetOut(out)
	root.SetErr(stderr)
	strictHelp(root)
	stages := progress.New(stderr)
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) {
		if quiet, _ := cmd.Flags().GetBool("quiet"); quiet { // false where there is no such flag
			cmd.SetContext(parallel.Watched(cmd.Context(), nil))
		} else if stages != nil {
			cmd.SetContext(parallel.Watched(cmd.Context(), stages.At))
		}
	}
	cmd, err := root.ExecuteContextC(ctx)
	stages.Stop()
	if ctx.Err() != nil && err != nil { // what was done by then is done
		what := "nothing was written"
		if kept := (job.Kept{}); errors.As(err, &kept) {
			what = kept.Error()
		}
		fmt.Fprintf(stderr, "remora-bt: interrupted; %s\n", what)
		return exitInterrupted
	}
	if out.err != nil && (err == nil || errors.Is(err, out.err)) {
		err = usage(out.err) // as for every file that cannot be written
	}
	if err == nil {
		return exitOK
	}
	code := exitCode(err)
	if text := strings.TrimPrefix(plain(err), root.Name()+" "); text != "" {
		fmt.Fprintf(stderr, "remora-bt: %s\n", strings.ReplaceAll(legible(text), "\n", "\nremora-bt: "))
	}
	if code == exitUsage && errors.As(err, new(flagError)) {
		fmt.Fprintf(stderr, "Run '%s --help' for usage.\n", cmd.CommandPath())
	}
	return code
}

func rootCmd() *cobra.Command {
	root := &cobra.Command{
		Use:   "remora-bt",
		Short: "Tell whether a market risk filter helps a trading strategy",
		Long: `remora-bt replays historical candles through trading strategies, once without
and once with a market risk filter, and says what the difference means.

It works offline on your own candles (a freqtrade data directory works as it is)
or, without arguments, on synthetic sample data that it makes itself.`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.Version = version
	root.SetVersionTemplate(versionLine())
	root.Flags().Bool("version", false, "version of remora-bt") // without a short form: -v is that of --verbose
	root.SetFlagErrorFunc(flagFault)
	root.AddCommand(
		runCmd(), applyCmd(), signalsCmd(), explainCmd(), lookaheadCmd(), reproduceCmd(),
		verifyCmd(), compareCmd(), gateCmd(), sweepCmd(), selftestCmd(),
		dataCmd(), listCmd(), configCmd(), manCmd(), versionCmd(),
	)
	completeFlags(root)
	return root
}
