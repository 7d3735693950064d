package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/strategies"
)

// catalogNames are the arguments of list.
var catalogNames = []string{"strategies", "metrics", "profiles", "reports"}

func listCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "list strategies|metrics|profiles|reports",
		Short: "List what can be named: strategies, metrics, profiles of the engine, published reports",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(catalogNames, args[0]) {
				return flagError{fmt.Errorf("list takes one of %s, got %q", strings.Join(catalogNames, ", "), strings.Join(args, " "))}
			}
			return nil
		},
		ValidArgs: catalogNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(tableFormats, format) {
				return flagError{fmt.Errorf("format %q: expected %s", format, strings.Join(tableFormats, ", "))}
			}
			return catalogOf(args[0]).write(cmd.OutOrStdout(), format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", strings.Join(tableFormats, ", "))
	return cmd
}

// A catalog is a table of what has a name. The keys are those of its JSON.
type catalog struct {
	keys   []string
	header table.Row
	rows   []table.Row
}

func (c *catalog) add(cells ...any) { c.rows = append(c.rows, cells) }

func catalogOf(name string) *catalog {
	switch name {
	case "strategies":
		return listStrategies()
	case "metrics":
		return listMetrics()
	case "profiles":
		return listProfiles()
	default:
		return listReports()
	}
}

// write prints the catalog; as a table for a terminal its texts are broken to fit.
func (c *catalog) write(w io.Writer, format string) error {
	if format == "json" {
		return printJSON(w, c.objects())
	}
	t := table.NewWriter()
	t.AppendHeader(c.header)
	t.AppendRows(c.rows)
	if width := widthOf(w); format == "table" && width > 0 {
		t.SetColumnConfigs(c.fit(width))
	}
	return render(w, t, format)
}

// objects are the rows by key. Texts that hold JSON stay texts.
func (c *catalog) objects() []map[string]any {
	out := make([]map[string]any, len(c.rows))
	for i, row := range c.rows {
		out[i] = map[string]any{}
		for k, key := range c.keys {
			out[i][key] = row[k]
		}
	}
	return out
}

func listStrategies() *catalog {
	c := &catalog{
		keys:   []string{"strategy", "startup", "stoploss", "minimal_roi", "rules"},
		header: table.Row{"Strategy", "Startup", "Stoploss", "Minimal ROI", "Rules"},
	}
	for _, s := range strategies.All() {
		c.add(s.Name, s.Startup, s.Stop, s.ROI.String(), s.Doc)
	}
	return c
}

func listMetrics() *catalog {
	c := &catalog{
		keys:   []string{"key", "name", "unit", "better", "formula", "undefined"},
		header: table.Row{"Key", "Name", "Unit", "Better", "Formula", "Undefined"},
	}
	better := map[int]string{1: "higher", -1: "lower"}
	for _, m := range metrics.All() {
		c.add(m.Key, m.Name, string(m.Unit), better[m.Better], m.Formula, m.Undefined)
	}
	return c
}

func listProfiles() *catalog {
	c := &catalog{
		keys:   []string{"profile", "version", "sha256", "extreme_fear_at", "max_risk"},
		header: table.Row{"Profile", "Version", "SHA-256", "Extreme fear at", "Highest risk"},
	}
	for _, p := range signals.Profiles() {
		c.add(p.Name, p.Version, p.Hash(), p.Flags.ExtremeFear.AtMost, p.MaxRisk)
	}
	return c
}

func listReports() *catalog {
	c := &catalog{
		keys:   []string{"report", "pair", "timeframe", "trades", "day_table"},
		header: table.Row{"Report", "Pair", "Timeframe", "Trades", "Day table"},
	}
	for _, r := range published.Reports() {
		c.add(r.Name(), r.Pair, r.Timeframe, r.Figures["total_trades"], yesNo(len(r.Days) > 0))
	}
	return c
}
