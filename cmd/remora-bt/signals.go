package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/report/signalfile"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

func signalsCmd() *cobra.Command {
	var output, format string
	var force bool
	cmd := &cobra.Command{
		Use:   "signals",
		Short: "Reconstruct what the risk engine said, candle by candle",
		Long: `signals runs the risk engine over candles and context series and writes its
answer for every candle: the columns of Remora's history first, more after them.
A row is labelled by the open time of the candle at whose close the answer was
given, so a row of 10:00 of 5-minute candles was known at 10:05.

The engine sees all candles before the range too: its slow averages need months.
With --output the name tells the format, and how many candles were blocked for
which reason is printed; without it CSV goes to the standard output.`,
		Example: `  remora-bt signals -d candles --context context --pairs BTC/USDT --timerange 20220101- --output signals.parquet
  remora-bt signals --filter-set flag_extreme_fear=20 --output signals.csv`,
		Args: noArgs,
	}
	bound := bindEngine(cmd, engineFlags...)
	cmd.Flags().StringVarP(&output, "output", "o", "", "file to write: NAME.csv or NAME.parquet")
	bindFormat(cmd.Flags(), &format)
	cmd.Flags().BoolVar(&force, "force", false, "write over a file that is none of signals")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		p, err := bound()
		if err != nil {
			return err
		}
		write, err := signalsWriter(cmd.Context(), output)
		if err != nil {
			return err
		}
		if output != "" {
			if err := errors.Join(ready(cmd.ErrOrStderr())(place.CheckFile(output)), ours(output, "a file of signals", signalfile.Is, force)); err != nil {
				return err
			}
		}
		f, err := openEngine(p.Study)
		if err != nil {
			return err
		}
		h, stretches, err := stretchesOf(cmd.Context(), p, f, cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		if output == "" {
			return write(cmd.OutOrStdout(), stretches)
		}
		if err := place.File(output, func(w io.Writer) error { return write(w, stretches) }); err != nil {
			return usage(err)
		}
		out := printer(cmd.OutOrStdout(), format)
		out.BlockedShares(stretches, h.Synthetic)
		return out.Err()
	}
	return cmd
}

// signalsWriter chooses the format by the name of the file.
func signalsWriter(ctx context.Context, name string) (func(io.Writer, []signals.Stretch) error, error) {
	switch ext := strings.ToLower(filepath.Ext(name)); {
	case name == "" || ext == ".csv":
		return signalfile.CSV, nil
	case ext == ".parquet":
		return func(w io.Writer, s []signals.Stretch) error { return signalfile.Parquet(ctx, w, s) }, nil
	default:
		return nil, flagError{fmt.Errorf("output %q: expected a name that ends in .csv or .parquet", name)}
	}
}

// stretchesOf are the rows of every pair inside of the range.
func stretchesOf(ctx context.Context, p *study.Plan, f *filter.Filter, stderr io.Writer) (*study.History, []signals.Stretch, error) {
	h, tracks, err := engineTracks(ctx, p, f)
	if err != nil {
		return nil, nil, err
	}
	warnContext(h, stderr, h.Tested()...)
	out := make([]signals.Stretch, len(tracks))
	for i, k := range tracks {
		from, to := within(k, p.Span)
		if from == to {
			return nil, nil, invalid(fmt.Errorf("%s: %w %s: the candles run from %s to %s", k.Pair, data.ErrOutside, p.Span, k.Open(0), k.Open(k.Len()-1)))
		}
		out[i] = signals.Stretch{Track: k, From: from, To: to}
	}
	return h, out, nil
}
