package synthetic_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

// The bytes of the sample on every machine. When they change on purpose, raise
// synthetic.Version and put the printed sum here.
func TestGolden(t *testing.T) {
	t.Parallel()
	c := synthetic.Default()
	minutes := c
	minutes.Timeframe, minutes.To = data.Minute, data.Date(2023, 2, 1)
	for _, tt := range []struct {
		name string
		sum  func(hash.Hash)
		want string
	}{
		{"BTC/USDT", candles(c, "BTC/USDT"), "9b323e1f878933627f853856c31d2b77281c956d8d3596ceb95a75bb42a19b19"},
		{"SOL/USDT", candles(c, "SOL/USDT"), "9a9f706dcd0c3c2197671f6f75c614621cd31905b44a37be8031d9d9b05d3684"},
		{"ANY1/USDT in minutes", candles(minutes, "ANY1/USDT"), "1f4a9c0bc909a34ee455205ff6e816d0815a230aebc7947143d0a408adca4a97"},
		{"context", func(h hash.Hash) {
			for _, obs := range synthetic.Context(c) {
				for _, o := range obs {
					put(h, math.Float64bits(o.Value), uint64(o.Event), uint64(o.Known))
				}
			}
		}, "9a7d4097a22eec9cb5c5d942719db6e0791c0329d389b4ebde4ea3a2316209e5"},
		{"context files", func(h hash.Hash) {
			for _, f := range synthetic.Files(synthetic.Context(c)) {
				h.Write([]byte(f.Name + f.Text))
			}
		}, "27178f64565b206b1b0e0bf1d22a4bb8bc5770965dc2cb93e58112b6d86b229f"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := sha256.New()
			tt.sum(h)
			if got := hex.EncodeToString(h.Sum(nil)); got != tt.want {
				t.Errorf("SHA-256 = %s, want %s", got, tt.want)
			}
		})
	}
	if synthetic.Version != 1 {
		t.Errorf("Version = %d, want that of the sums above, 1", synthetic.Version)
	}
}

func candles(c synthetic.Config, pair string) func(hash.Hash) {
	return func(h hash.Hash) {
		k := synthetic.Candles(c, pair)
		for i, at := range k.Time {
			put(h, uint64(at))
			for _, v := range [...]float64{k.Open[i], k.High[i], k.Low[i], k.Close[i], k.Volume[i]} {
				put(h, math.Float64bits(v))
			}
		}
	}
}

func put(h hash.Hash, words ...uint64) {
	for _, w := range words {
		h.Write(binary.LittleEndian.AppendUint64(nil, w))
	}
}
