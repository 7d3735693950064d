package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/apply"
	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data/fetch"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/signals/calendar"
	"github.com/remora-bt/remora-bt/signals/profile"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// settingVictims are what people write by hand.
func settingVictims(t *testing.T) []victim {
	t.Helper()
	show := func(args ...string) []byte {
		code, stdout, stderr := remora(t, args...)
		if code != exitOK {
			t.Fatalf("%q: exit code %d: %s", args, code, stderr)
		}
		return []byte(stdout)
	}
	asStudy := func(path string) error { return command(t, "config", "show", "study", "-c", path) }
	defaults := string(show("config", "show")) + "limits:\n  sigma: {above_quantile: {level: 0.75, window: 8760, minimum: 720}}\n  vix: {above: 35}\n" +
		"block_on:\n  regime: {bear: true}\ncalendar:\n  - reason: nights\n    weekdays: [sat, sun]\n    hours: 22-6\n"
	return []victim{
		at(t, "study.yaml", []byte("pairs: [BTC/USDT, ETH/USDT]\ntimerange: 20230105-20230201\nstrategy_list: [NFIQuickstart]\nfee: 0.0005\nstake_amount: unlimited\nmax_open_trades: 2\nminimal_roi: {\"0\": 0.03, \"30\": 0.01}\nstoploss: -0.02\nbreakdown: month\nfilter: default\nstrategies:\n  NFIQuickstart: {filter: fear}\n"), asStudy),
		at(t, "config.json", []byte(`{"max_open_trades": 3, "stake_currency": "USDT", "stake_amount": 100, /* dry */ "dry_run": true, "dry_run_wallet": 1000, "timeframe": "5m",
  "exchange": {"name": "binance", "pair_whitelist": ["BTC/USDT", "ETH/USDT"], "pair_blacklist": []}, "pairlists": [{"method": "StaticPairList"}],
  "minimal_roi": {"0": 0.04, "30": 0.02}, "stoploss": -0.1, "trailing_stop": true, "trailing_stop_positive": 0.01, "trailing_stop_positive_offset": 0.02, // end
}`), asStudy),
		at(t, "profile.yaml", []byte(strings.Replace(defaults, "name: default", "name: mine", 1)), func(path string) error {
			_, err := profile.Read(path)
			return err
		}),
		at(t, "blocks.json", []byte(`{"note": "two", "windows": [{"from": "2023-03-10T00:00:00Z", "to": "2023-03-13T00:00:00Z"}, {"from": "2023-08-17T20:00:00Z", "to": "2023-08-18T20:00:00Z"}]}`), func(path string) error {
			_, err := calendar.ReadWindows(path)
			return err
		}),
		at(t, "gate.yaml", []byte("require_conclusive: false\nrules:\n  - check: total_trades >= 100\n  - check: max_drawdown_mtm <= 60%\n    strategy: [NFIQuickstart, RSIEMA]\n    arm: filtered\n  - check: profit.answer != HURTS\n  - check: risk.answer in HELPS, NO EFFECT\n    level: warn\n"), func(path string) error {
			_, _, _, err := readGate(path)
			return err
		}),
	}
}

