package sweep_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// Looking at more settings never makes any of them more convincing, and one alone is
// what it is.
func TestFamilyOnlyDoubts(t *testing.T) {
	cell, dials := forwardCell(t, halfYear(4), 4)
	all := try(t, cell, dials, someThresholds)
	var family sweep.Family
	family.Add(all.High, all.Low)
	for j, threshold := range someThresholds {
		one := try(t, cell, dials, []float64{threshold})
		var alone sweep.Family
		alone.Add(one.High, one.Low)
		a, b := alone.Judge(&one.Points[0], cell.Worthwhile), family.Judge(&all.Points[j], cell.Worthwhile)
		if a.PAll == nil || b.PAll == nil {
			if len(one.Points[0].Faults) == 0 {
				t.Errorf("threshold %v has no p", threshold)
			}
			continue
		}
		if *a.PAll != *one.Points[0].P || *b.PAll < *a.PAll || *b.PWorseAll < *a.PWorseAll {
			t.Errorf("threshold %v: p %v by itself, %v as a family of one, %v in the family", threshold, *one.Points[0].P, *a.PAll, *b.PAll)
		}
	}
}

// The best of a hundred thresholds of a score that knows nothing is called a help about
// as seldom as a single one, though one of them passes by itself far more often.
func TestBestOfManyIsLuck(t *testing.T) {
	tries := 400
	if testing.Short() {
		tries = 60
	}
	thresholds := grid(100)
	var found, naive int
	for i := range uint64(tries) {
		rng := rand.New(rand.NewPCG(i, 11))
		spec := worlds.DiceSpec(60, 20)
		tape := worlds.Tape(t, worlds.Candles(rng, "BTC/USDT", 2*data.Hour, worlds.Epoch, 12*300), 10)
		books := []*backtest.Book{backtest.NewBook(tape, spec, backtest.Execution{
			Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf(tape.Pair), Stake: 100,
		})}
		b := try(t, sweep.NewTestbed(books, backtest.DefaultWallet(), aim(sweep.Selection)), randomDials(rng, books, 12), thresholds)
		var f sweep.Family
		f.Add(b.High, b.Low)
		one, any := false, false
		for j := range b.Points {
			p := f.Judge(&b.Points[j], verdict.Worthwhile{})
			any = any || p.PAll != nil && *p.PAll <= verdict.Alpha
			one = one || p.P != nil && *p.P <= verdict.Alpha
		}
		if any {
			found++
		}
		if one {
			naive++
		}
	}
	rate := func(n int) float64 { return float64(n) / float64(tries) }
	t.Logf("best of %d: %.3f adjusted, %.3f by the best p alone", len(thresholds), rate(found), rate(naive))
	w, _ := stats.Wilson(found, tries, 0.999)
	if !w.Contains(verdict.Alpha) {
		t.Errorf("%.3f of the useless sweeps find a help, want 0.05 (99.9 %% interval %.3f to %.3f)", rate(found), w.Lo, w.Hi)
	}
	if rate(naive) < 2*verdict.Alpha {
		t.Errorf("%.3f of the useless sweeps have a p ≤ 0.05: the test has lost its point", rate(naive))
	}
}

// Figures of overfitting are those of the statistics on the daily figures.
func TestOverfitting(t *testing.T) {
	cell, dials := forwardCell(t, halfYear(6), 6)
	b := try(t, cell, dials, someThresholds)
	names := namesOf(someThresholds)
	o := cell.Overfitting([]*sweep.Batch{b}, names, 500)
	if o.Trials != 500 || o.Days != 200 || o.Settings < 2 || o.PBO == nil || o.Deflated == nil {
		t.Fatalf("%s", text(o))
	}
	if more := cell.Overfitting([]*sweep.Batch{b}, names, 50_000); *more.Deflated >= *o.Deflated {
		t.Errorf("deflated Sharpe %v after 500 trials, %v after 50,000", *o.Deflated, *more.Deflated)
	}
	// The best daily ratio is that of z of a mask walked by itself.
	want := math.Inf(-1)
	for _, x := range someThresholds {
		s := verdict.NewSubject(cell.Books, masks(dials, x), 3, 1)
		e, _, err := s.Evidence(t.Context(), verdict.Worthwhile{})
		if err != nil {
			t.Fatal(err)
		}
		if ratio, ok := stats.Sharpe(e.Outcome.Z[shift.Profit]); ok {
			want = max(want, ratio*math.Sqrt(365))
		}
	}
	if *o.Sharpe != want {
		t.Errorf("best daily Sharpe = %v, want %v", *o.Sharpe, want)
	}
	one := cell.Overfitting([]*sweep.Batch{try(t, cell, dials, []float64{0.5})}, names[:1], 1)
	if one.PBO != nil || one.Note == "" {
		t.Errorf("one setting alone: %s", text(one))
	}
}
