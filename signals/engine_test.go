package signals_test

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/profile"
)

const step = 5 * data.Minute

// Live equals replay: an engine that is handed one bar at a time, copies of bars
// at that, gives what a track of the whole tape holds.
func TestLiveEqualsReplay(t *testing.T) {
	tape := worlds.Restless(t, 30_000, 1)
	track := signals.Replay(tape, signals.Default())
	e := signals.New(signals.Default())
	row := 0
	for b := range tape.Bars() {
		live := *b
		if got, want := e.Update(&live), track.At(row); got != want {
			t.Fatalf("row %d: live %+v, want %+v", row, got, want)
		}
		row++
	}
	if row != track.Len() {
		t.Fatalf("%d rows, want %d", track.Len(), row)
	}
}

// What the engine remembers between bars is nothing but speed: assessing its
// inputs afresh on every bar gives the same.
func TestAssessmentsAreFresh(t *testing.T) {
	cfg := signals.Default()
	e := signals.New(cfg)
	for b := range worlds.Restless(t, 20_000, 2).Bars() {
		got := e.Update(b)
		if want := cfg.Assess(got.Inputs, b.Now); got != want {
			t.Fatalf("at %s: %+v, want %+v", b.Now, got, want)
		}
		if got.Readings != b.Readings {
			t.Fatalf("at %s: readings %v, want the bar's %v", b.Now, got.Readings, b.Readings)
		}
	}
}

// Prefix law: the past as it stood gives the same answers as all of history.
func TestReplaySeesNoFuture(t *testing.T) {
	tape := worlds.Restless(t, 12_000, 3)
	all := signals.Replay(tape, signals.Default())
	for _, n := range []int{1, 2, 11, 12, 13, 288, 2400, 2413, 5000, 7777, 11_999} {
		got := signals.Replay(tape.Head(n), signals.Default())
		if got.Len() != n {
			t.Fatalf("head of %d bars: %d rows", n, got.Len())
		}
		for i := range n {
			if got.At(i) != all.At(i) {
				t.Fatalf("head of %d bars: row %d = %+v, want %+v", n, i, got.At(i), all.At(i))
			}
		}
	}
}

// Every output is finite and in range, and its class agrees with its number.
func TestOutputsInRange(t *testing.T) {
	cfg := signals.Default()
	regimes := map[signals.Regime]int{}
	for seed := range uint64(4) {
		e := signals.New(cfg)
		for b := range worlds.Restless(t, 20_000, seed).Bars() {
			a := e.Update(b)
			regimes[a.Regime]++
			sum := 0.0
			for _, x := range a.Summands {
				sum += x
			}
			for _, x := range []float64{a.Risk, a.Confidence, a.Volatility, a.RSI / 100, a.ADX / 100} {
				if !(x >= 0 && x <= 1) {
					t.Fatalf("at %s: a number out of range in %+v", b.Now, a)
				}
			}
			if a.Risk != min(1, sum) {
				t.Fatalf("at %s: risk %v, but the summands add up to %v", b.Now, a.Risk, sum)
			}
			if want := riskClass(a.Risk); a.Heard != 0 && a.Class != want {
				t.Fatalf("at %s: risk %v is %s, want %s", b.Now, a.Risk, a.Class, want)
			}
			if a.Heard.Has(signals.Volatility) != (a.VolClass != 0) || a.Heard.Has(signals.TrendStrength) != (a.Trend != 0) ||
				a.Heard.Has(signals.RegimePart) != (a.Regime != 0) || a.Heard.Has(signals.Momentum) != (a.Momentum != 0) {
				t.Fatalf("at %s: a class without its number, or a number without its class: %+v", b.Now, a)
			}
			if a.Safe() != (a.Advice != signals.NoEntry) {
				t.Fatalf("at %s: safe %t, but the advice is %s", b.Now, a.Safe(), a.Advice)
			}
		}
	}
	for _, r := range signals.Regimes() {
		if regimes[r] == 0 {
			t.Errorf("no bar of the random tapes is in regime %s: %v", r, regimes)
		}
	}
}