// freqtradeVictims are results, a database, and what the recorder's subclass writes.
func freqtradeVictims(t *testing.T) (all []victim) {
	t.Helper()
	root := shared.Root(t)
	readResults := func(path string) error {
		_, err := freqtrade.ReadResults(path)
		return err
	}
	ordinary := contents(t, filepath.Join(root, "backtest", "apply", "testdata", "ordinary.zip"))
	name, text := member(t, ordinary, ".json")
	whole := at(t, "result.zip", ordinary, readResults)
	whole.packed = true
	inner := at(t, "inner-result.zip", text, readResults)
	inner.pack = zipped(name)
	applied := at(t, "applied.zip", text, func(path string) error {
		in, err := apply.Open(config.Apply{Result: path, Refuse: "both"})
		if err == nil {
			_, err = in.Study()
		}
		return err
	})
	applied.pack = zipped(name)
	record := `{"record": "start", "strategy": "Mine", "protections": [{"method": "CooldownPeriod", "stop_duration_candles": 5}]}
{"record": "entry", "pair": "BTC/USDT", "at": 1672704000000}
{"record": "timeout", "pair": "BTC/USDT", "side": "long", "at": 1672704000000, "until": 1672704600000, "rate": 100.5, "amount": 1.5, "leverage": 1}
`
	return append(
		all, whole, inner, applied,
		at(t, "tradesv3.sqlite", contents(t, filepath.Join(root, "strategies", "freqtrade", "testdata", "tradesv3.sqlite")), readResults),
		at(t, "record.jsonl", []byte(record), func(path string) error {
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = freqtrade.ReadRecord(f, path)
			return err
		}),
	)
}

// folderVictims are the files of a run's folder that are read back, with a manifest
// that lists the changed bytes so that they are read and not only hashed.
func folderVictims(t *testing.T) (all []victim) {
	t.Helper()
	whole, _ := finished(t, "--filter", "default")
	for _, name := range []string{"manifest.json", "summary.json", "trades.csv", "equity.csv", "signals.parquet"} {
		dir := filepath.Join(t.TempDir(), "run")
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		v := victim{name: "run/" + name, path: path, valid: contents(t, path), read: func() error {
			f, err := runfolder.Open(dir)
			if err != nil {
				return err
			}
			if name == "signals.parquet" {
				if _, err = f.Signals(); err != nil {
					return err
				}
			}
			_, err = gate.Snapshot(f)
			return err
		}}
		if name == "manifest.json" {
			v.read = func() error {
				if _, err := runfolder.Verify(t.Context(), dir, false); err != nil {
					return err
				}
				_, err := runfolder.Open(dir)
				return err
			}
		} else {
			v.mend = func() { relist(t, dir, name) }
		}
		all = append(all, v)
	}
	baseline := filepath.Join(t.TempDir(), "baseline.json")
	if code, _, stderr := remora(t, "gate", "--run", whole, "--update", baseline); code != exitOK {
		t.Fatalf("gate --update: exit code %d: %s", code, stderr)
	}
	return append(all, at(t, "baseline.json", contents(t, baseline), func(path string) error {
		_, err := gate.ReadBaseline(path)
		return err
	}))
}

