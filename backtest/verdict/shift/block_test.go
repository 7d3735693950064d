package shift_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// The blocks are as long as the one of the series needs that hangs together longest.
func TestBlockLength(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	calm, slow := make([]backtest.Money, 400), make([]backtest.Money, 400)
	for i := range calm {
		calm[i] = backtest.Money(1e8 * rng.NormFloat64())
		slow[i] = backtest.Money(1e8 * math.Sin(float64(i)/20))
	}
	a, b, none := shift.BlockLength(calm, slow), shift.BlockLength(slow, calm), shift.BlockLength(calm, calm)
	if a < 5 || a != b || none >= a || none < 1 {
		t.Errorf("blocks of %v and %v, of days at random %v", a, b, none)
	}
	if got := shift.BlockLength(slow, slow); math.Abs(got-a) > a/2 {
		t.Errorf("blocks of %v, where both are slow %v", a, got)
	}
}
