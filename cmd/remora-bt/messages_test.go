package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What a stranger mistypes is answered by what was probably meant, in words of people.
func TestMessages(t *testing.T) {
	dir := sampleDir(t)
	candles := []string{"-d", dir, "-p", "BTC/USDT", "-s", "RSIEMA"}
	profile := "profile:" + writeFile(t, "p.yaml", "max_rik: 0.7\n")
	for _, tt := range []struct {
		args []string
		code int
		want []string // parts of stderr
	}{
		{append([]string{"run", "--filter", "defualt"}, candles...), exitUsage, []string{"did you mean default?"}},
		{append([]string{"run", "--filter", "block:x.json"}, candles...), exitUsage, []string{"did you mean blocks:?"}},
		{append([]string{"run", "--filter", profile}, candles...), exitUsage, []string{`unknown field "max_rik": did you mean "max_risk"?`}},
		{append([]string{"run", "--filter", "default", "--filter-set", "max_rik=0.7"}, candles...), exitUsage, []string{`did you mean "max_risk"?`}},
		{append([]string{"run", "--filter", "default", "--filter-set", "max_risk=high"}, candles...), exitUsage, []string{"expected a number"}},
		{append([]string{"run", "--filter", "default", "--filter-set", "flag_panic=20"}, candles...), exitUsage, []string{"expected true or false"}},
		{append([]string{"run", "--fee", "0.1"}, candles...), exitOK, []string{"fee 0.1 is a ratio, 10 % of each order: is 0.1 % meant? That is 0.001"}},
		{[]string{"run", "--context", "nope", "--timeframe", "1d", "-s", "RSIEMA"}, exitOK, []string{`context "nope" is not read`}},
		{[]string{"explain", "--at", "2022-13-01"}, exitUsage, []string{`time "2022-13-01" has month 13: expected 1 to 12`}},
		{[]string{"explain", "--at", "20221301"}, exitUsage, []string{"has month 13"}},
		{[]string{"explain", "--at", "2023-02-29 08:00"}, exitUsage, []string{"has day 29: February 2023 has 28"}},
		{[]string{"explain", "--at", "2023-02-28 24:00"}, exitUsage, []string{"has hour 24"}},
		{[]string{"explain", "--at", "2023-02-28T08:60"}, exitUsage, []string{"has minute 60"}},
		{[]string{"explain", "--at", "tomorrow"}, exitUsage, []string{"is neither RFC3339, as in 2022-05-12T08:00:00Z"}},
		{[]string{"run", "--stratgy-list", "RSIEMA"}, exitUsage, []string{"unknown flag: --stratgy-list; did you mean --strategy-list?"}},
		{[]string{"run", "-d", candleFile(t, "open_time_ms,open,high,low,close,volume\n"), "-p", "BTC/USDT", "-s", "RSIEMA"}, exitData, []string{"BTC_USDT-5m.csv: BTC/USDT 5m: too few candles: there are no candles\n"}},
		{[]string{"run", "-d", candleFile(t, "open_time_ms,open,high,low,close,volume\n1577836800000,7,7,7,7,1\n"), "-p", "BTC/USDT", "-s", "RSIEMA"}, exitData, []string{"too few candles: the candles run from 2020-01-01 00:00:00 to "}},
		{[]string{"run", "-d", candleFile(t, "\xff\xfet\x00i\x00m\x00e\x00,\x00o\x00\n\x00"), "-p", "BTC/USDT", "-s", "RSIEMA"}, exitData, []string{"BTC_USDT-5m.csv: the header is UTF-16 or no text: expected UTF-8\n"}},
		{[]string{"list"}, exitUsage, []string{"list takes one of strategies, metrics, profiles, reports\n"}},
		{[]string{"list", "strategis"}, exitUsage, []string{"did you mean strategies?"}},
		{[]string{"gate", "--run", dir, "--format", "tabel"}, exitUsage, []string{"did you mean table?"}},
		{[]string{"sweep", "--set", "max_rik=1,2"}, exitUsage, []string{`remora-bt: setting "max_rik=1": no key`}},
		{[]string{"compare", "a"}, exitUsage, []string{"remora-bt: compare takes two run folders"}},
		{[]string{"compare", "nope", "gone"}, exitData, []string{"remora-bt: nope: no such file or folder\nremora-bt: gone: no such file or folder\n"}},
		{[]string{"run", "-c", "nope.yaml"}, exitUsage, []string{"remora-bt: nope.yaml: no such file or folder"}},
	} {
		code, _, stderr := remora(t, tt.args...)
		if code != tt.code {
			t.Errorf("%q: exit code %d, want %d: %s", tt.args, code, tt.code, stderr)
		}
		for _, want := range tt.want {
			if !strings.Contains(stderr, want) {
				t.Errorf("%q: %q, want %q in it", tt.args, stderr, want)
			}
		}
		for _, word := range []string{"stat ", "lstat ", "open ", "remora-bt: remora-bt", "no such file or directory"} {
			if strings.Contains(stderr, word) {
				t.Errorf("%q: %q has %q", tt.args, stderr, word)
			}
		}
	}
}

