package freqtrade_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// TestSubclasses: what is written is Python, with the file's name as it is.
func TestSubclasses(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to parse the text")
	}
	file := "a 'b' \"c\" \\n é\U0001F600\n.json"
	for name, write := range map[string]func(string, string) (string, error){"RECORD": freqtrade.Recorder, "MASK": freqtrade.Masked} {
		text, err := write("Mine_2", file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, "$") || !strings.Contains(text, "(Own):") {
			t.Errorf("%s: not filled in:\n%s", name, text)
		}
		check := exec.Command(python, "-c", `
import ast, sys
tree = ast.parse(sys.stdin.read())
for node in tree.body:
    if isinstance(node, ast.Assign) and node.targets[0].id == sys.argv[1]:
        sys.stdout.buffer.write(node.value.args[0].value.encode())
`, name)
		check.Stdin = strings.NewReader(text)
		out, err := check.Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if string(out) != file {
			t.Errorf("%s is %q, want %q", name, out, file)
		}
	}
	for _, bad := range [][2]string{{"", "f"}, {"a b", "f"}, {"A:\n  import os", "f"}, {"A", ""}, {"A", "f\x00"}} {
		if text, err := freqtrade.Recorder(bad[0], bad[1]); err == nil {
			t.Errorf("%q: no error:\n%s", bad, text)
		}
	}
}

func TestMask(t *testing.T) {
	got, err := json.Marshal(freqtrade.Mask{
		Step: 5 * data.Minute, Sides: []string{"long"},
		Refused: map[string][][2]data.Instant{"B/C": {{1000, 2000}, {5000, 5000}}, "A/C": nil},
	})
	if want := `{"step":300000,"sides":["long"],"refused":{"A/C":[],"B/C":[[1000,2000],[5000,5000]]}}`; err != nil || string(got) != want {
		t.Errorf("mask %s, %v; want %s", got, err, want)
	}
}

func TestCommand(t *testing.T) {
	r := &freqtrade.Result{
		Strategy: "Mine", Timeframe: data.Hour, Detail: 5 * data.Minute, Unlimited: true, Start: 1000, Slots: 3,
		Pairs: []string{"BTC/USDT", "ETH/USDT:USDT"}, Trades: []freqtrade.Trade{{FeeOpen: 0.001, Close: data.Instant(4 * data.Hour)}}, Rejected: 9,
	}
	c := freqtrade.CommandOf(r, "20240101-")
	c.Configs, c.Stacked = []string{"my config.json"}, true
	want := "freqtrade backtesting -c 'my config.json' --strategy Mine --timeframe 1h --timeframe-detail 5m --timerange 20240101- --fee 0.001 " +
		"--enable-position-stacking --max-open-trades -1 --dry-run-wallet 1000000000 --stake-amount 333 --cache none --export trades " +
		"--pairs BTC/USDT ETH/USDT:USDT"
	if got := c.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	r.Protections = true
	c = freqtrade.CommandOf(r, "")
	c.DataDir = "my data"
	want = "freqtrade backtesting --strategy Mine --datadir 'my data' --timeframe 1h --timeframe-detail 5m --fee 0.001 --max-open-trades 3 " +
		"--dry-run-wallet 1000 --stake-amount unlimited --enable-protections --cache none --export trades --pairs BTC/USDT ETH/USDT:USDT"
	if got := c.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := freqtrade.Estimate(r.Signals()); got != "about 5 seconds" {
		t.Errorf("estimate %q", got)
	}
	if got := freqtrade.Estimate(100_000, 20); got != "about 204 to 1604 seconds" {
		t.Errorf("estimate %q", got)
	}
}
