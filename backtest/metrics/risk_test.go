package metrics_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
)

// A riskCase is an account and what numpy and quantstats say of it, made by
// scripts/risk_reference.py.
type riskCase struct {
	Days         int
	Seed         uint64
	Scale, Drift float64
	Idle         bool
	Metrics      map[string]float64
}

func (c riskCase) run() *metrics.Run {
	a := metrics.Account{Start: 1000, From: newYear, To: newYear.Add(data.Timeframe(c.Days) * data.Day)}
	seed, balance := c.Seed, a.Start
	for i := range c.Days {
		seed = seed*6364136223846793005 + 1442695040888963407
		u := float64(seed>>11)/(1<<53) - 0.5
		if !c.Idle || i%3 != 2 {
			balance += float64(c.Scale*u) + c.Drift
		}
		a.Marks = append(a.Marks, backtest.Mark{Day: newYear.Add(data.Timeframe(i) * data.Day), Equity: balance})
	}
	return metrics.Of(nil, a)
}

func TestRiskReference(t *testing.T) {
	text, err := os.ReadFile("testdata/risk.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []riskCase
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) == 0 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	for _, c := range cases {
		run := c.run()
		for key, want := range c.Metrics {
			m, found := metrics.Find(key)
			got, ok := 0.0, false
			if found {
				got, ok = m.Of(run)
			}
			if !ok || math.Abs(got-want) > 1e-10*math.Abs(want) {
				t.Errorf("%d days, seed %d: %s = %v, %t, want %v", c.Days, c.Seed, key, got, ok, want)
			}
		}
	}
}