// candleFile is a folder with a file of 5-minute candles of BTC/USDT.
func candleFile(t *testing.T, text string) (dir string) {
	t.Helper()
	return filepath.Dir(writeFile(t, "BTC_USDT-5m.csv", text))
}

// A folder with another study's run is replaced by force alone, one with the same
// study's at once. What is only printed makes no other study.
func TestOutputOfAnotherStudy(t *testing.T) {
	out := filepath.Join(t.TempDir(), "run")
	base := []string{"run", "-d", sampleDir(t), "-p", "BTC/USDT", "-s", "RSIEMA", "-o", out, "--charts", "none"}
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{nil, exitOK, "wrote"},
		{nil, exitOK, "wrote"},
		{[]string{"--breakdown", "month"}, exitOK, "wrote"},
		{[]string{"--fee", "0.002"}, exitUsage, "holds the run of another study (fee): choose another folder, or replace it with --force"},
		{[]string{"--fee", "0.002", "--force"}, exitOK, "wrote"},
		{[]string{"--filter", "default"}, exitUsage, "(fee, filter)"},
		{[]string{"--filter", "defualt"}, exitUsage, "did you mean default?"}, // before the folder is looked at
	} {
		if code, _, stderr := remora(t, append(base[:len(base):len(base)], tt.args...)...); code != tt.code || !strings.Contains(stderr, tt.want) {
			t.Errorf("%q: exit code %d, %q; want %d and %q", tt.args, code, stderr, tt.code, tt.want)
		}
	}
}

// Without a filter there is no answer, and the answers alone say so.
func TestQuietWithoutFilter(t *testing.T) {
	code, stdout, stderr := remora(t, "run", "-q", "-d", sampleDir(t), "-p", "BTC/USDT", "-s", "RSIEMA")
	if code != exitOK || !strings.Contains(stdout, "no filter was tested, so there is no answer") {
		t.Errorf("exit code %d, %q, stdout %q", code, stderr, stdout)
	}
}

// -v is that of --verbose wherever there is one.
func TestVerboseIsTheOnlyV(t *testing.T) {
	if code, stdout, _ := remora(t, "-v"); code != exitUsage || stdout != "" {
		t.Errorf("-v alone: exit code %d, %q", code, stdout)
	}
	if code, stdout, _ := remora(t, "--version"); code != exitOK || !strings.HasPrefix(stdout, "remora-bt ") {
		t.Errorf("--version: exit code %d, %q", code, stdout)
	}
	root := rootCmd()
	for _, c := range append(root.Commands(), root) {
		if f := c.Flags().ShorthandLookup("v"); f != nil && f.Name != "verbose" {
			t.Errorf("%s: -v is --%s", c.Name(), f.Name)
		}
	}
}

// Where the wallets of the tables made other trades than the answers are about, one
// sentence says why.
func TestTablesOfOtherTrades(t *testing.T) {
	base := []string{"run", "-d", sampleDir(t), "-p", "BTC/USDT", "-s", "MACDCross", "--filter", refusals(t, "a.json"), "--starting-balance"}
	for balance, want := range map[string]bool{"101.1": true, "1000": false} {
		code, stdout, stderr := remora(t, append(base[:len(base):len(base)], balance)...)
		text := strings.Join(strings.Fields(stdout), " ")
		said := strings.Contains(text, "The tables of strategies count the ") && strings.Contains(text, "MACDCross's could afford none from 2023-01-")
		if code != exitOK || said != want {
			t.Errorf("balance %s: exit code %d, %s, said %t, want %t:\n%s", balance, code, stderr, said, want, stdout)
		}
	}
}

// Unlimited stakes are those of the tables; the stake of the answers stands apart, and what
// the filter brought by the one and by the other.
func TestTablesOfOtherStakes(t *testing.T) {
	base := []string{"run", "-d", sampleDir(t), "-p", "BTC/USDT", "-s", "MACDCross", "--filter", refusals(t, "a.json"), "--starting-balance", "1000", "--stake-amount"}
	const title, tables = "MACDCross at unlimited stakes (answers at 990 USDT a trade)", "The tables of strategies are of wallets (stakes change with what a wallet holds)"
	for stake, want := range map[string]bool{"unlimited": true, "990": false, "100": false} {
		code, stdout, stderr := remora(t, append(base[:len(base):len(base)], stake)...)
		text := strings.Join(strings.Fields(stdout), " ")
		if code != exitOK || strings.Contains(text, title) != want || stake != "990" && strings.Contains(text, tables) != want {
			t.Errorf("stake %s: exit code %d, %s, want %t:\n%s", stake, code, stderr, want, stdout)
		}
		brought := regexp.MustCompile(`In the wallets the filter brought (\S+) USDT, at the same stake (\S+)\.`).FindStringSubmatch(text)
		if want && (brought == nil || !strings.Contains(text, "PROFIT "+brought[2]+" USDT. ")) {
			t.Errorf("stake %s: %q is not what stands above:\n%s", stake, brought, stdout)
		}
	}
}
