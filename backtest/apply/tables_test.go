package apply_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// TestTablesAreFreqtrades: pairs, mixed tags, best and worst pair are those that
// freqtrade prints of the same trades, see scripts/freqtrade/tables.py.
func TestTablesAreFreqtrades(t *testing.T) {
	for _, name := range []string{"tags", "refusing"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file(name, "tables.json"))
			if err != nil {
				t.Fatal(err)
			}
			var want struct {
				Pairs [][]string
				Mixed [][]string
				Best  string `json:"best_pair"`
				Worst string `json:"worst_pair"`
			}
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			r, err := run(t, applied(name), nil)
			if err != nil {
				t.Fatal(err)
			}
			baseline := r.Cells[0].Baseline.Run
			if best, worst := baseline.Extremes(); best.PairText() != want.Best || worst.PairText() != want.Worst {
				t.Errorf("best %s and worst %s, want %s and %s", best.PairText(), worst.PairText(), want.Best, want.Worst)
			}
			for kind, table := range map[string]struct {
				got  []metrics.Line
				want [][]string
			}{"pairs": {baseline.ByPair(), want.Pairs}, "mixed": {baseline.ByTagAndReason(), want.Mixed}} {
				if len(table.got) != len(table.want) {
					t.Errorf("%s: %d lines, want %d", kind, len(table.got), len(table.want))
					continue
				}
				for i, l := range table.got {
					row := []string{l.Key, l.Reason}[:len(table.want[i])-6]
					row = append(row, strconv.Itoa(l.Trades), decimals(l.ProfitMean*100), fmt.Sprintf("%.3f", l.ProfitAbs), decimals(l.ProfitTotal*100),
						metrics.HoldingText(l.Minutes), fmt.Sprintf("%4d  %4d  %4d  %4s", l.Wins, l.Draws, l.Losses, metrics.WinText(l.Wins, l.Draws, l.Losses)))
					if !slices.Equal(row, table.want[i]) {
						t.Errorf("%s: line %q, want %q", kind, row, table.want[i])
					}
				}
			}
		})
	}
}

// decimals is Python's text of a number rounded to two decimals.
func decimals(x float64) string {
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'f', 2, 64), 64)
	if text := strconv.FormatFloat(x, 'f', -1, 64); x != float64(int(x)) {
		return text
	}
	return fmt.Sprintf("%.1f", x)
}
