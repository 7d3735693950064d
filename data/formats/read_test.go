package formats_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// sameCandles compares bit for bit.
func sameCandles(t *testing.T, got, want *data.Candles) {
	t.Helper()
	if got.Len() != want.Len() {
		t.Fatalf("%d rows, want %d", got.Len(), want.Len())
	}
	for i := range want.Time {
		if g, w := bits(got.At(i)), bits(want.At(i)); g != w {
			t.Fatalf("row %d = %v, want %v", i+1, got.At(i), want.At(i))
		}
	}
}

// bits makes candles comparable though they hold NaN.
func bits(k data.Candle) [6]uint64 {
	return [6]uint64{
		uint64(k.Start), math.Float64bits(k.Open), math.Float64bits(k.High),
		math.Float64bits(k.Low), math.Float64bits(k.Close), math.Float64bits(k.Volume),
	}
}

// The files of testdata are made by scripts/candle_fixtures.py with pandas and
// pyarrow; all hold the candles of candles.csv.
func TestReadOtherWriters(t *testing.T) {
	want := read(t, "testdata/candles.csv")
	if want.Len() != 60 {
		t.Fatalf("candles.csv has %d rows, want 60", want.Len())
	}
	if got, want := want.At(0), (data.Candle{Start: data.Date(2022, 1, 1), Open: 46216.5, High: 46226.81, Low: 46116.29, Close: 46119.02, Volume: 27.948017}); got != want {
		t.Fatalf("candles.csv begins with %v, want %v", got, want)
	}
	for _, name := range []string{
		"lz4.feather", "ns-zstd.feather", "us-plain.feather", "s-lz4.feather", "batches.feather", "extra.feather",
		"snappy.parquet", "ns-zstd-plain.parquet", "us-gzip-v2.parquet", "groups-none.parquet", "lz4.parquet", "split-delta.parquet",
		"freqtrade.json", "freqtrade.json.gz", "klines.json", "pandas.csv", "semicolon.csv", "BTCUSDT-5m-2022-01.zip",
	} {
		t.Run(name, func(t *testing.T) { sameCandles(t, read(t, "testdata/"+name), want) })
	}
	t.Run("float32-index.parquet", func(t *testing.T) {
		for _, col := range [][]float64{want.Open, want.High, want.Low, want.Close} {
			for i, x := range col {
				col[i] = float64(float32(x))
			}
		}
		sameCandles(t, read(t, "testdata/float32-index.parquet"), want)
	})
}

func TestReadRefuses(t *testing.T) {
	const head = "date,open,high,low,close,volume\n"
	const row = "1640995200000,1,2,0.5,1.5,10\n"
	for _, tt := range []struct{ name, file, text, want string }{
		{"not a number", "a.csv", head + row + "1640995500000,1,x2,0.5,1.5,10\n", `row 2: high "x2" is not a number`},
		{"empty field", "a.csv", head + "1640995200000,1,2,0.5,1.5,\n", `row 1: volume "" is not a number`},
		{"too large", "a.csv", head + "1640995200000,1,2,0.5,1.5,1e999\n", `row 1: volume "1e999" is not a number`},
		{"not a decimal", "a.csv", head + "1640995200000,0x1p4,2,0.5,1.5,1\n", `row 1: open "0x1p4" is not a number`},
		{"underscore", "a.csv", head + "1640995200000,1_000,2,0.5,1.5,1\n", `row 1: open "1_000" is not a number`},
		{"no number", "a.csv", head + "1640995200000,1,2,0.5,NaN,1\n", `row 1: close "NaN" is not a number`},
		{"infinity", "a.json", `[[1640995200000,1,"inf",0.5,1.5,10]]`, `row 1: high "inf" is not a number`},
		{"bad time", "a.csv", head + "yesterday,1,2,0.5,1.5,10\n", `row 1: time "yesterday" is neither RFC3339 nor an epoch number`},
		{"short row", "a.csv", head + row + "1640995500000,1,2\n", `row 2 has 3 columns: expected 6`},
		{"long row", "a.csv", row + "1640995500000,1,2,0.5,1.5,10,11\n", `row 2 has 7 columns: expected 6`},
		{"seven columns", "a.csv", "1640995200000,1,2,0.5,1.5,10,11\n", `row 1 has 7 columns: expected 6 (time, open, high, low, close, volume), the 12 of the Binance archive, or a header`},
		{"no volume", "a.csv", "date,open,high,low,close\n", `the header "date,open,high,low,close" lacks column volume`},
		{"no time", "a.csv", "when,open,high,low,close,volume\n", `the header "when,open,high,low,close,volume" lacks column open_time_ms or open_time or timestamp or date or time or unix`},
		{"open twice", "a.csv", "date,open,high,low,close,volume,Open\n", `the header "date,open,high,low,close,volume,open" names column "open" twice`},
		{"empty", "a.csv", "\n\n", `the file is empty: expected lines of time, open, high, low, close, volume`},
		{"endless row", "a.csv", head + strings.Repeat("1", 300<<10) + "\n", `a row is longer than 262144 bytes`},
		{"not gzip", "a.csv.gz", row, `gzip: invalid header`},
		{"empty gzip", "a.json.gz", "", `the file is truncated: unexpected EOF`},
		{"null", "a.json", `[[1640995200000,1,2,0.5,null,10]]`, `row 1: close "null" is not a number`},
		{"five values", "a.json", `[[1640995200000,1,2,0.5,10]]`, `row 1 has 5 values: expected 6 or 12`},
		{"object", "a.json", `{"data":[]}`, `it holds objects {…}: expected an array of arrays, [[time, open, high, low, close, volume], …]`},
		{"rows of objects", "a.json", "[" + strings.Repeat(`{"date":1640995200000,"open":1},`, 10_000) + "]", `it holds objects {…}`},
		{"old line ends", "a.csv", strings.ReplaceAll(head+row, "\n", "\r"), `its lines end with a carriage return (CR) alone`},
		{"many old line ends", "a.csv", head[:31] + "\r" + strings.Repeat("1640995200000,1,2,0.5,1.5,10\r", 10_000), `its lines end with a carriage return (CR) alone`},
		{"no end", "a.json", `[[1640995200000,1,2,0.5,1.5,10],[1640995500000,1,2`, `the file is truncated in row 2`},
		{"no bracket", "a.json", `[[1640995200000,1,2,0.5,1.5,10]`, `the file is truncated: the array does not end after row 1`},
		{"after the end", "a.json", `[] []`, `"[]" after 0 rows: expected an array of arrays`},
		{"no text", "a.json", ``, `the file is empty: expected an array of candles`},
		{"nested", "a.json", `[[[1640995200000],1,2,0.5,1.5,10]]`, `row 1: time "[1640995200000" is neither RFC3339 nor an epoch number`},
		{"not zip", "a.zip", row, `zip: not a valid zip file`},
		{"not feather", "a.feather", row, `not a feather file: it does not begin with "ARROW1"`},
		{"old feather", "a.feather", "FEA1" + row, `a feather file of version 1: expected version 2, which is what pandas has written since 2020`},
		{"not parquet", "a.parquet", row, `not a Parquet file, or a truncated one: it ends with ",10\n", expected "PAR1"`},
		{"unknown", "a.xlsx", row, `the name says no candle format: expected one of .parquet, .feather, .csv, .csv.gz, .json, .json.gz, .zip`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), tt.file)
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := formats.Read(path, pair, timeframe)
			wantFault(t, err, path+": "+tt.want)
		})
	}
	for _, tt := range []struct{ file, want string }{
		{"null.feather", "null.feather: row 6: the value of close is missing (null)"},
		{"null.parquet", "null.parquet: row 6: the value of close is missing (null)"},
		{"brotli.parquet", "column date, rows from 1: compression BROTLI: expected ZSTD, SNAPPY, GZIP, LZ4_RAW or none"},
		{"int96.parquet", `column "date" is of type INT96: expected a 64-bit timestamp`},
		{"absent.parquet", "no such file or directory"},
	} {
		t.Run(tt.file, func(t *testing.T) {
			_, err := formats.Read("testdata/"+tt.file, pair, timeframe)
			wantFault(t, err, tt.want)
		})
	}
}

