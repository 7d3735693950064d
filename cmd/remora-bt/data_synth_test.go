package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/report/table"
)

// synthWeek are the flags of a small sample of two pairs.
var synthWeek = []string{"synth", "--pairs", "BTC/USDT,ANY1/USDT", "--timerange", "20230601-20230607", "--seed", "9"}

// synth writes the sample of a week and returns its folder.
func synth(t *testing.T, more ...string) string {
	t.Helper()
	return synthTo(t, filepath.Join(t.TempDir(), "new", "sample"), slices.Concat(synthWeek[1:], more)...)
}

func synthWeekConfig() synthetic.Config {
	c := synthetic.Default()
	c.Seed, c.Pairs = 9, []string{"BTC/USDT", "ANY1/USDT"}
	c.From, c.To = data.Date(2023, 6, 1), data.Date(2023, 6, 8)
	return c
}

func TestSynthHoldsTheSample(t *testing.T) {
	for _, format := range synthFormats {
		t.Run(format, func(t *testing.T) {
			dir := synth(t, "--format-file", format)
			d, err := formats.OpenDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			c := synthWeekConfig()
			for _, pair := range c.Pairs {
				got, _, err := d.Load(pair, c.Timeframe)
				if err != nil {
					t.Fatal(err)
				}
				want := synthetic.Candles(c, pair)
				if !slices.Equal(got.Time, want.Time) || !slices.Equal(got.Close, want.Close) ||
					!slices.Equal(got.High, want.High) || !slices.Equal(got.Volume, want.Volume) {
					t.Errorf("%s: the file does not hold the sample", pair)
				}
			}
			x, _, err := sources.LoadAt(filepath.Join(dir, contextFolder), c.To)
			if err != nil {
				t.Fatal(err)
			}
			for s, want := range synthetic.Context(c) {
				if !slices.Equal(x[s], want) {
					t.Errorf("%s: the file does not hold the sample", data.Series(s))
				}
			}
		})
	}
}

func TestSynthManifest(t *testing.T) {
	dir := synth(t)
	m := readSynthManifest(t, dir)
	if m.Kind != "synthetic" || m.Seed != 9 || m.From != "2023-06-01T00:00:00Z" || m.To != "2023-06-08T00:00:00Z" || m.Version != version {
		t.Errorf("manifest = %+v", m)
	}
	listed := map[string]bool{manifestName: true}
	for _, f := range m.Files {
		listed[f.Path] = true
		d, err := formats.DigestOf(filepath.Join(dir, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		if f.SHA256 != d.SHA256 || f.Bytes != d.Bytes {
			t.Errorf("%s: %d bytes, SHA-256 %s; want %d, %s", f.Path, f.Bytes, f.SHA256, d.Bytes, d.SHA256)
		}
	}
	for _, name := range tree(t, dir) {
		if !listed[name] {
			t.Errorf("%s is not in the manifest", name)
		}
	}
	again := readSynthManifest(t, synth(t))
	if !slices.Equal(m.Files, again.Files) {
		t.Error("the same flags gave other files")
	}
}

func TestSynthSaysSynthetic(t *testing.T) {
	for _, format := range table.Formats {
		args := slices.Concat(synthWeek, []string{"--output", filepath.Join(t.TempDir(), "s"), "--format", format})
		code, stdout, stderr := runData(t, args...)
		if code != exitOK || !strings.Contains(strings.ToLower(stdout), "synthetic") {
			t.Errorf("%s: exit code %d, printed %q and %q; want the word synthetic", format, code, stdout, stderr)
		}
	}
}

func TestSynthRefuses(t *testing.T) {
	full := dataFolder(t, map[string]string{"mine.txt": "keep"})
	foreign := dataFolder(t, map[string]string{manifestName: `{"kind":"import"}`})
	file := filepath.Join(full, "mine.txt")
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"no output", nil, "data synth needs --output"},
		{"a full folder", []string{"-o", full}, "is not empty: it holds mine.txt; choose another folder or use --force"},
		{"a file", []string{"-o", file}, "not a folder"},
		{"below a file", []string{"-o", filepath.Join(file, "x")}, "not a directory"},
		{"another manifest", []string{"-o", foreign, "--force"}, "is not the manifest of a synthetic sample"},
		{"file format", []string{"-o", "x", "--format-file", "feather"}, `format "feather" of the candle files: expected parquet or csv.gz`},
		{"timeframe", []string{"-o", "x", "-i", "5x"}, `timeframe "5x"`},
		{"timeframe too long", []string{"-o", "x", "-i", "1w"}, "expected 1m to 1d"},
		{"timerange", []string{"-o", "x", "--timerange", "20230102-20230101"}, "start 2023-01-02 00:00:00 is after stop"},
		{"off the grid", []string{"-o", "x", "--timerange", "1672531201-"}, "are not both the open time of a 5m candle"},
		{"pair", []string{"-o", "x", "-p", "../A/USDT"}, `pair "../A/USDT": expected BASE/QUOTE`},
		{"no pairs", []string{"-o", "x", "-p", ","}, "there are no pairs"},
		{"seed", []string{"-o", "x", "--seed", "-1"}, "invalid argument"},
		{"argument", []string{"x"}, "takes no arguments"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := runData(t, append([]string{"synth"}, tt.args...)...)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit code %d, stdout %q, stderr %q; want %d and %q", code, stdout, stderr, exitUsage, tt.want)
			}
		})
	}
	if got := tree(t, full); !slices.Equal(got, []string{"mine.txt"}) {
		t.Errorf("the refused folder holds %v", got)
	}
}

