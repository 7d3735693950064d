package formats_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// walk makes n candles that are the same on every run.
func walk(n int) *data.Candles {
	rng := rand.New(rand.NewPCG(7, 11))
	c := data.NewCandles(pair, timeframe, n)
	price := 40_000.0
	for i := range n {
		open := price
		price = float64(int(price*100)+rng.IntN(20001)-10000) / 100
		c.Append(data.Candle{
			Start: data.Date(2021, 1, 1) + data.Instant(i)*data.Instant(timeframe),
			Open:  open, High: max(open, price) + 1, Low: min(open, price) - 1, Close: price,
			Volume: float64(rng.IntN(1e8)) / 1e6,
		})
	}
	return c
}

// writeFeather writes candles with Arrow's own writer, in batches of a size.
func writeFeather(t testing.TB, path string, c *data.Candles, batch int, opts ...ipc.Option) {
	t.Helper()
	fields := []arrow.Field{{Name: "date", Type: &arrow.TimestampType{Unit: arrow.Millisecond, TimeZone: "UTC"}, Nullable: true}}
	for _, name := range []string{"open", "high", "low", "close", "volume"} {
		fields = append(fields, arrow.Field{Name: name, Type: arrow.PrimitiveTypes.Float64, Nullable: true})
	}
	schema := arrow.NewSchema(fields, nil)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := ipc.NewFileWriter(f, append(opts, ipc.WithSchema(schema))...)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < c.Len(); i += batch {
		b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
		for b.Field(0).Len() < batch && i+b.Field(0).Len() < c.Len() {
			k := c.At(i + b.Field(0).Len())
			b.Field(0).(*array.TimestampBuilder).Append(arrow.Timestamp(k.Start))
			for j, x := range []float64{k.Open, k.High, k.Low, k.Close, k.Volume} {
				b.Field(j + 1).(*array.Float64Builder).Append(x)
			}
		}
		record := b.NewRecordBatch()
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
		record.Release()
		b.Release()
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestReadArrow(t *testing.T) {
	want := walk(1000)
	for name, opts := range map[string][]ipc.Option{"plain": nil, "lz4": {ipc.WithLZ4()}, "zstd": {ipc.WithZstd()}} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.feather")
			writeFeather(t, path, want, 300, opts...)
			sameCandles(t, read(t, path), want)
		})
	}
}

// file writes a file into a folder of its own.
func file(t testing.TB, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// unreadable are files of testdata that are refused as they are.
var unreadable = []string{"null.feather", "null.parquet", "brotli.parquet", "int96.parquet"}

// whole are small files of every format that has an inner structure to damage.
func whole(t testing.TB) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	c := walk(200)
	writeFeather(t, filepath.Join(dir, "lz4.feather"), c, 64, ipc.WithLZ4())
	writeFeather(t, filepath.Join(dir, "zstd.feather"), c, 64, ipc.WithZstd())
	if err := formats.WriteParquet(filepath.Join(dir, "ours.parquet"), c); err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, path := range append(paths, more...) {
		if ext := filepath.Ext(path); ext == ".csv" || ext == ".json" || slices.Contains(unreadable, filepath.Base(path)) {
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = b
	}
	return files
}

// tryRead reads damaged bytes. An error must be one line that names the file; no
// more memory may be asked for than the file's size bears.
func tryRead(t *testing.T, path string, b []byte, what string) *data.Candles {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c, err := formats.Read(path, pair, timeframe)
	runtime.ReadMemStats(&after)
	// Blocks of text, buffers of decompressors and freeRows rows come for free;
	// compressed text may grow 60 times before it makes rows of 48 bytes.
	most := uint64(24<<20 + 200*len(b))
	if ext := filepath.Ext(path); ext == ".zip" || ext == ".gz" {
		most += uint64(4000 * len(b))
	}
	if got := after.TotalAlloc - before.TotalAlloc; got > most {
		t.Errorf("%s: reading allocated %d bytes, more than %d", what, got, most)
	}
	if err != nil {
		wantFault(t, err, path+": ")
	}
	return c
}

func TestTruncated(t *testing.T) {
	files := whole(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		b := files[name]
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			for n := 0; n < len(b); n++ {
				if n > 64 && n < len(b)-200 {
					n += 36 // the middle is pages and buffers
				}
				if tryRead(t, path, b[:n], fmt.Sprintf("%d of %d bytes", n, len(b))) != nil {
					t.Fatalf("%d of %d bytes were read as a whole file", n, len(b))
				}
			}
		})
	}
}

// checksummed are files whose checksums cover every candle. Feather has none, and
// Parquet only if its writer was told to: there the candles speak for themselves.
var checksummed = []string{"ours.parquet", "groups-none.parquet", "freqtrade.json.gz", "BTCUSDT-5m-2022-01.zip"}

func TestFlippedBits(t *testing.T) {
	files := whole(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		b := files[name]
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			rng := rand.New(rand.NewPCG(uint64(len(b)), 1))
			flips := 300
			if testing.Short() {
				flips = 30
			}
			want := read(t, file(t, name, b))
			same, other := 0, 0
			for range flips {
				bad := append([]byte(nil), b...)
				at := rng.IntN(len(bad))
				if rng.IntN(2) == 0 { // metadata are at the end
					at = len(bad) - 1 - rng.IntN(min(len(bad), 900))
				}
				bit := rng.IntN(8)
				bad[at] ^= 1 << bit
				switch c := tryRead(t, path, bad, fmt.Sprintf("bit %d of byte %d flipped", bit, at)); {
				case c == nil:
				case reflect.DeepEqual(c, want):
					same++
				default:
					other++
				}
			}
			t.Logf("of %d flips %d changed nothing that is read, %d changed candles unseen", flips, same, other)
			if slices.Contains(checksummed, name) && other > 0 {
				t.Errorf("%d of %d flips changed candles unseen in spite of checksums", other, flips)
			}
		})
	}
}
