package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/signals/filter"
	"github.com/remora-bt/remora-bt/strategies/file"
)

// victims are all readers, each with a folder of its own.
func victims(t *testing.T) []victim {
	t.Helper()
	var all []victim
	for _, more := range [][]victim{
		candleVictims(t), contextVictims(t), historyVictims(t), signalVictims(t), settingVictims(t),
		freqtradeVictims(t), folderVictims(t), ledgerVictims(t), commandVictims(t),
	} {
		all = append(all, more...)
	}
	return all
}

// at puts a victim's file into a new folder.
func at(t *testing.T, name string, valid []byte, read func(path string) error) victim {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.Base(name))
	return victim{name: name, path: path, valid: valid, read: func() error { return read(path) }}
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func gzipped(text []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	w.Write(text) // to memory: it does not fail
	w.Close()
	return b.Bytes()
}

func gunzipped(t *testing.T, text []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func zipped(name string) func([]byte) []byte {
	return func(text []byte) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.NoCompression) })
		w, _ := z.Create(name)
		w.Write(text)
		z.Close()
		return b.Bytes()
	}
}

// member is the text of a file in a zip.
func member(t *testing.T, text []byte, end string) (name string, out []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, end) || strings.Contains(f.Name, "_config") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		return f.Name, out
	}
	t.Fatalf("no %s in the zip", end)
	return "", nil
}

// candleVictims are candle files of every format, as their own writers wrote them, up
// to the tape that a run walks.
func candleVictims(t *testing.T) (all []victim) {
	t.Helper()
	dir := filepath.Join(shared.Root(t), "data", "formats", "testdata")
	for _, name := range []string{
		"BTCUSDT-5m-2022-01.zip", "batches.feather", "candles.csv", "float32-index.parquet", "freqtrade.json", "freqtrade.json.gz",
		"groups-none.parquet", "klines.json", "lz4.feather", "lz4.parquet", "ns-zstd.feather", "semicolon.csv", "snappy.parquet",
		"split-delta.parquet", "us-gzip-v2.parquet", "us-plain.feather", "ours.parquet",
	} {
		var text []byte
		if name == "ours.parquet" {
			files, err := month()
			if err != nil {
				t.Fatal(err)
			}
			text = files["BTC_USDT-5m.parquet"]
		} else {
			text = contents(t, filepath.Join(dir, name))
		}
		v := at(t, "candles/"+name, text, readCandles)
		ext := filepath.Ext(name)
		v.packed = ext == ".gz" || ext == ".zip"
		all = append(all, v)
	}
	csv := contents(t, filepath.Join(dir, "candles.csv"))
	inner := at(t, "candles/inner.csv.gz", csv, readCandles)
	inner.pack = gzipped
	_, archive := member(t, contents(t, filepath.Join(dir, "BTCUSDT-5m-2022-01.zip")), ".csv")
	month := at(t, "candles/inner.zip", archive, readCandles)
	month.pack = zipped("BTCUSDT-5m-2022-01.csv")
	return append(all, inner, month)
}

func readCandles(path string) error {
	c, err := formats.Read(path, "BTC/USDT", 300_000)
	if err != nil {
		return err
	}
	data.Check(c)
	_, err = data.NewTape(c.Sorted(), data.TimeRange{}, 0)
	return err
}

// contextVictims are a file of every series that synth writes, and JSON.
func contextVictims(t *testing.T) (all []victim) {
	t.Helper()
	dir := filepath.Join(synth(t), "context")
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) == 0 {
		t.Fatalf("%d context files, %v", len(entries), err)
	}
	files := map[string][]byte{
		"fng.json":     []byte(`{"name": "Fear and Greed Index", "data": [{"value": "40", "value_classification": "Fear", "timestamp": "1672704000"}, {"value": "38", "value_classification": "Fear", "timestamp": "1672617600"}]}`),
		"vix.json":     []byte(`{"observations": [{"date": "2023-01-03", "vixcls": "22.90"}, {"date": "2023-01-04", "vixcls": "."}, {"date": "2023-01-05", "vixcls": "22.46"}]}`),
		"funding.json": []byte(`[{"time_utc": 1672531200000, "funding_rate": 0.0001}, {"time_utc": 1672560000000, "funding_rate": "-0.00005"}]`),
	}
	for _, e := range entries {
		if e.Type().IsRegular() && filepath.Ext(e.Name()) == ".csv" {
			files[e.Name()] = contents(t, filepath.Join(dir, e.Name()))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		all = append(all, at(t, "context/"+name, files[name], func(path string) error {
			_, _, err := sources.LoadAt(filepath.Dir(path), data.Date(2030, 1, 1))
			return err
		}))
	}
	return all
}

// historyVictims are what signals wrote.
func historyVictims(t *testing.T) (all []victim) {
	t.Helper()
	candles, dir := sampleDir(t), t.TempDir()
	for _, ext := range []string{"csv", "parquet"} {
		path := filepath.Join(dir, "history."+ext)
		if code, _, stderr := remora(t, "signals", "-d", candles, "--pairs", "BTC/USDT", "--timerange", "20230110-20230112", "-o", path); code != exitOK {
			t.Fatalf("signals: exit code %d: %s", code, stderr)
		}
		read := func(path string) error {
			spec, err := filter.Parse("history:" + path)
			if err == nil {
				_, err = filter.OpenHistory(spec)
			}
			return err
		}
		all = append(all, at(t, "history."+ext, contents(t, path), read))
		if ext == "csv" {
			v := at(t, "history.csv.gz", contents(t, path), read)
			v.pack = gzipped
			all = append(all, v)
		}
	}
	return all
}

// signalVictims are entries and exits of another tool.
func signalVictims(t *testing.T) []victim {
	t.Helper()
	type row struct {
		Date  string `parquet:"date"`
		Pair  string `parquet:"pair,dict"`
		Enter bool   `parquet:"enter_long"`
		Exit  int64  `parquet:"exit_long"`
		Tag   string `parquet:"enter_tag,dict,optional"`
	}
	var rows []row
	csv := "date,pair,enter_long,exit_long,enter_tag\n"
	for i := range 200 {
		r := row{data.Date(2023, 1, 10).Add(data.Timeframe(i) * 300_000).Exact(), []string{"BTC/USDT", "ETH/USDT"}[i%2], i%3 == 0, int64(i % 2), []string{"", "dip"}[i%2]}
		rows = append(rows, r)
		csv += fmt.Sprintf("%s,%s,%t,%d,%s\n", r.Date, r.Pair, r.Enter, r.Exit, r.Tag)
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	read := func(path string) error {
		_, err := file.Read(path)
		return err
	}
	return []victim{at(t, "signals.csv", []byte(csv), read), at(t, "signals.parquet", b.Bytes(), read)}
}
