package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/profile"
)

// sampleContext is a folder with the synthetic context of sampleDir.
func sampleContext(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	c := synthetic.Default()
	c.To = c.From + 40*24*3600*1000
	for _, f := range synthetic.Files(synthetic.Context(c)) {
		if err := os.WriteFile(filepath.Join(dir, f.Name), []byte(f.Text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSignalsCommand(t *testing.T) {
	dir, context := sampleDir(t), sampleContext(t)
	on := []string{"signals", "-d", dir, "--context", context, "--pairs", "BTC/USDT,ETH/USDT", "--timerange", "20230120-20230131"}
	code, csv, stderr := remora(t, on...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	lines := strings.Split(strings.TrimSpace(csv), "\n")
	if n := len(lines) - 1; n != 2*(11*288+1) {
		t.Errorf("%d rows, want %d of two pairs with the stop included", n, 2*(11*288+1))
	}
	if !strings.HasPrefix(lines[1], "2023-01-20 00:00:00,BTC/USDT,0.") || !strings.Contains(lines[1], ",True,") {
		t.Errorf("first row %s", lines[1])
	}
	path := filepath.Join(t.TempDir(), "signals.csv")
	code, stdout, _ := remora(t, append(on, "--output", path, "--format", "md")...)
	text, err := os.ReadFile(path)
	if code != exitOK || err != nil || string(text) != csv {
		t.Errorf("exit code %d, %v: the file is not what the standard output was", code, err)
	}
	if !strings.Contains(stdout, "| BTC/USDT | all | 3169 |") {
		t.Errorf("no line of all candles in\n%s", stdout)
	}
	path = filepath.Join(t.TempDir(), "signals.parquet")
	if code, _, stderr := remora(t, append(on, "--output", path)...); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	// What was written is a filter like any other, and blocks the same entries.
	args := []string{"run", "-d", dir, "--context", context, "--pairs", "BTC/USDT", "--timerange", "20230120-20230131", "--strategy-list", "RSIEMA", "--format", "csv"}
	_, engine, _ := remora(t, append(args, "--filter", "default")...)
	code, history, stderr := remora(t, append(args, "--filter", "history:"+path)...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if tradesOf(engine) == "" || tradesOf(engine) != tradesOf(history) {
		t.Errorf("as a history the trades are %q, want those of the engine, %q", tradesOf(history), tradesOf(engine))
	}
}

// tradesOf is the first line of a run's output that speaks of the number of trades.
func tradesOf(out string) string {
	for line := range strings.Lines(out) {
		if strings.Contains(line, "rades") {
			return line
		}
	}
	return ""
}

func TestExplainCommand(t *testing.T) {
	dir, context := sampleDir(t), sampleContext(t)
	on := []string{"explain", "-d", dir, "--context", context, "--pair", "ETH/USDT", "--at", "2023-01-25T10:07:00Z"}
	code, stdout, stderr := remora(t, on...)
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	for _, want := range []string{"{\n  \"safe_to_trade\": ", "ETH/USDT at 2023-01-25 10:05:00, profile default version 2 (", "fear_greed", "volatility", "risk_score", " 9h 55m ", " 1d 12h "} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	_, text, _ := remora(t, append(on, "--format", "json")...)
	var got struct {
		At         string
		Assessment struct {
			RiskScore float64 `json:"risk_score"`
		}
		Inputs []struct {
			Name       string
			AgeSeconds *int `json:"age_seconds"`
		}
		Parts []struct {
			Name, Of string
			Summand  *float64
		}
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	sum := 0.0
	for _, p := range got.Parts {
		if p.Of == "" && p.Summand != nil {
			sum += *p.Summand
		}
	}
	if got.At != "2023-01-25T10:05:00Z" || len(got.Inputs) != 9 || len(got.Parts) != 10 || sum-got.Assessment.RiskScore > 0.005 || got.Assessment.RiskScore-sum > 0.005 {
		t.Errorf("at %s, %d inputs, %d parts that add up to %v, risk score %v", got.At, len(got.Inputs), len(got.Parts), sum, got.Assessment.RiskScore)
	}
	if age := got.Inputs[1].AgeSeconds; got.Inputs[1].Name != "fear_greed" || age == nil || *age != 9*3600+55*60 {
		t.Errorf("input %+v, want fear_greed of 9 h 55 min", got.Inputs[1])
	}
}

func TestEngineCommandsRefuse(t *testing.T) {
	dir, context := sampleDir(t), sampleContext(t)
	badContext := filepath.Dir(writeFile(t, "fear_greed.csv", "time_utc,value\n2023-01-01,30\n2023-01-02,high\n"))
	badProfile := writeFile(t, "mine.yaml", "name: mine\nmax_rsk: 0.7\n")
	on := func(command string, more ...string) []string {
		return append([]string{command, "-d", dir, "--context", context}, more...)
	}
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"output of another kind", on("signals", "--pairs", "BTC/USDT", "-o", "x.feather"), exitUsage, `output "x.feather": expected a name that ends in .csv or .parquet`},
		{"a filter that is not the engine", on("signals", "--pairs", "BTC/USDT", "--filter", "none"), exitUsage, `filter "none" is not the engine`},
		{"no pair", on("signals"), exitUsage, "no pair"},
		{"range outside of the data", on("signals", "--pairs", "BTC/USDT", "--timerange", "20300101-"), exitData, "do not cover the timerange 20300101-"},
		{"unwritable output", on("signals", "--pairs", "BTC/USDT", "-o", filepath.Join(dir, "no", "x.csv")), exitUsage, "no such file"},
		{"no time", on("explain"), exitUsage, "explain needs --at"},
		{"time that is none", on("explain", "--at", "noon"), exitUsage, `--at: time "noon"`},
		{"time outside of the data", on("explain", "--at", "2022-01-01"), exitData, "no candle of 5m had just closed at 2022-01-01 00:00:00"},
		{"time after the data", on("explain", "--at", "2023-02-11"), exitData, "no candle of 5m had just closed"},
		{"setting of no profile", on("explain", "--at", "2023-01-20", "--filter-set", "max_rsk=1"), exitUsage, `setting "max_rsk=1": no key "max_rsk" in a profile`},
		{"context without files", []string{"signals", "-d", dir, "--context", dir, "--pairs", "BTC/USDT"}, exitData, "no context file in it"},
		{"context with a bad value", []string{"signals", "-d", dir, "--context", badContext, "--pairs", "BTC/USDT"}, exitData, `fear_greed.csv: row 2: value "high": expected a number from 0 to 100`},
		{"profile with an unknown key", on("signals", "--pairs", "BTC/USDT", "--filter", "profile:"+badProfile), exitUsage, `unknown field "max_rsk"`},
		{"profile with a negative weight", on("signals", "--pairs", "BTC/USDT", "--filter-set", "weights.regime=-1"), exitUsage, "weights.regime -1: expected a number from 0 to"},
		{"strategy that is none", on("lookahead", "--pairs", "BTC/USDT", "-s", "RSIEMO"), exitUsage, `unknown strategy "RSIEMO"`},
		{"number of cuts", on("lookahead", "--pairs", "BTC/USDT", "--cuts", "-1"), exitUsage, "cuts -1: expected 0 to 100000"},
		{"kind of config", []string{"config", "show", "strategy"}, exitUsage, `config show takes one of profile, study, got "strategy"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := remora(t, tt.args...)
			if code != tt.code || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit code %d, %q; want %d, %q", code, stderr, tt.code, tt.want)
			}
			if stdout != "" {
				t.Errorf("printed %.200q", stdout)
			}
			if tt.args[0] == "explain" && tt.code == exitData && strings.Count(stderr, "\n") != 1 {
				t.Errorf("more than the error: %q", stderr)
			}
		})
	}
}

// What config show prints is the profile or the study again.
func TestConfigRoundTrip(t *testing.T) {
	code, text, stderr := remora(t, "config", "show", "--filter-set", "max_risk=0.7")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	want, err := profile.Set(signals.Default(), "max_risk=0.7")
	if err != nil {
		t.Fatal(err)
	}
	got, err := profile.Parse([]byte(text))
	if err != nil || got != want || !strings.HasPrefix(text, "# sha256 "+want.Hash()+"\n") {
		t.Errorf("%v: the profile read back as %+v, want %+v", err, got, want)
	}
	args := []string{
		"config", "show", "study", "--pairs", "BTC/USDT", "--stake-amount", "unlimited", "--minimal-roi", `{"0":0.1,"60":0.05}`,
		"--stoploss", "-0.2", "--amount-step", "BTC/USDT=0.001", "--filter-set", "max_risk=0.7", "--filter", "default",
	}
	_, first, _ := remora(t, args...)
	code, second, stderr := remora(t, "config", "show", "study", "-c", writeFile(t, "study.yaml", first))
	if code != exitOK || first != second {
		t.Errorf("exit code %d: %s\nstudy\n%s\nread back as\n%s", code, stderr, first, second)
	}
}

// A schema names every key of its file, and no other.
func TestConfigSchema(t *testing.T) {
	for kind, keys := range map[string][]string{"profile": profile.Keys(), "study": config.Keys()} {
		_, text, _ := remora(t, "config", "schema", kind)
		var s map[string]any
		if err := json.Unmarshal([]byte(text), &s); err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			at := s
			for _, name := range strings.Split(key, ".") {
				properties, _ := at["properties"].(map[string]any)
				if at, _ = properties[name].(map[string]any); at == nil {
					t.Errorf("the schema of a %s lacks %s", kind, key)
					break
				}
			}
		}
		if s["additionalProperties"] != false {
			t.Errorf("the schema of a %s admits other keys", kind)
		}
	}
}
