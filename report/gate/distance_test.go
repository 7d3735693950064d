package gate

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/report/runfolder"
)

// One regime of two changes from half of the candles to three quarters.
//
//	shares with halves: 50.5/101 and 75.5/101, 25.5/101
//	PSI = (75.5−50.5)/101·ln(75.5/50.5) + (25.5−50.5)/101·ln(25.5/50.5)
func TestDistances(t *testing.T) {
	by := func(scores, regimes map[string]int) map[string]*runfolder.Census {
		return map[string]*runfolder.Census{"P": {Scores: scores, Regimes: regimes}, "Q": {}}
	}
	base := &Baseline{Signals: by(map[string]int{"0.10": 50, "0.90": 50}, map[string]int{"bull": 50, "bear": 50})}
	now := &Baseline{Signals: by(map[string]int{"0.10": 75, "0.90": 25}, map[string]int{"bull": 75, "bear": 25})}
	d := newDrifter(now, base, runfolder.Resampling{})
	psi := 25.0/101*math.Log(75.5/50.5) - 25.0/101*math.Log(25.5/50.5)
	for name, want := range map[string]float64{"regime.psi": psi, "regime.share": 0.25, "risk_score.ks": 0.25} {
		if v, why := d.distance(name, nil); math.Abs(v.Number-want) > 1e-12 || v.Kind != runfolder.Number {
			t.Errorf("%s = %v (%s), want %v", name, v, why, want)
		}
	}
	if v, _ := d.distance("risk_score.psi", nil); v.Number < 0.1 {
		t.Errorf("risk_score.psi = %v, want a clear change", v)
	}
	for _, name := range distances {
		if v, why := d.distance(name, []string{"Q"}); v.Kind != runfolder.Undefined || why == "" {
			t.Errorf("%s of a pair without signals = %v, want undefined", name, v)
		}
		if v, _ := newDrifter(base, base, runfolder.Resampling{}).distance(name, nil); v.Number != 0 || v.Kind != runfolder.Number {
			t.Errorf("%s of equal signals = %v, want 0", name, v)
		}
	}
}
