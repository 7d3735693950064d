package data_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/remora-bt/remora-bt/data"
)

// Tapes that share their rows are, in every field and candle, those that are made one
// by one, whatever holes, twins and disorder the candles have.
func TestNewTapesIsNewTape(t *testing.T) {
	shared := 0
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 0))
		c := raggedCandles(rng)
		cuts := []data.Cut{{}, {Startup: rng.IntN(50)}}
		for range 4 {
			k := data.Cut{Startup: rng.IntN(30)}
			from := data.Date(2022, 1, 1).Add(data.Timeframe(rng.IntN(40)) * 5 * data.Minute)
			k.Range.From, k.Range.HasFrom = from, rng.IntN(3) > 0
			k.Range.To, k.Range.HasTo = from.Add(data.Timeframe(rng.IntN(80))*5*data.Minute), rng.IntN(3) > 0
			cuts = append(cuts, k)
		}
		rng.Shuffle(len(cuts), func(i, j int) { cuts[i], cuts[j] = cuts[j], cuts[i] })
		tapes, errs := data.NewTapes(c, cuts...)
		for i, k := range cuts {
			want, err := data.NewTape(c, k.Range, k.Startup)
			if (err == nil) != (errs[i] == nil) || err != nil && err.Error() != errs[i].Error() || errors.Is(err, data.ErrOutside) != errors.Is(errs[i], data.ErrOutside) {
				t.Fatalf("seed %d, cut %+v: error %v, want %v", seed, k, errs[i], err)
			}
			if err != nil {
				continue
			}
			if !reflect.DeepEqual(tapes[i], want) {
				t.Fatalf("seed %d, cut %+v:\n%+v\nwant\n%+v", seed, k, tapes[i], want)
			}
			for n := range i {
				if tapes[n] != nil && &tapes[n].Closes()[tapes[n].Len()-1] == &tapes[i].Closes()[tapes[i].Len()-1] {
					shared++
				}
			}
		}
	}
	if shared == 0 {
		t.Error("no two tapes share memory")
	}
}

// raggedCandles are up to 100 candles with holes, twins, rows out of order and, in
// one of ten, a fault.
func raggedCandles(rng *rand.Rand) *data.Candles {
	c := data.NewCandles("BTC/USDT", 5*data.Minute, 100)
	ragged := rng.IntN(4) > 0
	for i := range rng.IntN(100) {
		if ragged && rng.IntN(10) == 0 {
			continue
		}
		p := 100 + float64(rng.IntN(10))
		k := data.Candle{Start: data.Date(2022, 1, 1).Add(data.Timeframe(i) * 5 * data.Minute), Open: p, High: p + 2, Low: p - 1, Close: p + 1, Volume: 1}
		c.Append(k)
		if ragged && rng.IntN(10) == 0 {
			k.Close += float64(rng.IntN(2))
			c.Append(k)
		}
	}
	if n := c.Len(); ragged && n > 2 {
		i := rng.IntN(n - 1)
		c.Time[i], c.Time[i+1] = c.Time[i+1], c.Time[i]
		if rng.IntN(10) == 0 {
			c.Low[rng.IntN(n)] = 1e9
		}
	}
	return c
}
