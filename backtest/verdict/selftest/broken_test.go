package selftest

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// noShare is the statistic without q: what the mask's trades brought beyond as many
// average ones of the ±90 days. Unless it is studentised the sum is taken as it is.
func noShare(studentised bool) statistic {
	return func(ctx context.Context, s *verdict.Subject) (*shift.Outcome, error) {
		o, err := product(ctx, s)
		if err != nil {
			return nil, err
		}
		p := verdict.Panel(s)
		mean, walk := means(p.Parts[0].Lines[0], 90), p.Parts[0].Walk()
		var selection, size float64
		ts := make([]float64, 1+p.Placebos)
		for i := range ts {
			var z, square float64
			for _, c := range walk(i)[0] {
				u := c.Profit.Float() - mean[c.Day]*float64(c.Trades)
				z, square = z+u, square+u*u
			}
			if !studentised {
				square = 1
			}
			ts[i] = z / math.Sqrt(square)
			if i == 0 {
				selection, size = z, math.Sqrt(square)
			}
		}
		t := &o.Test[shift.Profit]
		t.Selection, t.S, t.T, t.Shifted = selection, size, ts[0], ts[1:]
		rank(t)
		return o, nil
	}
}

// means are the mean profits of a trade over so many days before and after each day.
func means(l shift.Line, half int) []float64 {
	out := make([]float64, len(l.Profit))
	for d := range out {
		var sum shift.Money
		var n int32
		for e := max(0, d-half); e < min(len(out), d+half+1); e++ {
			sum, n = sum+l.Profit[e], n+l.Trades[e]
		}
		out[d] = sum.Float() / float64(n)
	}
	return out
}

// rank takes p and the interval from the placebos.
func rank(t *shift.Test) {
	more, less := 1, 1
	for _, x := range t.Shifted {
		if x >= t.T {
			more++
		}
		if x <= t.T {
			less++
		}
	}
	n := 1 + len(t.Shifted)
	t.P, t.PWorse = float64(more)/float64(n), float64(less)/float64(n)
	sorted, k := slices.Sorted(slices.Values(t.Shifted)), n/20
	t.Lo, t.Hi = t.Selection-sorted[len(sorted)-k]*t.S, t.Selection-sorted[k-1]*t.S
}

// window is the product's statistic with another window.
func window(half int) statistic {
	return func(ctx context.Context, s *verdict.Subject) (*shift.Outcome, error) {
		p := verdict.Panel(s)
		p.Bare, p.Window.Half = true, half
		return p.Run(ctx)
	}
}

// what finds a trial.
func what(t *testing.T, world, mask string) trial {
	t.Helper()
	for _, x := range trials() {
		if x.world == world && x.mask == mask {
			return x
		}
	}
	t.Fatalf("no world %q with mask %q", world, mask)
	return trial{}
}

// A row fails where the statistic is broken, and only there: beyond what chance
// explains, with few worlds.
func TestBrokenStatisticsAreNoticed(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of worlds")
	}
	for _, tt := range []struct {
		name        string
		world, mask string
		broken      statistic
		miss        string
	}{
		{"neither S nor q", "mask on volatile days, 3 times", "blocks of 3 days", noShare(false), "false HURTS at most"},
		{"no q", "mask on calm days, 0.4 times", "half of all days", noShare(true), "interval holds at least"},
		{"average of all years, bad one", "two eras", "dense in the bad one", window(1 << 20), "false HELPS at most"},
		{"average of all years, good one", "two eras", "dense in the good one", window(1 << 20), "false HURTS at most"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := what(t, tt.world, tt.mask)
			o := Options{Worlds: 120}
			good, err := x.run(t.Context(), o, 5, product)
			if err != nil {
				t.Fatal(err)
			}
			bad, err := x.run(t.Context(), o, 5, tt.broken)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("as it is %v and %v of %d, broken %v and %v", good.Helps.Count, good.Hurts.Count, o.Worlds, bad.Helps.Count, bad.Hurts.Count)
			if len(good.Misses) > 0 {
				t.Errorf("as it is: %q", good.Misses)
			}
			if !strings.Contains(strings.Join(bad.Misses, "\n"), tt.miss) {
				t.Errorf("misses %q, want %q among them", bad.Misses, tt.miss)
			}
		})
	}
}
