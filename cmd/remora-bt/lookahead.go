package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
)

func lookaheadCmd() *cobra.Command {
	var cuts int
	var format string
	cmd := &cobra.Command{
		Use:   "lookahead",
		Short: "Prove that engine, filter and strategies see no future",
		Long: `lookahead cuts history short and looks whether anything that was said before the
cut changes. It does so at every candle of the range and of the history before it,
which includes every time at which a context reading became known: candles and
context end there together. At some random candles it also starts from nothing on
the shortened history, and on one in which everything later is garbage. The filter
is asked the way run asks it, and each answer is held against the one that a bot
would have had at that time. A context reading that says it was public before its
publisher can have published it is a finding too.

An answer that changes has used the future. Exit code 4 if there is any. What a
history or a block list knew when it was made cannot be proven, and is not claimed.`,
		Example: `  remora-bt lookahead -d candles --context context --pairs BTC/USDT --timerange 20220101-20231231`,
		Args:    noArgs,
	}
	bound := bindEngine(cmd, append([]string{"strategy-list", "filter-timeframe"}, engineFlags...)...)
	cmd.Flags().IntVar(&cuts, "cuts", 10, "random candles at which to start from nothing")
	bindFormat(cmd.Flags(), &format)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if cuts < 0 || cuts > 100_000 {
			return flagError{fmt.Errorf("cuts %d: expected 0 to 100000", cuts)}
		}
		plan, err := bound()
		if err != nil {
			return err
		}
		found, err := lookAhead(cmd.Context(), plan.Study, cuts, cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		p := printer(cmd.OutOrStdout(), format)
		p.LookAhead(found)
		return cmp.Or(p.Err(), verdictOf(found))
	}
	return cmd
}

// lookAhead examines everything on every pair.
func lookAhead(ctx context.Context, s config.Study, cuts int, stderr io.Writer) ([]study.Finding, error) {
	p, err := study.LookAheadPlan(s)
	if err != nil {
		return nil, err
	}
	f, err := p.OpenFilters()
	if err != nil {
		return nil, err
	}
	h, err := p.LoadFiltered(ctx, f, nil)
	if err != nil {
		return nil, err
	}
	warnContext(h, stderr, h.Tested()...)
	return h.LookAhead(ctx, f, cuts)
}

// verdictOf is an error if anything was biased.
func verdictOf(found []study.Finding) error {
	biased := slices.DeleteFunc(slices.Clone(found), func(f study.Finding) bool { return f.Biased == 0 })
	if len(biased) == 0 {
		return nil
	}
	worst := slices.MaxFunc(biased, func(a, b study.Finding) int { return cmp.Compare(a.Biased, b.Biased) })
	if worst.Pair == "" {
		return withCode(exitLookAhead, fmt.Errorf("look-ahead in %d of %d checks: of the rows of %s, %d of %d were known too early: %s",
			len(biased), len(found), worst.Component, worst.Biased, worst.Cuts, worst.Note))
	}
	return withCode(exitLookAhead, fmt.Errorf("look-ahead in %d of %d checks: %s of %s gave other answers at %d of %d cuts",
		len(biased), len(found), worst.Component, worst.Pair, worst.Biased, worst.Cuts))
}
