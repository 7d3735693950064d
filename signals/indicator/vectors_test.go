package indicator_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	ind "github.com/remora-bt/remora-bt/signals/indicator"
)

// The files under testdata are TA-Lib's own output, by scripts/indicator_reference.py.

// A candle is what an indicator may look at.
type candle struct{ open, high, low, close, volume float64 }

// A stream takes a candle and returns one output, ok false during warm-up.
type stream func(candle) (float64, bool)

// of makes a stream of an indicator that looks at closes.
func of(update func(float64) (float64, bool)) stream {
	return func(c candle) (float64, bool) { return update(c.close) }
}

// ofRange makes a stream of an indicator that looks at high, low and close.
func ofRange(update func(_, _, _ float64) (float64, bool)) stream {
	return func(c candle) (float64, bool) { return update(c.high, c.low, c.close) }
}

func sma(n int) stream    { s := ind.NewSMA(n); return of(s.Update) }
func ema(n int) stream    { s := ind.NewEMA(n); return of(s.Update) }
func rsi(n int) stream    { s := ind.NewRSI(n); return of(s.Update) }
func stddev(n int) stream { s := ind.NewStdDev(n); return of(s.Update) }
func atr(n int) stream    { s := ind.NewATR(n); return ofRange(s.Update) }
func adx(n int) stream    { s := ind.NewADX(n); return ofRange(s.Update) }

func macd(fast, slow, signal int) (line, sig, hist stream) {
	part := func(pick func(ind.MACDValue) float64) stream {
		m := ind.NewMACD(fast, slow, signal)
		return of(func(x float64) (float64, bool) { v, ok := m.Update(x); return pick(v), ok })
	}
	return part(func(v ind.MACDValue) float64 { return v.Line }),
		part(func(v ind.MACDValue) float64 { return v.Signal }),
		part(func(v ind.MACDValue) float64 { return v.Hist })
}

func bands(n int, width float64) (upper, middle, lower stream) {
	part := func(pick func(ind.Bands) float64) stream {
		b := ind.NewBollinger(n, width)
		return of(func(x float64) (float64, bool) { v, ok := b.Update(x); return pick(v), ok })
	}
	return part(func(v ind.Bands) float64 { return v.Upper }),
		part(func(v ind.Bands) float64 { return v.Middle }),
		part(func(v ind.Bands) float64 { return v.Lower })
}

func di(n int) (plus, minus stream) {
	part := func(pick func(ind.DIValue) float64) stream {
		d := ind.NewDI(n)
		return ofRange(func(h, l, c float64) (float64, bool) { v, ok := d.Update(h, l, c); return pick(v), ok })
	}
	return part(func(v ind.DIValue) float64 { return v.Plus }),
		part(func(v ind.DIValue) float64 { return v.Minus })
}

// vectorStreams are the columns of talib.csv.gz and talib_edge.csv.gz.
func vectorStreams() map[string]stream {
	volume, tr := ind.NewSMA(20), ind.TrueRange{}
	s := map[string]stream{
		"sma20": sma(20), "sma50": sma(50), "sma200": sma(200),
		"volume_sma20": func(c candle) (float64, bool) { return volume.Update(c.volume) },
		"ema12":        ema(12), "ema26": ema(26), "ema200": ema(200), "rsi14": rsi(14),
		"atr14": atr(14), "trange": ofRange(tr.Update), "adx14": adx(14), "stddev20": stddev(20),
	}
	s["macd"], s["macd_signal"], s["macd_hist"] = macd(12, 26, 9)
	s["bb_upper"], s["bb_middle"], s["bb_lower"] = bands(20, 2)
	s["plus_di14"], s["minus_di14"] = di(14)
	return s
}

// otherStreams are the columns of talib_other.csv.gz.
func otherStreams() map[string]stream {
	twice := ind.NewStdDev(5)
	s := map[string]stream{
		"sma7": sma(7), "ema9": ema(9), "rsi2": rsi(2), "rsi7": rsi(7), "rsi21": rsi(21),
		"atr1": atr(1), "atr7": atr(7), "adx7": adx(7),
		"stddev5_2": of(func(x float64) (float64, bool) { v, ok := twice.Update(x); return 2 * v, ok }),
	}
	s["macd_5_13_4_line"], s["macd_5_13_4_signal"], s["macd_5_13_4_hist"] = macd(5, 13, 4)
	s["macd_26_12_9_line"], s["macd_26_12_9_signal"], s["macd_26_12_9_hist"] = macd(26, 12, 9)
	s["bbands5_upper"], s["bbands5_middle"], s["bbands5_lower"] = bands(5, 1.5)
	s["plus_di7"], s["minus_di7"] = di(7)
	return s
}

