package signalfile_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/report/signalfile"
	"github.com/remora-bt/remora-bt/signals"
)

// What CSV and Parquet wrote is known again; Remora's own history, candles and any other
// file are none of it.
func TestIs(t *testing.T) {
	dir := t.TempDir()
	track := signals.Replay(months(t, "BTC/USDT"), signals.Default())
	stretches := []signals.Stretch{{Track: track, From: 0, To: 10}}
	made := func(name string, write func(io.Writer) error) string {
		path := filepath.Join(dir, name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := write(f); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	c := synthetic.Default()
	c.To = c.From.Add(30 * data.Day)
	candles := filepath.Join(dir, "candles.parquet")
	if err := formats.WriteParquet(candles, synthetic.Candles(c, c.Pairs[0])); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		made("a.csv", func(w io.Writer) error { return signalfile.CSV(w, stretches) }):                          true,
		made("a.parquet", func(w io.Writer) error { return signalfile.Parquet(t.Context(), w, stretches) }):     true,
		made("other.name", func(w io.Writer) error { return signalfile.Parquet(t.Context(), w, stretches) }):    true,
		made("remora.csv", text(strings.TrimSuffix(remoraColumns, ",")+"\n2022-01-01 00:00:00,BTC/USDT,0.1\n")): false,
		made("longer.csv", text(remoraColumns+"open_interest\n")):                                               true, // of an earlier version
		made("mine.csv", text("timestamp,pair,profit\n")):                                                       false,
		made("notes.txt", text(strings.Repeat("x", 1<<16))):                                                     false,
		made("broken.parquet", text("PAR1PAR1")):                                                                false,
		candles:                                                                                                 false,
		dir:                                                                                                     false,
		filepath.Join(dir, "not.there.csv"):                                                                     false,
	} {
		if got := signalfile.Is(path); got != want {
			t.Errorf("%s: %v, want %v", filepath.Base(path), got, want)
		}
	}
}