func wantFault(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
		t.Errorf("error = %v, want %s on one line", err, want)
	}
	if !errors.As(err, new(formats.Fault)) {
		t.Errorf("error %v is a %T, want a formats.Fault", err, err)
	}
}

func TestReadTimes(t *testing.T) {
	want := data.Date(2025, 1, 1)
	for _, text := range []string{
		"1735689600", "1735689600000", "1735689600000000", "1735689600000000000",
		"2025-01-01T00:00:00Z", "2025-01-01 00:00:00+00:00", "2025-01-01T02:00:00+02:00", "2025-01-01 00:00:00", `"2025-01-01"`,
	} {
		path := filepath.Join(t.TempDir(), "a.csv")
		if err := os.WriteFile(path, []byte(text+",1,2,0.5,1.5,10\r\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if c := read(t, path); !slices.Equal(c.Time, []data.Instant{want}) {
			t.Errorf("time %s = %v, want %s", text, c.Time, want)
		}
	}
}

// What a reader cannot judge it passes on as it is.
func TestReadKeepsWhatIsNoPrice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	text := "volume,CLOSE,Low,high,Open,junk,date\n-1,0.25,-3e3,1e-320,-0,x y,1640995200000\n0,+.25,5e-324,1.7976931348623157e308,007,,1640995200000"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	at := data.Date(2022, 1, 1)
	want := data.NewCandles(pair, timeframe, 2)
	want.Append(data.Candle{Start: at, Open: math.Copysign(0, -1), High: 1e-320, Low: -3000, Close: 0.25, Volume: -1})
	want.Append(data.Candle{Start: at, Open: 7, High: math.MaxFloat64, Low: 5e-324, Close: 0.25, Volume: 0})
	sameCandles(t, read(t, path), want)

	want.Append(data.Candle{Start: at, Open: math.NaN(), High: math.Inf(1), Low: math.Inf(-1), Close: 1, Volume: 1})
	again := filepath.Join(t.TempDir(), "a.parquet")
	if err := formats.WriteParquet(again, want); err != nil {
		t.Fatal(err)
	}
	sameCandles(t, read(t, again), want)
}

// Text that ends inside a line may have lost the end of its last value.
func TestReadUnended(t *testing.T) {
	for text, want := range map[string]bool{rowA + rowB: false, rowA + strings.TrimSuffix(rowB, "\n"): true, rowA + "\n\n": false} {
		c := read(t, file(t, "a.csv", []byte(text)))
		if c.Unended != want {
			t.Errorf("Unended of %q = %t, want %t", text, c.Unended, want)
		}
		if m := formats.Merge(pair, timeframe, []*data.Candles{read(t, file(t, "b.csv", []byte(rowC))), c}); m.Unended != want {
			t.Errorf("Unended of %q merged with another = %t, want %t", text, m.Unended, want)
		}
	}
}
