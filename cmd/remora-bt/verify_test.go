package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// editManifest changes the manifest of a run's folder.
func editManifest(t *testing.T, dir string, change func(map[string]any)) {
	t.Helper()
	path := filepath.Join(dir, "manifest.json")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		t.Fatal(err)
	}
	var raw struct{ Config json.RawMessage }
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	m["config"] = raw.Config // as it stands: it has a hash of its own
	change(m)
	if text, err = json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// setConfig changes a key of the study in a manifest and signs it anew.
func setConfig(t *testing.T, dir, key string, value any) {
	t.Helper()
	editManifest(t, dir, func(m map[string]any) {
		var config map[string]any
		if err := json.Unmarshal(m["config"].(json.RawMessage), &config); err != nil {
			t.Fatal(err)
		}
		config[key] = value
		text, err := json.Marshal(config)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		m["config"] = json.RawMessage(text)
		m["config_sha256"] = hex.EncodeToString(sum[:])
	})
}

// A run verifies, and running it again gives the same bytes: on files and on the
// synthetic sample, with every kind of value in the study.
func TestVerifyRerun(t *testing.T) {
	if testing.Short() {
		t.Skip("runs two studies twice")
	}
	blocks := writeFile(t, `blo"cks<b>.json`, `{"windows":[{"from":"2023-01-10 00:00","to":"2023-01-20 00:00"}]}`)
	files, _ := finished(t, "--filter", "blocks:"+blocks, "--minimal-roi", `{"0":0.03,"30":0.00001}`, "--stoploss", "-0.05",
		"--stake-amount", "unlimited", "--max-open-trades", "2", "--amount-step", "BTC/USDT=0.00001", "--timerange", "20230103-")
	sample := filepath.Join(t.TempDir(), "sample")
	if code, _, stderr := remora(t, "run", "-s", "RSIEMA", "--seed", "18446744073709551615", "--output", sample); code != exitOK {
		t.Fatalf("run: exit code %d: %s", code, stderr)
	}
	for _, dir := range []string{files, sample} {
		code, stdout, stderr := remora(t, "verify", dir, "--rerun")
		if code != exitOK || !strings.Contains(stdout, "a second run gave the same bytes") || stderr != "" {
			t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
		}
	}
}

