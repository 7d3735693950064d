package runfolder

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// signalFile is a signals.parquet of n rows.
func signalFile(t *testing.T, n int) []byte {
	t.Helper()
	type row struct {
		Pair   string   `parquet:"pair,dict"`
		Score  *float64 `parquet:"risk_score,optional"`
		Regime string   `parquet:"regime,optional,dict"`
		More   int64    `parquet:"more"`
	}
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b, parquet.MaxRowsPerRowGroup(64))
	for i := range n {
		x := float64(i%10)/10 + 0.004
		r := row{Pair: fmt.Sprint("P", i%2), Score: &x, Regime: []string{"bull", "", "bear"}[i%3]}
		if i%5 == 0 {
			r.Score = nil
		}
		if _, err := w.Write([]row{r}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCensus(t *testing.T) {
	got, err := census(signalFile(t, 300))
	if err != nil {
		t.Fatal(err)
	}
	// Of 300 rows, pair P0 has the even ones: scores .0 (left out) .2 .4 .6 .8.
	want := map[string]*Census{
		"P0": {map[string]int{"0.20": 30, "0.40": 30, "0.60": 30, "0.80": 30}, map[string]int{"bull": 50, "bear": 50}},
		"P1": {map[string]int{"0.10": 30, "0.30": 30, "0.70": 30, "0.90": 30}, map[string]int{"bull": 50, "bear": 50}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("census = %+v and %+v", got["P0"], got["P1"])
	}
}

// A damaged file is an error or reads as something, but never ends the program.
func TestCensusSurvivesDamage(t *testing.T) {
	whole := signalFile(t, 300)
	for n := 0; n < len(whole); n += 7 {
		if _, err := census(whole[:n]); err == nil {
			t.Errorf("the first %d of %d bytes read without an error", n, len(whole))
		}
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		bad := bytes.Clone(whole)
		bad[rng.IntN(len(bad))] ^= byte(1 + rng.IntN(255))
		_, _ = census(bad)
	}
}
