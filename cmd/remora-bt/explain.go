package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/show"
)

func explainCmd() *cobra.Command {
	var pair, at string
	cmd := &cobra.Command{
		Use:   "explain --at TIME",
		Short: "Show what the risk engine said at one time, and why",
		Long: `explain prints the engine's answer at the close of the last candle that had closed
by a time: first as Remora's interface gives it, then every input with its value,
the time that it speaks of, when it was public and how old it was, then every part
of the risk score with what it adds.`,
		Example: `  remora-bt explain -d candles --context context --pair BTC/USDT --at "2022-05-12 10:00"`,
		Args:    noArgs,
	}
	bound := bindEngine(cmd, "datadir", "timeframe", "filter", "filter-set", "context", "seed")
	cmd.Flags().StringVarP(&pair, "pair", "p", "BTC/USDT", "pair to judge")
	cmd.Flags().StringVar(&at, "at", "", "time in UTC, as in 2022-05-12T10:00:00Z")
	format := cmd.Flags().String("format", "table", "table, json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *format != "table" && *format != "json" {
			return flagError{fmt.Errorf("format %q: expected table, json", *format)}
		}
		if at == "" {
			return flagError{fmt.Errorf("explain needs --at, a time in UTC such as 2022-05-12T10:00:00Z")}
		}
		now, err := instantOf(at)
		if err != nil {
			return flagError{fmt.Errorf("--at: %w", err)}
		}
		p, err := bound(func(s *config.Study) { s.Pairs = []string{pair} })
		if err != nil {
			return err
		}
		f, err := openEngine(p.Study)
		if err != nil {
			return err
		}
		h, tracks, err := engineTracks(cmd.Context(), p, f)
		if err != nil {
			return err
		}
		k := tracks[0]
		row, ok := k.Closing(now)
		if !ok || now >= k.Open(k.Len()).Add(k.Step) {
			return invalid(fmt.Errorf("%s: no candle of %s had just closed at %s: the candles close from %s to %s",
				pair, k.Step, now, k.Open(1), k.Open(k.Len())))
		}
		warnContext(h, cmd.ErrOrStderr(), data.TimeRange{From: now, To: now, HasFrom: true, HasTo: true})
		out := printer(cmd.OutOrStdout(), *format)
		out.Explanation(show.Explanation{Track: k, Said: k.At(row), Synthetic: h.Synthetic})
		return out.Err()
	}
	return cmd
}

// instantOf reads a time; a day may also stand as in a timerange, which would be an
// epoch number of 1970.
func instantOf(text string) (data.Instant, error) {
	if _, err := strconv.ParseUint(text, 10, 64); err == nil && len(text) == len("20060102") {
		text = text[:4] + "-" + text[4:6] + "-" + text[6:]
	}
	return data.ParseInstant(text)
}
