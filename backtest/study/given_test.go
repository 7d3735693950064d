package study

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// quarter is the sample's first three months.
func quarter(t *testing.T, names ...string) config.Study {
	t.Helper()
	s := config.Default()
	s.TimeRange, s.Strategies, s.Filter = "20230201-20230430", names, "none"
	s.Pairs = []string{"BTC/USDT", "ETH/USDT"}
	s.MaxOpenTrades = 2
	return s
}

func runOf(t *testing.T, s config.Study) *Result {
	t.Helper()
	r, err := Run(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A signalRow is a row of a file of signals as other tools write them.
type signalRow struct {
	Date  int64   `parquet:"date,timestamp(nanosecond)"`
	Pair  string  `parquet:"pair,dict"`
	Enter float64 `parquet:"enter_long"`
	Exit  bool    `parquet:"exit_long"`
	Tag   *string `parquet:"enter_tag,optional"`
}

// signalsOf writes what a cell's strategy said, in both forms: every candle in Parquet,
// in CSV only those with a signal.
func signalsOf(t *testing.T, c *Cell) (csv, table string) {
	t.Helper()
	var text bytes.Buffer
	var rows []signalRow
	tag := "a tag"
	text.WriteString("pair,date,exit_long,enter_tag,enter_long\n")
	for _, b := range c.Books {
		for i := range b.Tape.Len() {
			a := b.Action(i)
			r := signalRow{Date: int64(b.Tape.Time(i)) * 1e6, Pair: b.Tape.Pair, Exit: a&strategies.Exit != 0}
			if a&strategies.Enter != 0 {
				r.Enter, r.Tag = 1, &tag
			}
			rows = append(rows, r)
			if a != strategies.Hold {
				fmt.Fprintf(&text, "%s,%s,%t,%s,%v\n", r.Pair, b.Tape.Time(i), r.Exit, tag, r.Enter)
			}
		}
	}
	dir := t.TempDir()
	csv, table = filepath.Join(dir, c.Strategy+".csv"), filepath.Join(dir, c.Strategy+".parquet")
	if err := os.WriteFile(csv, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := parquet.WriteFile(table, rows); err != nil {
		t.Fatal(err)
	}
	return csv, table
}

// The signals of a strategy, written to a file, are the strategy: the same trades in
// the same order, in both arms and beside the strategy itself.
func TestSignalsFileIsItsStrategy(t *testing.T) {
	s := quarter(t)
	for _, spec := range strategies.All() {
		if testing.Short() && spec.Name != "RSIEMA" {
			continue
		}
		s.Strategies = append(s.Strategies, spec.Name)
	}
	own := runOf(t, s)
	n := 0
	for i := range own.Cells {
		csv, table := signalsOf(t, &own.Cells[i])
		again := quarter(t, s.Strategies[i], "signals:"+csv, "signals:"+table)
		again.Filter = "default"
		if i > 0 {
			again.Filter = "none"
		}
		r := runOf(t, again)
		for _, given := range r.Cells[1:] {
			for k, arm := range given.Arms() {
				want := r.Cells[0].Arms()[k]
				got := untagged(t, arm.Run.Trades)
				n += len(got)
				if !reflect.DeepEqual(got, untagged(t, want.Run.Trades)) {
					t.Errorf("%s, %s: %d trades, of the strategy itself there are %d", given.Strategy, arm.Arm, len(got), len(want.Run.Trades))
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("%d trades are too few to tell", n)
	}
}

// untagged are trades without their rows and the tag, which all of them must have if any
// has.
func untagged(t *testing.T, trades []backtest.Trade) []backtest.Trade {
	t.Helper()
	out := slices.Clone(trades)
	for i := range out {
		if out[i].EnterTag != trades[0].EnterTag || out[i].EnterTag != "" && out[i].EnterTag != "a tag" {
			t.Errorf("trade %d has the tag %q", i, out[i].EnterTag)
		}
		out[i].EnterTag = ""
		out[i].EntryRow, out[i].ExitRow = 0, 0 // which count the warm-up that a file does not need
	}
	return out
}

// A file that does not fit the candles stops the run as bad data.
func TestSignalsFileOffTheCandles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.csv")
	if err := os.WriteFile(path, []byte("date,pair,enter_long,exit_long\n2022-12-31 23:55,BTC/USDT,0,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Run(t.Context(), quarter(t, "signals:"+path))
	kind := (*fault.Error)(nil)
	if err == nil || !strings.Contains(err.Error(), path+": row 1: date 2022-12-31 23:55:00 lies outside the candles of BTC/USDT") || !errors.As(err, &kind) || kind.Kind != fault.Data {
		t.Errorf("error %v", err)
	}
}

// What a run was made of names the file of signals and its digest.
func TestSignalsFileIsAnInput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.csv")
	if err := os.WriteFile(path, []byte("date,pair,enter_long,exit_long\n2023-02-02,BTC/USDT,1,0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := runOf(t, quarter(t, "signals:"+path))
	if n := len(r.Cells[0].Baseline.Run.Trades); n != 1 || r.Cells[0].Baseline.Run.Trades[0].Open != data.Date(2023, 2, 2).Add(5*data.Minute) {
		t.Errorf("%d trades, want one at 00:05", n)
	}
	m, err := r.Making(r.Filters.All()...)
	if err != nil || len(m.Inputs) != 1 || m.Inputs[0].Path != path || len(m.Inputs[0].SHA256) != 64 {
		t.Errorf("inputs %+v, %v", m.Inputs, err)
	}
}
