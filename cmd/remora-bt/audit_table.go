package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/jedib0t/go-pretty/v6/table"
)

// write prints the audit: tables, then what they mean.
func (a *audit) write(w io.Writer, format string) error {
	switch format {
	case "json":
		e := json.NewEncoder(w)
		e.SetIndent("", " ")
		return e.Encode(a)
	case "csv":
		return render(w, a.placeboTable(), format)
	}
	if _, err := fmt.Fprintf(w, "The published filter, %s to %s: %d windows, %.1f %% of all candles. Fixed notional of 100 USDT.\n\n",
		a.From, a.To, a.Windows, 100*a.Blocked); err != nil {
		return err
	}
	for _, t := range []table.Writer{a.armTable(), a.placeboTable()} {
		if err := render(w, t, format); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	for _, line := range a.Words {
		if _, err := fmt.Fprintf(w, "- %s\n", line); err != nil {
			return err
		}
	}
	return nil
}

func (a *audit) armTable() table.Writer {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Strategy", "Trades", "Filtered", "Profit", "Filtered", "Gain", "Per removed trade", "Random deletion"})
	for _, arm := range append(a.Arms[:len(a.Arms):len(a.Arms)], a.Sum) {
		each, chance := "", ""
		if r, ok := arm.perTrade(); ok {
			each = fixed(r, 4)
		}
		if arm.Expected != nil {
			chance = fmt.Sprintf("%.1f ± %.1f", *arm.Expected, *arm.SD)
		}
		t.AppendRow(table.Row{
			arm.Strategy, arm.BaselineTrades, arm.FilteredTrades,
			fixed(arm.BaselineProfit.Float(), 3), fixed(arm.FilteredProfit.Float(), 3), fixed(arm.Gain, 3), each, chance,
		})
	}
	return t
}

func (a *audit) placeboTable() table.Writer {
	t := table.NewWriter()
	t.AppendHeader(table.Row{"Shifts of at least", "Shifts", "Gain", "5 %", "50 %", "95 %", "Gain more", "Above 0", "Lift", "p"})
	for _, p := range a.Placebos {
		t.AppendRow(table.Row{
			fmt.Sprintf("%d days", p.MinDays), p.Shifts, fixed(a.Sum.Gain, 1), fixed(p.Q05, 1), fixed(p.Q50, 1), fixed(p.Q95, 1),
			fixed(100*p.More, 1) + " %", optional(p.Gain.AboveZero, func(x float64) string { return fixed(100*x, 1) + " %" }),
			optional(p.Gain.Lift, func(x float64) string { return fixed(x, 1) }), optional(p.Gain.P, func(x float64) string { return fixed(x, 3) }),
		})
	}
	return t
}

func fixed(x float64, places int) string { return strconv.FormatFloat(x, 'f', places, 64) }

// optional is the text of a figure, empty where it is undefined.
func optional(x *float64, text func(float64) string) string {
	if x == nil {
		return ""
	}
	return text(*x)
}
