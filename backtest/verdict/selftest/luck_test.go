package selftest

import (
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// A few long blocks on days that hang together may choose over half of the best choice
// by luck. Their own shifts tell luck from knowledge: more of them choose as well.
func TestLuckIsNotKnowledge(t *testing.T) {
	var long trial
	trials := trials()
	at := -1
	for i, tr := range trials {
		if tr.world == "daily autocorrelation 0.9" && tr.mask == "blocks of 20 days" {
			long, at = tr, i
		}
	}
	if at < 0 {
		t.Fatal("no world of long blocks on days that hang together")
	}
	seed := uint64(1) + uint64(at)<<32
	for _, k := range []uint64{296, 851} { // of these worlds the luckiest
		s := long.make(rand.New(rand.NewPCG(seed, k))).subject(true, seed^k<<16)
		o, err := product(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		a, faults, err := s.Suspect(t.Context(), o, &verdict.Answers{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Best == nil || *a.Best < 0.7 {
			t.Fatalf("world %d is not a lucky one: %v", k, a.Best)
		}
		if len(faults) > 0 {
			t.Errorf("world %d: %q", k, faults)
		}
	}
}

// Blocks are never none, however rare and long they are.
func TestBlocksRefuse(t *testing.T) {
	for k := range uint64(200) {
		none := true
		for _, on := range blocks(rand.New(rand.NewPCG(1, k)), 100, 50, often(0.02)) {
			none = none && !on
		}
		if none {
			t.Fatalf("world %d refuses nothing", k)
		}
	}
}
