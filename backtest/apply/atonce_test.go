package apply

import (
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

func TestAtOnce(t *testing.T) {
	for _, tt := range []struct {
		name   string
		trades [][2]data.Instant // open, close
		want   int
	}{
		{"none", nil, 0},
		{"one after the other", [][2]data.Instant{{1, 2}, {2, 3}, {3, 9}}, 1},
		{"two over each other", [][2]data.Instant{{1, 5}, {2, 3}, {4, 6}}, 2},
		{"in no order", [][2]data.Instant{{4, 6}, {1, 5}, {2, 3}, {4, 4}}, 2},
		{"within one candle", [][2]data.Instant{{1, 1}, {1, 1}}, 1},
	} {
		var trades []freqtrade.Trade
		for _, x := range tt.trades {
			trades = append(trades, freqtrade.Trade{Open: x[0], Close: x[1]})
		}
		if got := atOnce(trades); got != tt.want {
			t.Errorf("%s: %d at once, want %d", tt.name, got, tt.want)
		}
	}
}
