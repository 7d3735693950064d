package columns_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"

	"github.com/remora-bt/remora-bt/internal/columns"
)

// values reads one column; a value that is missing is zero.
func values[T any](t *testing.T, b []byte, name string) []T {
	t.Helper()
	f, err := columns.Open(bytes.NewReader(b), int64(len(b)), columns.Limit{PerByte: 1, Free: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]T, f.Rows)
	at := slices.Index(f.Names(), name)
	err = f.Read([]int{at}, func(p *columns.Page) error {
		for i, bits := range p.Bits {
			if p.Null != nil && p.Null[i] {
				continue
			}
			switch x := any(&out[p.Row+i]).(type) {
			case *int64:
				*x = int64(bits)
			case *int32:
				*x = int32(bits)
			case *float64:
				*x = math.Float64frombits(bits)
			case *float32:
				*x = math.Float32frombits(uint32(bits))
			case *bool:
				*x = bits == 1
			case *string:
				*x = p.Texts[bits]
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("column %s: %v", name, err)
	}
	return out
}

// A row has a column of every kind and encoding; zero means missing where a value
// may be.
type row struct {
	Plain    int64   `parquet:"plain,plain"`
	Delta    int64   `parquet:"delta,delta"`
	Delta32  int32   `parquet:"delta32,delta"`
	Dict     float64 `parquet:"dict,dict"`
	Split    float32 `parquet:"split,split"`
	Maybe    float64 `parquet:"maybe,optional"`
	MaybeD   int64   `parquet:"maybe_dict,optional,dict"`
	Bool     bool    `parquet:"bool"`
	MaybeB   bool    `parquet:"maybe_bool,optional"`
	Text     string  `parquet:"text,plain"`
	TextDict string  `parquet:"text_dict,dict,optional"`
	Lengths  string  `parquet:"lengths"`
	Prefixes string  `parquet:"prefixes,delta,optional"`
}

// What parquet-go writes is read back, whatever the encoding, the pages and the
// row groups.
func TestRead(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	text := func() string { return []string{"", "BTC/USDT", "BTC/EUR", "ETH/USDT", "é"}[rng.IntN(5)] }
	var rows []row
	for i := range 2000 {
		r := row{
			Plain: rng.Int64() - rng.Int64(), Delta: int64(i) * 300_000, Delta32: int32(rng.Uint32()),
			Dict: float64(rng.IntN(9)) / 8, Split: float32(rng.NormFloat64()), Bool: rng.IntN(2) == 0,
			MaybeB: rng.IntN(2) == 0, Text: text(), TextDict: text(), Lengths: text(), Prefixes: text() + text(),
		}
		if rng.IntN(3) > 0 {
			r.Maybe, r.MaybeD = rng.NormFloat64(), int64(rng.IntN(4))
		}
		if i > 500 && i < 1400 {
			r.Maybe, r.MaybeD, r.TextDict = 0, 0, "" // whole pages without a value
		}
		rows = append(rows, r)
	}
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Zstd, &parquet.Gzip, &parquet.Lz4Raw} {
		for version := 1; version <= 2; version++ {
			t.Run(fmt.Sprint(codec, " v", version), func(t *testing.T) {
				var b bytes.Buffer
				w := parquet.NewGenericWriter[row](&b, parquet.Compression(codec), parquet.DataPageVersion(version),
					parquet.MaxRowsPerRowGroup(800), parquet.PageBufferSize(1024))
				if _, err := w.Write(rows); err != nil {
					t.Fatal(err)
				}
				if err := w.Close(); err != nil {
					t.Fatal(err)
				}
				check(t, b.Bytes(), rows, "plain", func(r row) int64 { return r.Plain })
				check(t, b.Bytes(), rows, "delta", func(r row) int64 { return r.Delta })
				check(t, b.Bytes(), rows, "delta32", func(r row) int32 { return r.Delta32 })
				check(t, b.Bytes(), rows, "dict", func(r row) float64 { return r.Dict })
				check(t, b.Bytes(), rows, "split", func(r row) float32 { return r.Split })
				check(t, b.Bytes(), rows, "maybe", func(r row) float64 { return r.Maybe })
				check(t, b.Bytes(), rows, "maybe_dict", func(r row) int64 { return r.MaybeD })
				check(t, b.Bytes(), rows, "bool", func(r row) bool { return r.Bool })
				check(t, b.Bytes(), rows, "maybe_bool", func(r row) bool { return r.MaybeB })
				check(t, b.Bytes(), rows, "text", func(r row) string { return r.Text })
				check(t, b.Bytes(), rows, "text_dict", func(r row) string { return r.TextDict })
				check(t, b.Bytes(), rows, "lengths", func(r row) string { return r.Lengths })
				check(t, b.Bytes(), rows, "prefixes", func(r row) string { return r.Prefixes })
			})
		}
	}
}

func check[T comparable](t *testing.T, b []byte, rows []row, name string, of func(row) T) {
	t.Helper()
	want := make([]T, len(rows))
	for i, r := range rows {
		want[i] = of(r)
	}
	if got := values[T](t, b, name); !reflect.DeepEqual(got, want) {
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("column %s: row %d = %v, want %v", name, i, got[i], want[i])
			}
		}
	}
}

// Damage is an error or other values, never a panic and never more memory.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b, parquet.MaxRowsPerRowGroup(20))
	if _, err := w.Write(make([]row, 30)); err != nil {
		f.Fatal(err)
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		// 13 columns whose pages may be read at once, each with its buffers.
		if _, n, _ := consume(b, small); n > 64<<20+400*uint64(len(b)) {
			t.Errorf("%d bytes of file made for %d bytes of memory", len(b), n)
		}
	})
}
