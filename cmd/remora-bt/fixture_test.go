package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

// fixtures is a folder for what several tests start from.
var fixtures string

func TestMain(m *testing.M) {
	var err error
	if fixtures, err = os.MkdirTemp("", "remora-bt"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(fixtures)
	os.Exit(code)
}

// month is a month of synthetic candles of two pairs: what files hold them.
var month = sync.OnceValues(func() (map[string][]byte, error) {
	c := synthetic.Default()
	c.Pairs = []string{"BTC/USDT", "ETH/USDT"}
	c.To = c.From + 40*24*3600*1000
	files := map[string][]byte{}
	for _, pair := range c.Pairs {
		name := strings.ReplaceAll(pair, "/", "_") + "-5m.parquet"
		path := filepath.Join(fixtures, name)
		if err := formats.WriteParquet(path, synthetic.Candles(c, pair)); err != nil {
			return nil, err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files[name] = text
	}
	return files, nil
})

// writeSample writes the sample's files, whatever was there.
func writeSample(t *testing.T, dir string) {
	t.Helper()
	files, err := month()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// sampleDir is a folder with the sample.
func sampleDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	writeSample(t, dir)
	return dir
}

// synthTo makes candles by data synth and returns their folder.
func synthTo(t *testing.T, dir string, words ...string) string {
	t.Helper()
	if code, _, stderr := remora(t, append([]string{"data", "synth", "--output", dir}, words...)...); code != exitOK {
		t.Fatalf("data synth: exit code %d: %s", code, stderr)
	}
	return dir
}

// smallRun runs two strategies on candles and leaves the folder dir.
func smallRun(t *testing.T, candles, dir string, more ...string) {
	t.Helper()
	args := append([]string{"run", "-d", candles, "-p", "BTC/USDT,ETH/USDT", "-s", "NFIQuickstart,RSIEMA", "--output", dir}, more...)
	if code, _, stderr := remora(t, args...); code != exitOK {
		t.Fatalf("run: exit code %d: %s", code, stderr)
	}
}

// finished is the folder of a small run and that of its candles, which it returns
// too. Without more flags it is a copy of one run that tests share; its candles are
// written anew, so that a test may spoil both.
func finished(t *testing.T, more ...string) (dir, candles string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "run")
	if len(more) > 0 {
		candles = sampleDir(t)
		smallRun(t, candles, dir, more...)
		return dir, candles
	}
	whole := filepath.Join(fixtures, "run")
	candles = filepath.Join(fixtures, "candles")
	if err := os.MkdirAll(candles, 0o755); err != nil {
		t.Fatal(err)
	}
	writeSample(t, candles)
	if _, err := os.Stat(whole); err != nil {
		smallRun(t, candles, whole)
	}
	if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
		t.Fatal(err)
	}
	return dir, candles
}
