package main

import (
	"strings"

	"github.com/spf13/cobra"

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
