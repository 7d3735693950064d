package chart_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/signals"
)

// What the charts of the score plot follows from the engine's answers, row by row.
func TestRisk(t *testing.T) {
	candles, context := madeUp()
	s, _ := run{strategy: "RSIEMA", candles: candles[:1], context: context, synthetic: true}.source(t)
	tape, screen := s.Result.Books[0].Tape, s.Screens[0]
	in := chart.Of(s, nil)
	low, high, blocked, rows := 1.0, 0.0, 0, 0
	why := map[string]bool{}
	for row := tape.Warm; row < tape.Len(); row++ {
		rows++
		if !screen.Safe(row) {
			blocked++
			for _, r := range screen.Blocked[row].Names() {
				why[strings.ReplaceAll(r, "_", " ")] = true
			}
		}
		if a, ok := screen.Said(row); ok && a.Class != 0 {
			low, high = min(low, a.Risk), max(high, a.Risk)
		}
	}
	c := find(t, in, "risk")
	gotLow, gotHigh := 1.0, 0.0
	for _, p := range of(c.Panels[0], draw.Area)[0].Points {
		gotLow, gotHigh = min(gotLow, p.Y), max(gotHigh, p.Y2)
	}
	if gotLow != low || gotHigh != high {
		t.Errorf("risk_score spans %v to %v, want %v to %v", gotLow, gotHigh, low, high)
	}
	names := c.Panels[2].Y.Names
	if len(names) != len(why) || slices.ContainsFunc(names, func(n string) bool { return !why[n] }) {
		t.Errorf("reasons %q, want %v", names, why)
	}
	share, span := 0.0, float64(0)
	for _, b := range in.Pairs[0].Buckets {
		n := float64(b.To-b.From) / float64(tape.Step)
		share += b.Blocked * n
		span += n
	}
	if !near(share, float64(blocked)) || span != float64(rows) {
		t.Errorf("buckets hold %v blocked of %v rows, want %d of %d", share, span, blocked, rows)
	}
	for _, b := range in.Pairs[0].Buckets {
		sum := 0.0
		for _, v := range b.Parts {
			sum += v
		}
		if b.Rated && sum < b.Risk[1]-1e-9 { // the score is cut at 1, its parts are not
			t.Fatalf("parts add up to %v, less than the score %v", sum, b.Risk[1])
		}
	}
}

func words(p draw.Panel) (out []string) {
	for _, l := range p.Layers {
		for _, q := range l.Points {
			out = append(out, q.Text)
		}
	}
	slices.Sort(out)
	return out
}

// The grid has the answers of counted cells alone, and no colour for others.
func TestChoiceGrid(t *testing.T) {
	v, w, zero := 12.5, -3456.7, 0.0
	c := chart.ChoiceGrid([]chart.Choice{
		{Row: "A", Column: "2020", Value: &v, Answer: "helps", Clear: true},
		{Row: "A", Column: "2021", Value: &w}, // not counted
		{Row: "B", Column: "2020"},
		{Row: "B", Column: "2021", Value: &zero, Answer: "unsure"},
	}, "USDT", true)
	p := c.Panels[0]
	if got, want := words(p), []string{"+12.50  helps", "0.00  unsure", "–", "−3,457"}; !slices.Equal(got, want) {
		t.Errorf("cells %q, want %q", got, want)
	}
	for _, l := range p.Layers {
		for _, q := range l.Points {
			if coloured := l.Role == draw.Gain || l.Role == draw.Loss; coloured != (q.Text == "+12.50  helps") {
				t.Errorf("cell %q is coloured: %t", q.Text, coloured)
			}
		}
	}
	if !slices.Equal(p.X.Names, []string{"2020", "2021"}) || !slices.Equal(p.Y.Names, []string{"A", "B"}) {
		t.Errorf("columns %q, rows %q", p.X.Names, p.Y.Names)
	}
	if !strings.Contains(c.Note, "synthetic data") || c.Finding != "1 of 2 counted cells helps or hurts" {
		t.Errorf("note %q, finding %q", c.Note, c.Finding)
	}
}

// A trade that overlapping cells share counts once, and small groups have no mean.
func TestByRegime(t *testing.T) {
	in := chart.Input{Strategy: "A"}
	for i := range 40 {
		in.Baseline.Trades = append(in.Baseline.Trades, chart.Trade{
			Trade: &backtest.Trade{Pair: "X/USDT", Signal: day(i), ProfitRatio: 0.01 * float64(i%3-1)}, Rated: true, Regime: signals.Bull,
		})
	}
	for i := range 29 {
		in.Baseline.Trades = append(in.Baseline.Trades, chart.Trade{Trade: &backtest.Trade{Pair: "X/USDT", Signal: day(100 + i), ProfitRatio: 0.02}, Rated: true, Regime: signals.Panic})
	}
	c := chart.ByRegime([]chart.Input{in, in})
	if got, want := words(c.Panels[0]), []string{"n = 0", "n = 0", "n = 0", "n = 0", "n = 29", "−0.03 ~  n = 40"}; !slices.Equal(got, want) {
		t.Errorf("cells %q, want %q", got, want)
	}
}

func day(i int) data.Instant { return data.Date(2023, 1, 1).Add(data.Timeframe(i) * data.Day) }