// With --force the files of the older sample go, others stay.
func TestSynthForce(t *testing.T) {
	dir := synth(t)
	mine := filepath.Join(dir, contextFolder, "mine.txt")
	if err := os.WriteFile(mine, []byte("keep"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"synth", "-o", dir, "-p", "ETH/USDT", "--timerange", "20230601-20230602", "--force"}
	if code, _, stderr := runData(t, args...); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	got := tree(t, dir)
	if slices.Contains(got, "BTC_USDT-5m.parquet") || !slices.Contains(got, "ETH_USDT-5m.parquet") || !slices.Contains(got, "context/mine.txt") {
		t.Errorf("the folder holds %v", got)
	}
	if m := readSynthManifest(t, dir); !slices.Equal(m.Pairs, []string{"ETH/USDT"}) {
		t.Errorf("manifest speaks of %v, want ETH/USDT", m.Pairs)
	}
}

func TestSynthForceKeepsToItsFolder(t *testing.T) {
	up := dataFolder(t, map[string]string{"mine.txt": "keep"})
	dir := filepath.Join(up, "sample")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	m := `{"kind":"synthetic","files":[{"path":"../mine.txt"}]}`
	if err := os.WriteFile(filepath.Join(dir, manifestName), []byte(m), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := runData(t, slices.Concat(synthWeek, []string{"-o", dir, "--force"})...)
	if code != exitUsage || !strings.Contains(stderr, `"../mine.txt" leaves the folder`) {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if got, want := tree(t, up), []string{"mine.txt", "sample/" + manifestName}; !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

func TestSynthInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	up := t.TempDir()
	args := slices.Concat([]string{"data"}, synthWeek, []string{"--output", filepath.Join(up, "a", "b")})
	var out, errs bytes.Buffer
	if code := run(ctx, args, &out, &errs); code != exitInterrupted || out.Len() > 0 {
		t.Errorf("exit code %d, printed %q; want %d and nothing", code, out.String(), exitInterrupted)
	}
	if entries, err := os.ReadDir(up); err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

func readSynthManifest(t *testing.T, dir string) synthetic.Manifest {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m synthetic.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// tree are the files below a folder, in order.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			name, _ := filepath.Rel(dir, path)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
