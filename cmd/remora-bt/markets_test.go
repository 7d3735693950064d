package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// TestMarketsFile: steps and limits of a file count, the file is an input of the run,
// and orders above the market's largest are counted.
func TestMarketsFile(t *testing.T) {
	dir := t.TempDir()
	candles := synthTo(t, filepath.Join(dir, "candles"), "--pairs", "BTC/USDT,ODD/USDT", "--timeframe", "1h", "--timerange", "20230101-20230331")
	text, err := os.ReadFile(filepath.Join(shared.Root(t), "strategies", "freqtrade", "testdata", "exchangeinfo.json"))
	if err != nil {
		t.Fatal(err)
	}
	markets := filepath.Join(dir, "markets.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(markets, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(strings.NewReplacer("DOGE", "ODD", `"maxQty": "9000.00000000"`, `"maxQty": "2.5"`).Replace(string(text)))
	run := func(words ...string) (warnings string, inputs int, odd string) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "out")
		words = append([]string{
			"run", "-d", candles, "--pairs", "BTC/USDT,ODD/USDT", "-i", "1h", "-s", "MACDCross", "--starting-balance", "1000000",
			"--stake-amount", "100000", "--max-open-trades", "2", "--output", out, "--charts", "none", "--format", "json",
		}, words...)
		code, stdout, stderr := remora(t, words...)
		var summary struct {
			Warnings []string
			Manifest struct{ Inputs []struct{ Path string } }
		}
		if err := json.Unmarshal([]byte(stdout), &summary); code != exitOK || err != nil {
			t.Fatalf("exit code %d, %v: %s", code, err, stderr)
		}
		for _, in := range summary.Manifest.Inputs {
			if in.Path == markets {
				inputs++
			}
		}
		trades, err := os.ReadFile(filepath.Join(out, "trades.csv"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(trades)) {
			if cells := strings.Split(line, ","); cells[3] == "ODD/USDT" {
				odd = cells[8] // the last one's amount
			}
		}
		return strings.Join(summary.Warnings, "\n"), inputs, odd
	}
	without, inputs, odd := run()
	if !strings.Contains(without, "ODD/USDT is not in the table of markets") || strings.Contains(without, "largest order") || inputs != 0 || !strings.Contains(odd, ".") {
		t.Errorf("without a file, an amount of %q: %s", odd, without)
	}
	with, inputs, odd := run("--markets", markets)
	if strings.Contains(with, "not in the table") || !strings.Contains(with, "BTC/USDT: ") || !strings.Contains(with, "trades are above the market's largest order of 9000000 or 2.5 coins") ||
		inputs != 1 || odd == "" || strings.Contains(odd, ".") {
		t.Errorf("with a file, %d times among the inputs, an amount of %q: %s", inputs, odd, with)
	}
	write(`{"BTC/USDT": {"symbol": "BTC/USDT", "precision": {"amount": 1e10}, "limits": {}}}`)
	code, _, stderr := remora(t, "run", "-d", candles, "--pairs", "BTC/USDT", "-i", "1h", "-s", "MACDCross", "--markets", markets)
	if code != exitData || !strings.Contains(stderr, "markets.json: BTC/USDT: amount step 1e+10") {
		t.Errorf("a step that no amount reaches: exit code %d, %s", code, stderr)
	}
}
