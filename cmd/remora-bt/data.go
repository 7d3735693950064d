package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/data"
)

func dataCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "data",
		Short: "Fetch, check, list, import and make candle files",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(dataFetchCmd(), dataCheckCmd(), dataListCmd(), dataImportCmd(), dataSynthCmd())
	return cmd
}

// bindFormat adds --format and returns what reads it.
func bindFormat(fs *pflag.FlagSet) func() (string, error) {
	format := fs.String("format", "table", strings.Join(tableFormats, ", "))
	return func() (string, error) {
		if !slices.Contains(tableFormats, *format) {
			return "", flagError{fmt.Errorf("format %q: expected %s", *format, strings.Join(tableFormats, ", "))}
		}
		return *format, nil
	}
}

// printTable prints a table under a title, which CSV does without.
func printTable(w io.Writer, title string, t table.Writer, format string) error {
	if l, ok := t.(*listing); ok && format == "table" {
		return l.write(w, title)
	}
	if title != "" && format != "csv" {
		t.SetTitle(title)
	}
	return render(w, t, format)
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// parseTimeframe reads a flag that may be absent.
func parseTimeframe(s string) (data.Timeframe, error) {
	if s == "" {
		return 0, nil
	}
	tf, err := data.ParseTimeframe(s)
	if err != nil {
		return 0, flagError{err}
	}
	return tf, nil
}

// pairFault says what is wrong with the form of a pair.
func pairFault(pair string) error {
	base, quote, ok := strings.Cut(pair, "/")
	if !ok || base == "" || quote == "" || strings.ContainsAny(pair, `\.`) || strings.Contains(quote, "/") {
		return fmt.Errorf("pair %q: expected BASE/QUOTE, as in BTC/USDT", pair)
	}
	return nil
}

// splitPairs reads a list of pairs, divided as freqtrade's is.
func splitPairs(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}
