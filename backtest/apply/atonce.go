package apply

import (
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// atOnce is how many trades were open at once at most. One that opens as another closes
// takes its place.
func atOnce(trades []freqtrade.Trade) (most int) {
	opens, closes := make([]data.Instant, len(trades)), make([]data.Instant, len(trades))
	for i := range trades {
		opens[i], closes[i] = trades[i].Open, trades[i].Close
	}
	slices.Sort(opens)
	slices.Sort(closes)
	closed := 0
	for i, at := range opens {
		for closed < i && closes[closed] <= at {
			closed++
		}
		most = max(most, i+1-closed)
	}
	return most
}