func riskClass(risk float64) signals.RiskClass {
	for i, from := range []float64{0.75, 0.6, 0.4, 0.2} {
		if risk >= from {
			return signals.RiskVeryHigh - signals.RiskClass(i)
		}
	}
	return signals.RiskVeryLow
}

// Removing a reading changes the score through its own summand alone, and lowers
// the confidence by its weight.
func TestRemovingAnInput(t *testing.T) {
	cfg := signals.Default()
	cfg.External.Max = 1 // the cap would hide a term
	weights := [data.NumSeries]float64{0.12, 0.06, 0.05, 0.05, 0.05, 0.05, 0.10, 0.12}
	e := signals.New(cfg)
	for b := range worlds.Restless(t, 12_000, 5).Bars() {
		a := e.Update(b)
		for s := range data.NumSeries {
			if !a.Fresh.Has(s) {
				continue
			}
			in := a.Inputs
			in.Readings[s] = data.Reading{}
			without := cfg.Assess(in, b.Now)
			if lost := a.Confidence - without.Confidence; math.Abs(lost-weights[s]) > 1e-12 {
				t.Fatalf("at %s: without %s the confidence falls by %v, want %v", b.Now, s, lost, weights[s])
			}
			for p := range signals.NumParts {
				if p != signals.External && without.Summands[p] != a.Summands[p] {
					t.Fatalf("at %s: without %s the summand of %s is %v, want %v", b.Now, s, p, without.Summands[p], a.Summands[p])
				}
			}
			if without.Summands[signals.External] > a.Summands[signals.External] {
				t.Fatalf("at %s: without %s the external summand rises", b.Now, s)
			}
		}
	}
}

// Before every indicator is warm the engine is safe unless it knows better, says
// that it is unsure, and has none of the confidence of its indicators.
func TestColdEngineIsUnsure(t *testing.T) {
	const all = 1<<signals.Volatility | 1<<signals.RegimePart | 1<<signals.TrendStrength | 1<<signals.Momentum
	const first = 5 + 12*200 - 1 // the tape starts 5 candles before a whole hour; the slowest mean has 200 hours
	e := signals.New(signals.Default())
	row := 0
	for b := range worlds.Restless(t, 3000, 6).Bars() {
		a := e.Update(b)
		if warm := a.Warm == all; warm != (row >= first) {
			t.Fatalf("row %d: warm = %t, want %t", row, warm, row >= first)
		}
		if row < first && (a.Confidence > 0.6+1e-12 || a.Safe() && !a.Unsure) {
			t.Fatalf("row %d: confidence %v and unsure %t before every indicator is warm", row, a.Confidence, a.Unsure)
		}
		row++
	}
}

func TestUpdateAllocatesNothing(t *testing.T) {
	var bars []data.Bar
	for b := range worlds.Restless(t, 6000, 1).Bars() {
		bars = append(bars, *b)
	}
	for _, cfg := range everyProfile(t) {
		e := signals.New(cfg)
		i := 0
		if n := testing.AllocsPerRun(len(bars)-1, func() {
			e.Update(&bars[i])
			i++
		}); n != 0 {
			t.Errorf("profile %s: %v allocations a bar, want 0", cfg.Name, n)
		}
	}
}

func BenchmarkUpdate(b *testing.B) {
	var bars []data.Bar
	for bar := range worlds.Restless(b, 50_000, 1).Bars() {
		bars = append(bars, *bar)
	}
	b.ReportAllocs()
	var risk float64
	for b.Loop() {
		e := signals.New(signals.Default())
		for i := range bars {
			a := e.Update(&bars[i])
			risk += a.Risk
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(bars)), "ns/bar")
}

func BenchmarkReplay(b *testing.B) {
	tape := worlds.Restless(b, 200_000, 1)
	for _, p := range profile.All() {
		b.Run(p.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				signals.Replay(tape, p.Config)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*tape.Len()), "ns/bar")
		})
	}
}

// An engine with settings that no profile may have would answer nonsense.
func TestNewRefusesInvalid(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an engine without any length was made")
		}
	}()
	signals.New(signals.Config{})
}
