package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/signals/profile"
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
				got := ""
				if text := strings.Join(args, " "); text != "" {
					got = fmt.Sprintf(", got %q%s", text, meantName(text, catalogNames))
				}
				return flagError{fmt.Errorf("list takes one of %s%s", strings.Join(catalogNames, ", "), got)}
			}
			return nil
		},
		ValidArgs: catalogNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			p := printer(cmd.OutOrStdout(), format)
			p.Table(catalogOf(args[0]))
			return p.Err()
		},
	}
	bindFormat(cmd.Flags(), &format)
	return cmd
}

// catalogOf is a table of what has a name.
func catalogOf(name string) *table.Table {
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

func listStrategies() *table.Table {
	t := table.New("", table.Words("Strategy").Numbers("Startup", "Stoploss").Words("Minimal ROI", "Rules").Keep("Rules").
		Keys("strategy", "startup", "stoploss", "minimal_roi", "rules"))
	for _, s := range strategies.All() {
		t.Add(s.Name, s.Startup, s.Stop, s.ROI.String(), s.Doc)
	}
	return t
}

func listMetrics() *table.Table {
	t := table.New("", table.Words("Key", "Name", "Unit", "Better", "Formula", "Undefined").Keep("Name", "Unit", "Formula").
		Keys("key", "name", "unit", "better", "formula", "undefined"))
	better := map[int]string{1: "higher", -1: "lower"}
	for _, m := range metrics.All() {
		t.Add(m.Key, m.Name, string(m.Unit), better[m.Better], m.Formula, m.Undefined)
	}
	return t
}

func listProfiles() *table.Table {
	t := table.New("", table.Words("Profile").Numbers("Version").Words("SHA-256", "Refuses by", "What it is for").Keep("What it is for").
		Keys("profile", "version", "sha256", "refuses_by", "what_it_is_for"))
	for _, p := range profile.All() {
		var may []string
		for _, r := range p.May() {
			may = append(may, p.Label(r))
		}
		t.Add(p.Name, p.Version, p.Hash(), strings.Join(may, ", "), strings.TrimSpace(p.Doc+" "+p.Found))
	}
	return t
}

func listReports() *table.Table {
	t := table.New("", table.Words("Report", "Pair", "Timeframe").Numbers("Trades").Words("Day table").
		Keys("report", "pair", "timeframe", "trades", "day_table"))
	for _, r := range published.Reports() {
		t.Add(r.Name(), r.Pair, r.Timeframe, r.Figures["total_trades"], show.YesNo(len(r.Days) > 0))
	}
	return t
}