// relist writes the digest of a file into its folder's manifest.
func relist(t *testing.T, dir, name string) {
	t.Helper()
	place := filepath.Join(dir, manifestName)
	var m report.Manifest
	if err := json.Unmarshal(contents(t, place), &m); err != nil {
		t.Fatal(err)
	}
	text := contents(t, filepath.Join(dir, name))
	sum := sha256.Sum256(text)
	for i := range m.Outputs {
		if m.Outputs[i].Path == name {
			m.Outputs[i].Bytes, m.Outputs[i].SHA256 = int64(len(text)), hex.EncodeToString(sum[:])
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(place, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// ledgerVictims are files that are appended to.
func ledgerVictims(t *testing.T) (all []victim) {
	t.Helper()
	candles, out := sweepDir(t), filepath.Join(t.TempDir(), "sweep")
	if code, _, stderr := remora(t, "sweep", "-d", candles, "--timeframe", "1h", "--pairs", "BTC/USDT", "--strategy-list", "RSIEMA", "--set", "max_risk=0.2:0.8:0.2", "--output", out); code != exitOK {
		t.Fatalf("sweep: exit code %d: %s", code, stderr)
	}
	journal := contents(t, filepath.Join(out, "points.jsonl"))
	openJournal := func(path string) error {
		j, err := sweep.OpenJournal(path, "a study")
		if err == nil {
			err = j.Close()
		}
		return err
	}
	sealed := at(t, "journal-resealed.jsonl", journal, openJournal)
	sealed.pack = resealed
	journalFile := at(t, "journal.jsonl", journal, openJournal)
	journalFile.mild = true
	look := looks.Look{Data: "d", Strategy: "s", Filter: "f"}
	return []victim{
		journalFile, sealed,
		at(t, "ledger.jsonl", contents(t, filepath.Join(out, "ledger.jsonl")), func(path string) error {
			l, err := sweep.OpenLedger(path, "a study")
			if err == nil {
				err = l.Close()
			}
			return err
		}),
		at(t, "looks.jsonl", []byte(`{"data":"abc","strategy":"RSIEMA","filter":"def","p_profit":0.5,"p_risk":null}`+"\n"+`{"data":"abc","strategy":"RSIEMA","filter":"deg","p_profit":0.25,"p_risk":0.01}`+"\n"), func(path string) error {
			_, err := looks.Add(path, look)
			return err
		}),
		at(t, fetch.ManifestName, []byte(`{"file":"BTCUSDT-5m-2022-01.zip","url":"https://data.binance.vision/x.zip","fetched":"2023-01-01T00:00:00Z","bytes":12,"sha256":"abc","whole":true}`+"\n"), func(path string) error {
			_, err := fetch.Changed(filepath.Dir(path))
			return err
		}),
	}
}

// resealed gives the lines of a journal the checksums that they should have, so that
// what they hold is read.
func resealed(text []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(text) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		if i := bytes.IndexByte(line, ','); i > 0 {
			rest := append([]byte("{"), line[i+1:]...)
			sum := sha256.Sum256(rest)
			line = append([]byte(`{"sum":"`+hex.EncodeToString(sum[:])[:16]+`",`), rest[1:]...)
		}
		out.Write(append(line, '\n'))
	}
	return out.Bytes()
}

// commandVictims are whole commands on changed files: a result, or one error and
// nothing written.
func commandVictims(t *testing.T) (all []victim) {
	t.Helper()
	// Text has no checksum: what is changed gets as far as it can.
	valid := gunzipped(t, contents(t, filepath.Join(synth(t, "--format-file", "csv.gz"), "BTC_USDT-5m.csv.gz")))
	candles := func(name string, args ...string) victim {
		dir := t.TempDir()
		path := filepath.Join(dir, "BTC_USDT-5m.csv")
		return victim{name: name, path: path, valid: valid, rare: true, read: func() error {
			out := filepath.Join(dir, "out.csv")
			defer os.RemoveAll(out)
			words := slices.Concat(args, []string{"--output", out})
			for i := range words {
				words[i] = strings.NewReplacer("DIR", dir, "FILE", path).Replace(words[i])
			}
			err := command(t, words...)
			if _, there := os.Stat(out); (err == nil) != (there == nil) {
				t.Errorf("%s: error %v, and the output is there: %t", name, err, there == nil)
			}
			return err
		}}
	}
	return []victim{
		candles("run", "run", "-d", "DIR", "-p", "BTC/USDT", "-s", "RSIEMA", "--charts", "none"),
		candles("import", "data", "import", "FILE"),
		candles("signals", "signals", "-d", "DIR", "-p", "BTC/USDT", "--timerange", "20230603-20230605"),
	}
}

// command runs one in this process. Its error is what it prints; that of a code that
// no bad input may end with is a fault of the test.
func command(t *testing.T, args ...string) error {
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, &stdout, &stderr)
	switch code {
	case exitOK:
		return nil
	case exitUsage, exitData, exitLookAhead, exitGate, exitNotReproducible, exitInconclusive:
	default:
		t.Errorf("%q: exit code %d: %s", args, code, stderr.String())
	}
	if !strings.HasPrefix(stderr.String(), "remora-bt: ") && !strings.Contains(stderr.String(), "\nremora-bt: ") {
		t.Errorf("%q: exit code %d without a message: %q", args, code, stderr.String())
	}
	return errors.New(stderr.String())
}
