package signals

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// The bits are those of numpy over the same window.
func TestTrailingIsNumpy(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "quantiles.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for k, level := range []float64{0.05, 0.75, 0.9} {
		w := newTrailing(Quantile{Level: level, Window: 50, Minimum: 7})
		for i, row := range rows[1:] {
			x, _ := strconv.ParseFloat(row[0], 64)
			want, err := strconv.ParseFloat(row[1+k], 64)
			if err != nil {
				t.Fatal(err)
			}
			w.push(x)
			got, ok := w.quantile()
			if ok != (i >= 6) || ok && got != want {
				t.Fatalf("row %d at %v: %v, %t; numpy says %v", i+1, level, got, ok, want)
			}
		}
	}
}

// Whatever is pushed and revised, the bits are those of the definition over the last
// numbers, sorted afresh.
func TestTrailingIsItsDefinition(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	for range 60 {
		q := Quantile{Level: rng.Float64(), Window: 1 + rng.IntN(40)}
		q.Minimum = 1 + rng.IntN(q.Window)
		w := newTrailing(q)
		var held []float64
		for range 200 {
			x := math.Round(10*rng.NormFloat64()) / 10 // ties, and −0
			if len(held) > 0 && rng.IntN(5) == 0 {
				w.revise(x)
				held[len(held)-1] = x + 0
			} else {
				w.push(x)
				held = append(held, x+0)
			}
			held = held[max(0, len(held)-q.Window):]
			all, _ := stats.Quantiles(held, q.Level)
			want := all[0]
			got, ok := w.quantile()
			if ok != (len(held) >= q.Minimum) || ok && math.Float64bits(got) != math.Float64bits(want) {
				t.Fatalf("%+v: %v, %t of %v; want %v", q, got, ok, held, want)
			}
		}
	}
}