func TestEqualsTALib(t *testing.T) {
	for _, tt := range []struct {
		file, candles string
		streams       map[string]stream
	}{
		{"talib", "talib", vectorStreams()},
		{"talib_edge", "talib_edge", vectorStreams()},
		{"talib_other", "talib_edge", otherStreams()},
	} {
		want := readColumns(t, "testdata/"+tt.file+".csv.gz")
		candles := readCandles(t, "testdata/"+tt.candles+".csv.gz")
		for name := range want {
			if _, ok := tt.streams[name]; !ok && !strings.Contains(" open high low close volume ", " "+name+" ") {
				t.Errorf("%s: column %s has no indicator", tt.file, name)
			}
		}
		for name, update := range tt.streams {
			t.Run(tt.file+"/"+name, func(t *testing.T) {
				if len(want[name]) < 800 {
					t.Fatalf("%d rows, want at least 800", len(want[name]))
				}
				for i, w := range want[name] {
					got, ok := update(candles[i])
					if ok != !math.IsNaN(w) || ok && math.Float64bits(got) != math.Float64bits(w) {
						t.Fatalf("row %d: got %v, %t, want %v", i, got, ok, w)
					}
				}
			})
		}
	}
}

// byLength are the indicators of talib_lengths.csv, each with all of its outputs.
var byLength = map[string]func(n int) []stream{
	"SMA":        func(n int) []stream { return []stream{sma(n)} },
	"EMA":        func(n int) []stream { return []stream{ema(n)} },
	"RSI":        func(n int) []stream { return []stream{rsi(n)} },
	"MACD":       func(n int) []stream { a, b, c := macd(n, 26, 9); return []stream{a, b, c} },
	"MACDSignal": func(n int) []stream { a, b, c := macd(12, 26, n); return []stream{a, b, c} },
	"Bollinger":  func(n int) []stream { a, b, c := bands(n, 2.2); return []stream{a, b, c} },
	"StdDev":     func(n int) []stream { return []stream{stddev(n)} },
	"ATR":        func(n int) []stream { return []stream{atr(n)} },
	"ADX":        func(n int) []stream { return []stream{adx(n)} },
	"DI":         func(n int) []stream { a, b := di(n); return []stream{a, b} },
}

// Every length up to 200 is right in every bit of every row.
func TestEveryLengthEqualsTALib(t *testing.T) {
	candles := map[string][]candle{
		"talib":      readCandles(t, "testdata/talib.csv.gz"),
		"talib_edge": readCandles(t, "testdata/talib_edge.csv.gz"),
	}
	f, err := os.Open("testdata/talib_lengths.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := readCSV(t, f)[1:]
	if len(rows) < 2*len(byLength)*199 {
		t.Fatalf("%d rows, want %d indicators at 199 lengths or more on two sets of candles", len(rows), len(byLength))
	}
	for _, row := range rows {
		n, err := strconv.Atoi(row[2])
		if err != nil {
			t.Fatal(err)
		}
		streams := byLength[row[1]](n)
		digest := sha256.New()
		for _, c := range candles[row[0]] {
			for _, update := range streams {
				v, _ := update(c)
				binary.Write(digest, binary.LittleEndian, v)
			}
		}
		if got := fmt.Sprintf("%x", digest.Sum(nil)[:8]); got != row[3] {
			t.Errorf("%s: %s of length %d: digest %s, want %s", row[0], row[1], n, got, row[3])
		}
	}
}

func readCandles(t testing.TB, path string) []candle {
	c := readColumns(t, path)
	candles := make([]candle, len(c["close"]))
	for i := range candles {
		candles[i] = candle{c["open"][i], c["high"][i], c["low"][i], c["close"][i], c["volume"][i]}
	}
	return candles
}

// readColumns returns the columns of a gzipped CSV file, NaN for an empty cell.
func readColumns(t testing.TB, path string) map[string][]float64 {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows := readCSV(t, z)
	columns := make(map[string][]float64)
	for i, name := range rows[0] {
		for _, row := range rows[1:] {
			x := math.NaN()
			if row[i] != "" {
				if x, err = strconv.ParseFloat(row[i], 64); err != nil {
					t.Fatal(err)
				}
			}
			columns[name] = append(columns[name], x)
		}
	}
	return columns
}

func readCSV(t testing.TB, r io.Reader) [][]string {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
