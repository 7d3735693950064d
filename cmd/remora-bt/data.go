package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/table"
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
	format := fs.String("format", "table", strings.Join(table.Formats, ", "))
	return func() (string, error) {
		if !slices.Contains(table.Formats, *format) {
			return "", flagError{fmt.Errorf("format %q: expected %s", *format, strings.Join(table.Formats, ", "))}
		}
		return *format, nil
	}
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

// splitPairs reads a list of pairs, divided as freqtrade's is.
func splitPairs(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}
