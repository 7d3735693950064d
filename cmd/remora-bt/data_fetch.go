package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/fetch"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

func dataFetchCmd() *cobra.Command {
	var o fetch.Options
	var pairs []string
	var timeframe, timerange, format string
	var offline bool
	cmd := &cobra.Command{
		Use:   "fetch [--pairs PAIRS --timerange START- -d DIR] [--context DIR]",
		Short: "Download candles and market context from public sources",
		Long: `fetch downloads the candles of pairs from Binance, and the context series that the
risk engine reads from alternative.me, Cboe, FRED, Binance and CoinGecko. No source
asks for a key. No other command uses the network.

Candles come as the archive of the exchange has them: a zip a month, and a zip a
day for the newest ones, each held to its checksum. Days that are not archived yet
come from the exchange itself. The candle that is still open is left out. A run
reads the folder as it is.

Files that are there and whole are not fetched again: after an error or Ctrl-C the
same command completes the folder. fetched.jsonl beside the files names the source,
time and SHA-256 of each; 'data check' holds the files to it.

HTTP_PROXY and HTTPS_PROXY are honoured.
` + table.Wrap("These variables replace the address of a provider: "+strings.Join(fetch.Mirrors(), ", ")+".", 80),
		Example: `  remora-bt data fetch --pairs BTC/USDT,ETH/USDT --timerange 20200101- -d candles
  remora-bt data fetch --context context`,
		Args: noArgs,
	}
	cmd.Flags().StringVarP(&o.Dir, "datadir", "d", "", "folder for candles")
	cmd.Flags().StringSliceVarP(&pairs, "pairs", "p", nil, "pairs to fetch candles of, as in BTC/USDT,ETH/USDT")
	cmd.Flags().StringVarP(&timeframe, "timeframe", "i", "5m", "of the candles, at most 1d")
	cmd.Flags().StringVar(&timerange, "timerange", "", "START-STOP, as in 20200101-; without STOP up to the last closed candle")
	cmd.Flags().StringVar(&o.Context, "context", "", "folder for context series")
	cmd.Flags().BoolVar(&offline, "offline", false, "refuse to use the network")
	bindFormat(cmd.Flags(), &format)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if offline {
			return flagError{errors.New("data fetch needs the network, and --offline refuses it")}
		}
		for _, p := range pairs {
			o.Pairs = append(o.Pairs, splitPairs(p)...)
		}
		var err error
		if o.Timeframe, err = data.ParseTimeframe(timeframe); err != nil {
			return flagError{err}
		}
		if o.Range, err = data.ParseTimeRange(timerange); err != nil {
			return flagError{err}
		}
		if o.Dir == "" && (len(o.Pairs) > 0 || timerange != "") {
			return flagError{errors.New("candles need a folder: name it with --datadir")}
		}
		for _, pair := range o.Pairs {
			if err := data.CheckPair(pair); err != nil {
				return flagError{err}
			}
		}
		if err := o.Validate(); err != nil {
			return flagError{err}
		}
		return runFetch(cmd.Context(), o, format, cmd.OutOrStdout(), cmd.ErrOrStderr())
	}
	return cmd
}

// runFetch fetches and prints what was fetched, also where something could not be.
func runFetch(ctx context.Context, o fetch.Options, format string, stdout, stderr io.Writer) error {
	r, err := fetch.Run(ctx, o)
	if r != nil {
		for _, note := range r.Notes {
			fmt.Fprintln(stderr, "remora-bt:", note)
		}
		if printErr := writeFetched(stdout, r, format); printErr != nil {
			return errors.Join(invalid(err), printErr)
		}
		if err == nil || len(r.Fetched)+r.Kept > 0 {
			fmt.Fprintf(stderr, "%s fetched, %s there before\n", plural.Of(len(r.Fetched), "file", "files"), plural.Of(r.Kept, "file", "files"))
		}
	}
	return invalid(err)
}

func writeFetched(w io.Writer, r *fetch.Report, format string) error {
	p := printer(w, format)
	if format == "json" {
		p.JSON(r.Fetched)
		return p.Err()
	}
	files := make([]show.FetchedFile, len(r.Fetched))
	for i, f := range r.Fetched {
		files[i] = show.FetchedFile{Name: f.Name, SHA256: f.SHA256, URL: f.URL, Bytes: f.Bytes, Whole: f.Whole}
	}
	p.Fetched(files)
	return p.Err()
}