func TestVerifyFinds(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, dir, candles string)
		args  []string
		code  int
		want  []string // parts of stdout and stderr
	}{
		{"a missing output", func(t *testing.T, dir, _ string) { remove(t, dir, "metrics.csv") }, nil, exitData, []string{"output metrics.csv: missing", "1 fault"}},
		{"a foreign file", func(t *testing.T, dir, _ string) { touch(t, dir, "<script>.txt") }, nil, exitData, []string{"output <script>.txt: foreign"}},
		{"a changed input", func(t *testing.T, _, candles string) { touch(t, candles, "BTC_USDT-5m.parquet") }, nil, exitData, []string{"BTC_USDT-5m.parquet: truncated: 0 of"}},
		{"a changed input that nobody asked for", func(t *testing.T, _, candles string) { touch(t, candles, "BTC_USDT-5m.parquet") }, []string{"--no-inputs"}, exitOK, []string{"inputs not looked at"}},
		{"faults before running again", func(t *testing.T, dir, _ string) { remove(t, dir, "metrics.csv") }, []string{"--rerun"}, exitData, []string{"it was not run again"}},
		{"another study", func(t *testing.T, dir, _ string) { setConfig(t, dir, "fee", 0.002) }, []string{"--rerun"}, exitNotReproducible, []string{"trades.csv: differs from line 2 on", "summary.json: differs", "of a second run"}},
		{"another study as JSON", func(t *testing.T, dir, _ string) { setConfig(t, dir, "fee", 0.002) }, []string{"--rerun", "--format", "json"}, exitNotReproducible, []string{`"path": "trades.csv"`}},
		{"a study that no longer runs", func(t *testing.T, dir, _ string) { setConfig(t, dir, "strategy_list", []string{"Gone"}) }, []string{"--rerun"}, exitUsage, []string{"does not run again", `unknown strategy "Gone"`}},
		{"a study of a newer version", func(t *testing.T, dir, _ string) {
			setConfig(t, dir, "novelty", 1)
			editManifest(t, dir, func(m map[string]any) { m["version"] = "9.9" })
		}, []string{"--rerun"}, exitData, []string{`unknown field "novelty"`, "the run is of version 9.9"}},
		{"a hostile manifest that names another file", func(t *testing.T, dir, _ string) {
			setConfig(t, dir, "filter", "blocks:"+writeFile(t, "secret", "root:x:0:0\n"))
		}, []string{"--rerun"}, exitData, []string{"is not among the inputs: it is not read"}},
		{"a hostile manifest that lists another file", func(t *testing.T, dir, _ string) {
			list(t, dir, "filter", "blocks:", writeFile(t, "secret", "root:x:0:0\n"))
		}, []string{"--rerun"}, exitData, []string{"does not run again: the files that it names are at fault"}},
		{"a hostile manifest with signals", func(t *testing.T, dir, _ string) {
			setConfig(t, dir, "strategy_list", []string{"signals:" + writeFile(t, "secret.csv", "root:x:0:0\n")})
		}, []string{"--rerun"}, exitData, []string{"is not among the inputs: it is not read"}},
		{"a hostile manifest that guesses", func(t *testing.T, dir, _ string) {
			path := writeFile(t, "secret", "root:x:0:0\n")
			editManifest(t, dir, func(m map[string]any) {
				m["inputs"] = append(m["inputs"].([]any), map[string]any{"path": path, "bytes": 11, "sha256": "00"})
			})
		}, nil, exitData, []string{"changed: its SHA-256 is not the manifest's"}},
		{"an output that a second run does not write", func(t *testing.T, dir, _ string) {
			touch(t, dir, "more.txt")
			editManifest(t, dir, func(m map[string]any) {
				// The SHA-256 of nothing.
				m["outputs"] = append(m["outputs"].([]any), map[string]any{"path": "more.txt", "bytes": 0, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
			})
		}, []string{"--rerun"}, exitNotReproducible, []string{"more.txt: a second run does not write it"}},
		{"a newer format", func(t *testing.T, dir, _ string) {
			editManifest(t, dir, func(m map[string]any) { m["format"] = 3 })
		}, nil, exitData, []string{"format 3 is newer than 2"}},
		{"no manifest", func(t *testing.T, dir, _ string) { remove(t, dir, "manifest.json") }, nil, exitData, []string{"manifest.json: the file is missing"}},
		{"flags at odds", func(*testing.T, string, string) {}, []string{"--rerun", "--no-inputs"}, exitUsage, []string{"--rerun needs the inputs"}},
		{"unknown format", func(*testing.T, string, string) {}, []string{"--format", "xml"}, exitUsage, []string{`format "xml": expected table, json`}},
		{"two folders", func(*testing.T, string, string) {}, []string{"another"}, exitUsage, []string{"takes one run's folder, got 2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir, candles := finished(t)
			tt.spoil(t, dir, candles)
			code, stdout, stderr := remora(t, append([]string{"verify", dir}, tt.args...)...)
			if code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			for _, want := range tt.want {
				if !strings.Contains(stdout+stderr, want) {
					t.Errorf("stdout %q, stderr %q, want %q in them", stdout, stderr, want)
				}
			}
			// Of the file that a stranger asked for, and of its SHA-256, nothing may be shown.
			for _, secret := range []string{"root", "x:0", "7cf1f940", "0:0"} {
				if strings.Contains(stdout+stderr, secret) {
					t.Errorf("stdout %q, stderr %q show %q", stdout, stderr, secret)
				}
			}
		})
	}
}

// list names a file in the study of a manifest and among its inputs.
func list(t *testing.T, dir, key, kind, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	setConfig(t, dir, key, kind+path)
	editManifest(t, dir, func(m map[string]any) {
		m["inputs"] = append(m["inputs"].([]any), map[string]any{"path": path, "bytes": len(text), "sha256": hex.EncodeToString(sum[:])})
	})
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

// touch leaves an empty file.
func touch(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
		t.Fatal(err)
	}
}

// An interrupted verify says so and leaves no temporary folder.
func TestVerifyInterrupted(t *testing.T) {
	dir, _ := finished(t)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	if code := run(ctx, []string{"verify", dir, "--rerun"}, &stdout, &stderr); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
