package signalfile_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/report/signalfile"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
	"github.com/remora-bt/remora-bt/signals/profile"
)

// months is a tape of some months of the synthetic market.
func months(t testing.TB, pair string) *data.Tape {
	t.Helper()
	c := synthetic.Default()
	c.Pairs = []string{"BTC/USDT", "ETH/USDT"}
	c.To = c.From.Add(120 * data.Day)
	tape, err := data.NewTape(synthetic.Candles(c, pair), data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tape.With(synthetic.Context(c))
}

// remoraColumns are those of remora_history.csv.
const remoraColumns = "timestamp,pair,risk_score,safe_to_trade,regime,volatility,volatility_classification,confidence,vix,dxy,fear_greed,funding_rate,btc_dominance,"

func TestSignalsCSV(t *testing.T) {
	tape := months(t, "BTC/USDT")
	track := signals.Replay(tape, signals.Default())
	var out bytes.Buffer
	if err := signalfile.CSV(&out, []signals.Stretch{{Track: track, From: 7, To: track.Len()}}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), remoraColumns) {
		t.Errorf("the columns begin %.200s, want %s", out.String(), remoraColumns)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows[1:] {
		a := track.At(7 + i)
		cell := func(name string) string { return r[column(rows[0], name)] }
		want := map[string]string{
			"timestamp": tape.Time(7 + i).String(), "pair": "BTC/USDT", "regime": a.Regime.String(), "blocked_by": a.Blocked.String(),
			"safe_to_trade": map[bool]string{true: "True", false: "False"}[a.Safe()],
			"confidence":    strconv.FormatFloat(a.Confidence, 'g', -1, 64),
			"fear_greed":    "", "risk_score": "",
		}
		if v, ok := a.Reading(data.FearGreed); ok {
			want["fear_greed"] = strconv.FormatFloat(v, 'g', -1, 64)
		}
		if a.Class != 0 {
			want["risk_score"] = strconv.FormatFloat(a.Risk, 'g', -1, 64)
		}
		for name, w := range want {
			if cell(name) != w {
				t.Fatalf("row %d: %s %q, want %q", i, name, cell(name), w)
			}
		}
	}
	if len(rows)-1 != track.Len()-7 {
		t.Errorf("%d rows, want %d", len(rows)-1, track.Len()-7)
	}
}

func column(head []string, name string) int {
	for i, h := range head {
		if h == name {
			return i
		}
	}
	return -1
}

// Parquet holds the rows and columns of CSV.
func TestSignalsParquetIsCSV(t *testing.T) {
	var stretches []signals.Stretch
	for _, pair := range []string{"BTC/USDT", "ETH/USDT"} {
		track := signals.Replay(months(t, pair), signals.Default())
		stretches = append(stretches, signals.Stretch{Track: track, From: 0, To: track.Len()})
	}
	var text, columns bytes.Buffer
	if err := signalfile.CSV(&text, stretches); err != nil {
		t.Fatal(err)
	}
	if err := signalfile.Parquet(t.Context(), &columns, stretches); err != nil {
		t.Fatal(err)
	}
	want, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(columns.Bytes()), int64(columns.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var head []string
	for _, f := range file.Schema().Fields() {
		head = append(head, f.Name())
	}
	if strings.Join(head, ",") != strings.Join(want[0], ",") {
		t.Errorf("columns %s, want %s", head, want[0])
	}
	n := 1
	for _, g := range file.RowGroups() {
		rows := g.Rows()
		buffer := make([]parquet.Row, 100)
		for {
			k, err := rows.ReadRows(buffer)
			for _, r := range buffer[:k] {
				for c, v := range r {
					if got := cellOf(c, v); got != want[n][c] {
						t.Fatalf("row %d: %s %q, want %q", n, head[c], got, want[n][c])
					}
				}
				n++
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		rows.Close()
	}
	if n != len(want) {
		t.Errorf("%d rows, want %d", n, len(want))
	}
}

func cellOf(c int, v parquet.Value) string {
	switch {
	case v.IsNull():
		return ""
	case c == 0:
		return data.Instant(v.Int64()).String()
	case v.Kind() == parquet.Boolean:
		return map[bool]string{true: "True", false: "False"}[v.Boolean()]
	case v.Kind() == parquet.Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	}
	return v.String()
}

// What the engine said, read back as the history of a filter, refuses the rows
// that the engine refuses.
func TestSignalsAsFilter(t *testing.T) {
	tape := months(t, "BTC/USDT")
	cfg, err := profile.Set(signals.Default(), "flag_extreme_fear=30")
	if err != nil {
		t.Fatal(err)
	}
	track := signals.Replay(tape, cfg)
	all := []signals.Stretch{{Track: track, From: 0, To: track.Len()}}
	want := filter.ByTrack(track, tape).Mask()
	for name, write := range map[string]func(io.Writer, []signals.Stretch) error{
		"signals.csv": signalfile.CSV, "signals.parquet": toParquet,
	} {
		path := filepath.Join(t.TempDir(), name)
		var out bytes.Buffer
		if err := write(&out, all); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		spec, err := filter.Parse("history:" + path)
		if err != nil {
			t.Fatal(err)
		}
		filter, err := spec.Open()
		if err != nil {
			t.Fatal(err)
		}
		s, err := filter.Screen(tape, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Mask(); !got.Equal(want) {
			t.Fatalf("%s: %d rows refused, want others: %d", name, got.Count(), want.Count())
		}
	}
	if want.Count() == 0 {
		t.Error("the engine refuses nothing")
	}
}

func BenchmarkSignals(b *testing.B) {
	dir := shared.Dir(b)
	tape, err := data.NewTape(worlds.BTC(b), data.TimeRange{}, 0)
	if err != nil {
		b.Fatal(err)
	}
	readings, _, err := sources.Load(filepath.Join(dir, "context"))
	if err != nil {
		b.Fatal(err)
	}
	track := signals.Replay(tape.With(readings), signals.Default())
	all := []signals.Stretch{{Track: track, From: 0, To: track.Len()}}
	for _, f := range []struct {
		name  string
		write func(io.Writer, []signals.Stretch) error
	}{{"csv", signalfile.CSV}, {"parquet", toParquet}} {
		b.Run(f.name, func(b *testing.B) {
			for b.Loop() {
				var out counter
				if err := f.write(&out, all); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out), "bytes")
			}
		})
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func toParquet(w io.Writer, s []signals.Stretch) error {
	return signalfile.Parquet(context.Background(), w, s)
}

// The bytes of a file do not depend on how many processors wrote it.
func TestSignalsParquetIsDeterministic(t *testing.T) {
	track := signals.Replay(months(t, "BTC/USDT"), signals.Default())
	all := []signals.Stretch{{Track: track, From: 0, To: track.Len()}, {Track: track, From: 100, To: 20_000}}
	var files [2]bytes.Buffer
	for i := range files {
		before := runtime.GOMAXPROCS(i + 1)
		err := toParquet(&files[i], all)
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("one and two processors write different bytes")
	}
}
