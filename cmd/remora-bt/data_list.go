package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report/table"
)

func dataListCmd() *cobra.Command {
	var dir string
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
	format := bindFormat(cmd.Flags())
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		f, err := format()
		if err != nil {
			return err
		}
		if dir == "" {
			return flagError{fmt.Errorf("data list needs --datadir")}
		}
		rows, err := listCandles(cmd.Context(), dir, ranges)
		if err != nil {
			return err
		}
		if f == "json" {
			p := printer(cmd.OutOrStdout(), f)
			p.JSON(rows)
			return p.Err()
		}
		return writeListing(cmd.OutOrStdout(), rows, ranges, f)
	}
	return cmd
}

// A listed is a row of data list.
type listed struct {
	Pair      string        `json:"pair"`
	Timeframe string        `json:"timeframe"`
	Market    string        `json:"market"`
	Format    string        `json:"format"`
	Files     []string      `json:"files"`
	Bytes     int64         `json:"bytes"`
	Rows      *int          `json:"rows,omitempty"`
	From      *data.Instant `json:"from,omitempty"`
	To        *data.Instant `json:"to,omitempty"`
}

func listCandles(ctx context.Context, dir string, ranges bool) ([]listed, error) {
	d, err := formats.OpenDir(dir)
	if err != nil {
		return nil, invalid(err)
	}
	entries, err := d.List()
	if err != nil {
		return nil, invalid(err)
	}
	var rows []listed
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		l := listed{Pair: e.Pair, Timeframe: e.Timeframe.String(), Market: "spot", Format: e.Format, Bytes: e.Size()}
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
			l.span(c)
		}
		rows = append(rows, l)
	}
	return rows, nil
}

func (l *listed) span(c *data.Candles) {
	r := data.Check(c)
	if l.Rows = &r.Rows; r.Rows > 0 {
		l.From, l.To = &r.First, &r.Last
	}
}

func writeListing(w io.Writer, rows []listed, ranges bool, format string) error {
	columns := table.Words("Pair", "Timeframe", "Market", "Format").Numbers("Files", "Bytes")
	if ranges {
		columns = columns.Numbers("Rows").Words("From", "To")
	}
	t := table.New("", columns)
	for _, l := range rows {
		row := []any{l.Pair, l.Timeframe, l.Market, l.Format, len(l.Files), l.Bytes}
		if ranges {
			row = append(row, *l.Rows, instantText(l.From), instantText(l.To))
		}
		t.Add(row...)
	}
	p := printer(w, format)
	p.Table(t)
	return p.Err()
}

func instantText(i *data.Instant) string {
	if i == nil {
		return "–"
	}
	return i.String()
}
