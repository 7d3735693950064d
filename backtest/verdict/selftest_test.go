package verdict_test

import (
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// On worlds of known truth the answers are right: useless masks pass at the level
// of the test, knowing ones are found, broken ones are called so.
func TestSelfTest(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some 20 s")
	}
	s, err := verdict.Check(t.Context(), 1, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range append(s.Rows, s.Power...) {
		t.Logf("%-34s %-40s %s %.3f (%.3f-%.3f) in %g..%g, HURTS %.3f; improved %.3f, deletion %.3f; %.0f blocked; %v",
			l.World, l.Mask, l.Want, l.Rate, l.RateLo, l.RateHi, l.Least, l.Most, l.Hurts, l.Naive, l.Deletion, l.Blocked, l.Counts)
		if !l.OK {
			t.Errorf("%s, %s: %s in %.3f of %d runs, HURTS in %.3f; want %g to %g", l.World, l.Mask, l.Want, l.Rate, l.Runs, l.Hurts, l.Least, l.Most)
		}
	}
	if !s.OK {
		t.Error("the self-test says that it failed")
	}
}
