package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/strategies"
)

func listCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "list strategies|metrics|profiles|reports",
		Short: "List what can be named: strategies, metrics, profiles of the engine, published reports",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || listings[args[0]] == nil {
				return flagError{fmt.Errorf("list takes one of strategies, metrics, profiles, reports, got %q", strings.Join(args, " "))}
			}
			return nil
		},
		ValidArgs: []string{"strategies", "metrics", "profiles", "reports"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(tableFormats[:1], format) && format != "csv" && format != "md" {
				return flagError{fmt.Errorf("format %q: expected table, csv, md", format)}
			}
			return render(cmd.OutOrStdout(), listings[args[0]](), format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table, csv, md")
	return cmd
}

// listings make the tables of list.
var listings = map[string]func() table.Writer{
	"strategies": listStrategies,
	"metrics":    listMetrics,
	"profiles":   listProfiles,
	"reports":    listReports,
}

func listStrategies() table.Writer {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Strategy", "Startup", "Stoploss", "Minimal ROI", "Rules"})
	for _, s := range strategies.All() {
		t.AppendRow(table.Row{s.Name, s.Startup, s.Stop, s.ROI.String(), s.Doc})
	}
	return t
}

func listMetrics() table.Writer {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Key", "Name", "Unit", "Better", "Formula", "Undefined"})
	better := map[int]string{1: "higher", -1: "lower"}
	for _, m := range metrics.All() {
		t.AppendRow(table.Row{m.Key, m.Name, m.Unit, better[m.Better], m.Formula, m.Undefined})
	}
	return t
}

func listProfiles() table.Writer {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Profile", "Version", "SHA-256", "Extreme fear at", "Highest risk"})
	for _, c := range signals.Profiles() {
		t.AppendRow(table.Row{c.Name, c.Version, c.Hash(), c.Flags.ExtremeFear.AtMost, c.MaxRisk})
	}
	return t
}

func listReports() table.Writer {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Report", "Pair", "Timeframe", "Trades", "Day table"})
	for _, r := range published.Reports() {
		t.AppendRow(table.Row{r.Name(), r.Pair, r.Timeframe, r.Figures["total_trades"], yesNo(len(r.Days) > 0)})
	}
	return t
}
