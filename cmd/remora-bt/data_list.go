package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report/show"
)

func dataListCmd() *cobra.Command {
	var dir, format string
	var ranges bool
	cmd := &cobra.Command{
		Use:   "list -d DIR",
		Short: "List the candle files of a folder",
		Long: `list prints what candle files a folder holds, by their names. Of several formats
of the same candles a run reads the one that is listed first. Futures candles are
listed, but runs read spot candles only.`,
		Args: noArgs,
	}
	cmd.Flags().StringVarP(&dir, "datadir", "d", "", "folder of candle files; a freqtrade data directory works as it is")
	cmd.Flags().BoolVar(&ranges, "show-timerange", false, "read the files and print rows, first and last candle")
	bindFormat(cmd.Flags(), &format)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if dir == "" {
			return flagError{fmt.Errorf("data list needs --datadir")}
		}
		rows, err := listCandles(cmd.Context(), dir, ranges)
		if err != nil {
			return err
		}
		p := printer(cmd.OutOrStdout(), format)
		p.CandleFiles(rows, ranges)
		return p.Err()
	}
	return cmd
}

func listCandles(ctx context.Context, dir string, ranges bool) ([]show.CandleFile, error) {
	d, err := formats.OpenDir(dir)
	if err != nil {
		return nil, invalid(err)
	}
	entries, err := d.List()
	if err != nil {
		return nil, invalid(err)
	}
	var rows []show.CandleFile
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		l := show.CandleFile{Pair: e.Pair, Timeframe: e.Timeframe.String(), Market: "spot", Format: e.Format, Bytes: e.Size()}
		if e.Kind != "" {
			l.Market = e.Kind
		}
		for _, f := range e.Files {
			l.Files = append(l.Files, f.Path)
		}
		if ranges {
			c, err := formats.ReadAll(l.Files, e.Pair, e.Timeframe)
			if err != nil {
				return nil, invalid(err)
			}
			r := data.Check(c)
			if l.Rows = &r.Rows; r.Rows > 0 {
				l.From, l.To = &r.First, &r.Last
			}
		}
		rows = append(rows, l)
	}
	return rows, nil
}
