package sweep_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
	"github.com/remora-bt/remora-bt/strategies"
)

// A market is what the engine says of the real candles.
type market struct {
	candles *data.Candles
	track   *signals.Track
}

var (
	candles   *data.Candles
	sharedDir string
)

var readMarket = sync.OnceValues(func() (*market, error) {
	context, _, err := sources.Load(filepath.Join(sharedDir, "context"))
	if err != nil {
		return nil, err
	}
	t, err := data.NewTape(candles, data.TimeRange{}, 0)
	if err != nil {
		return nil, err
	}
	return &market{candles, signals.Replay(t.With(context), signals.Default())}, nil
})

// btc is a strategy on the real candles with the engine's dial.
func btc(t testing.TB, spec strategies.Spec, years int) ([]*backtest.Book, []sweep.Dial) {
	t.Helper()
	candles, sharedDir = worlds.BTC(t), shared.Dir(t)
	m, err := readMarket()
	if err != nil {
		t.Fatal(err)
	}
	span, err := data.ParseTimeRange(fmt.Sprintf("20200101-%d0101", 2020+years))
	if err != nil {
		t.Fatal(err)
	}
	tape, err := data.NewTape(m.candles, span, spec.Startup)
	if err != nil {
		t.Fatal(err)
	}
	b := backtest.NewBook(tape, spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
	})
	return []*backtest.Book{b}, []sweep.Dial{dialOf(filter.ByTrack(m.track, tape), tape.Len())}
}

func dialOf(s *filter.Screen, rows int) sweep.Dial {
	d := sweep.Dial{Risk: make([]float64, rows), Shut: make([]bool, rows)}
	for i := range d.Risk {
		d.Risk[i] = -1
		if a, ok := s.Said(i); ok {
			d.Risk[i], d.Shut[i] = a.Risk, a.Blocked&^(1<<signals.RiskScore) != 0
		}
	}
	return d
}
