package gate_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A made run is what a hand-written folder holds of one arm.
type made struct {
	strategy, arm string
	pairs         []string
	metrics       map[string]any
	trades        [][2]any // pair and profit
	returns       []float64
}

// noisy are n daily returns about a mean.
func noisy(n int, mean float64, seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 1))
	out := make([]float64, n)
	for i := range out {
		out[i] = mean + 0.01*rng.NormFloat64()
	}
	return out
}

// both are the arms of a strategy on two pairs, over 90 days.
func both(strategy string, mean float64) []made {
	arm := func(name string, profit float64) made {
		return made{
			strategy: strategy, arm: name, pairs: []string{"BTC/USDT", "ETH/USDT"}, returns: noisy(90, mean, 5),
			metrics: map[string]any{"profit_total_abs": profit, "profit_factor": nil, "max_drawdown_mtm": 0.25, "backtest_end": "2023-03-31 23:55:00"},
			trades:  [][2]any{{"BTC/USDT", profit + 1}, {"ETH/USDT", -1.0}, {"BTC/USDT", 0.0}},
		}
	}
	return []made{arm("baseline", -5), arm("filtered", 3)}
}

// comparison is what summary.json says of a strategy besides: one counted cell, whose
// answers are those of the whole run, but for the basis points of the run.
func comparison(strategy, answer string, bp float64) string {
	answers := func(bp float64) string {
		return fmt.Sprintf(`{"profit": {"answer": %q, "p": 0.2, "p_worse": 0.81, "delta": 12, "selection": 2, "bp": %v},
			"risk": {"answer": "NO EFFECT", "beyond_stake": 2.8, "points": null}, "trades": 100, "refused": 10, "refused_pct": 10, "reasons": []}`, answer, bp)
	}
	return fmt.Sprintf(`"answers": %s, "notes": [],
		"cells": [{"strategy": %q, "pairs": ["BTC/USDT", "ETH/USDT"], "timerange": "2023", "counted": true, "answers": %s,
			"health": {"coverage": {"rows": 200, "rows_defaulted": 10, "rows_stale": 10}}}],
		"filter": {"bars": {"fail_open": {"share": 0.02}}}`, answers(2*bp), strategy, answers(bp))
}

// folder writes a run's folder by hand and opens it.
func folder(t *testing.T, more string, runs ...made) *runfolder.Folder {
	t.Helper()
	dir := t.TempDir()
	var list []map[string]any
	trades := "strategy,timerange,arm,pair,open_date,close_date,open_rate,close_rate,amount,stake_amount,fee_open,fee_close,profit_abs,profit_ratio,exit_reason,enter_tag\n"
	equity := "date,strategy,pairs,timerange,arm,realised,equity\n"
	first := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, r := range runs {
		r.metrics["total_trades"], r.metrics["starting_balance"] = len(r.trades), 1000
		list = append(list, map[string]any{
			"strategy": r.strategy, "pairs": r.pairs, "timerange": "2023", "arm": r.arm, "metrics": r.metrics,
			"entry_signals": map[string]int{"taken": 3, "blocked": 1},
		})
		name := csvText(r.strategy)
		for i, x := range r.trades {
			at := first.Add(time.Duration(i) * time.Hour).Format(time.RFC3339)
			trades += fmt.Sprintf("%s,2023,%s,%s,%s,%s,1,1,1,100,0,0,%v,0.01,roi,\n", name, r.arm, x[0], at, at, x[1])
		}
		worth := 1000.0
		for i, x := range r.returns {
			worth *= 1 + x
			equity += fmt.Sprintf("%s,%s,%s,2023,%s,%v,%v\n", first.AddDate(0, 0, i).Format(time.DateOnly), name, strings.Join(r.pairs, " "), r.arm, worth, worth)
		}
	}
	text, err := json.Marshal(map[string]any{"runs": list})
	must(t, err)
	if more != "" {
		text = append([]byte("{"+more+","), text[1:]...)
	}
	write(t, dir, map[string]string{"summary.json": string(text), "trades.csv": trades, "equity.csv": equity})
	f, err := runfolder.Open(dir)
	must(t, err)
	return f
}

func csvText(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// write writes files and the manifest of them.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	var outputs []map[string]any
	for name, text := range files {
		sum := sha256.Sum256([]byte(text))
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
		outputs = append(outputs, map[string]any{"path": name, "bytes": len(text), "sha256": hex.EncodeToString(sum[:])})
	}
	m, err := json.Marshal(map[string]any{
		"program": "remora-bt", "kind": "run", "format": 2, "version": "1", "config": map[string]any{"fee": 0.001, "seed": uint64(1) << 63}, "outputs": outputs,
	})
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "manifest.json"), m, 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// rule is one at level error.
func rule(t *testing.T, text string) gate.Rule {
	t.Helper()
	c, err := gate.ParseCheck(text)
	must(t, err)
	return gate.Rule{Check: c, Level: gate.Error}
}

// evaluate applies rules and wants no faults.
func evaluate(t *testing.T, f *runfolder.Folder, base *gate.Baseline, rules ...gate.Rule) *gate.Evaluation {
	t.Helper()
	e, faults, err := gate.Evaluate(t.Context(), gate.Gate{Rules: rules, Resampling: runfolder.Resampling{Resamples: 200, Seed: 1}}, f, base)
	must(t, err)
	if len(faults) > 0 {
		t.Fatalf("faults %v", faults)
	}
	return e
}
