package filter_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// A dial at a threshold is the filter with that threshold, whatever the filter.
func TestDialIsScreen(t *testing.T) {
	tape := worlds.Restless(t, 9000, 1)
	other := worlds.Restless(t, 4000, 1)
	for _, tt := range []struct {
		name, spec string
		set        []string
		on         *data.Tape
	}{
		{"engine", "default", []string{"flag_extreme_fear=20"}, tape},
		{"another tape", "default", nil, other},
		{"history", "history:" + riskHistory(t, tape) + ",max_age=30m", nil, tape},
	} {
		t.Run(tt.name, func(t *testing.T) {
			flt := open(t, tt.spec, tt.set...)
			d, err := flt.Dial(tt.on, flt.Replay(tape))
			if err != nil {
				t.Fatal(err)
			}
			for _, max := range []float64{0, 0.2, 0.35, 0.5, 0.9, 1} {
				at := open(t, tt.spec, append(tt.set, fmt.Sprint("max_risk=", max))...)
				s, err := at.Screen(tt.on, at.Replay(tape))
				if err != nil {
					t.Fatal(err)
				}
				mask := s.Mask()
				for row := range mask.Len() {
					blocked := mask.Get(row)
					if got := d.Risk[row] > max || d.Shut[row]; got != blocked {
						t.Fatalf("max_risk %v, row %d: dial says %t, screen %t (risk %v)", max, row, got, blocked, d.Risk[row])
					}
				}
			}
		})
	}
	if _, err := open(t, "none").Dial(tape, nil); err == nil {
		t.Error("a filter without a risk_score has a dial")
	}
}

// riskHistory is a history with holes, rows without opinion and rows of all kinds.
func riskHistory(t *testing.T, tape *data.Tape) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("timestamp,safe_to_trade,risk_score\n")
	for i := 0; i < tape.Len(); i++ {
		if i/500%4 == 1 {
			continue
		}
		safe := []string{"True", "True", "True", "False", ""}[i*i%5]
		fmt.Fprintf(&b, "%s,%s,0.%02d\n", tape.Time(i), safe, i*7%100)
	}
	path := filepath.Join(t.TempDir(), "history.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Before the first row of a history is known, its dial knows nothing.
func TestDialBeforeItsHistory(t *testing.T) {
	tape := worlds.Flat(t, 12) // from 2022-01-01 on
	flt := open(t, "history:"+write(t, "h.csv", "timestamp,safe_to_trade,risk_score\n2022-01-01 00:20:00,False,0.9\n"))
	d, err := flt.Dial(tape, nil)
	if err != nil {
		t.Fatal(err)
	}
	for row := range tape.Len() {
		if known := row >= 4; d.Shut[row] != known || (d.Risk[row] == 0.9) != known {
			t.Errorf("row %d: risk %v, shut %t, want known %t", row, d.Risk[row], d.Shut[row], known)
		}
	}
}
