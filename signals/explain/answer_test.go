package explain_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/explain"
)

// published are the inputs that the published answer implies.
func published() (signals.Inputs, data.Instant) {
	at := data.Date(2025, 11, 26).Add(data.Hour)
	known := at.Add(-data.Hour / 2)
	in := signals.Inputs{Measures: signals.Measures{
		Warm:       1<<signals.Volatility | 1<<signals.RegimePart | 1<<signals.TrendStrength | 1<<signals.Momentum,
		Volatility: 0.0473, Regime: signals.Choppy, Trend: signals.Sideways, ADX: 22, RSI: 48,
	}}
	for s, v := range map[data.Series]float64{
		data.FearGreed: 15, data.BTCDominance: 56.37, data.FundingRate: 0.000069, data.VIX: 20.52, data.DXY: 122.2350,
	} {
		in.Readings[s] = data.Reading{Value: v, Event: known, Known: known}
	}
	return in, at
}

func TestPublishedAnswer(t *testing.T) {
	in, at := published()
	cfg := signals.Default()
	a := cfg.Assess(in, at)
	want, err := os.ReadFile(filepath.Join("testdata", "answer.json"))
	if err != nil {
		t.Fatal(err)
	}
	if got := explain.JSON(&cfg, &a); !bytes.Equal(got, bytes.TrimSuffix(want, []byte("\n"))) {
		t.Errorf("answer\n%s\nwant\n%s", got, want)
	}
}

// An answer is JSON whatever is known, and what is not known is null.
func TestAnswerOfNothing(t *testing.T) {
	cfg := signals.Default()
	a := cfg.Assess(signals.Inputs{}, data.Date(2022, 1, 1))
	var got map[string]any
	if err := json.Unmarshal(explain.JSON(&cfg, &a), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range strings.Fields("risk_score risk_class regime volatility volatility_classification trend_classification momentum_classification fear_greed_index vix dxy btc_dominance funding_rate") {
		if v, ok := got[key]; !ok || v != nil {
			t.Errorf("%s = %v, want null", key, v)
		}
	}
	if got["safe_to_trade"] != true || got["risk_confidence"] != 0.0 || got["recommendation"] != "enter" {
		t.Errorf("safe %v, confidence %v, recommendation %v: want true, 0, enter", got["safe_to_trade"], got["risk_confidence"], got["recommendation"])
	}
	if !a.Unsure {
		t.Error("an engine that knows nothing is not unsure")
	}
}

// Funding rates have six decimals, scores two and the breakdown three.
func TestDecimalsOfAnAnswer(t *testing.T) {
	a := signals.Assessment{Answer: signals.Answer{Risk: 0.123456, Heard: 1 << signals.Volatility}}
	a.Volatility = 0.123456
	a.Readings[data.FundingRate] = data.Reading{Value: 0.00012345678, Event: 1, Known: 1}
	a.Fresh = 1 << data.FundingRate
	text := explain.JSON(new(signals.Default()), &a)
	for _, want := range []string{`"funding_rate": 0.000123,`, `"risk_score": 0.12,`, `"volatility": 0.123,`} {
		if !bytes.Contains(append(text, ','), []byte(want)) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}
