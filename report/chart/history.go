package chart

import (
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// pixels is how many buckets a long series is cut into: what a screen shows of a
// chart.
const pixels = 720

// pairOf sums a pair's tested candles up in buckets; screen may be nil.
func pairOf(t *data.Tape, screen *filter.Screen) Pair {
	p := Pair{Name: t.Pair, Tape: t}
	n := t.Len() - t.Warm
	closes := make([]draw.Point, n)
	for i := range closes {
		closes[i] = draw.Point{X: ms(t.Time(t.Warm + i + 1)), Y: t.Closes()[t.Warm+i]}
	}
	p.Price = draw.Thin(closes, pixels)
	if screen == nil {
		return p
	}
	if screen.Track != nil {
		p.Scored, p.MaxRisk, p.Profile = true, screen.Track.Config.MaxRisk, &screen.Track.Config
	}
	buckets := min(pixels, n)
	for b := range buckets {
		from, to := t.Warm+b*n/buckets, t.Warm+(b+1)*n/buckets
		p.Buckets = append(p.Buckets, bucketOf(t, screen, from, to))
	}
	return p
}

// bucketOf sums rows from up to before to up.
func bucketOf(t *data.Tape, s *filter.Screen, from, to int) Bucket {
	b := Bucket{From: t.Time(from), To: t.Time(to)}
	var regimes [16]int
	rated := 0
	for row := from; row < to; row++ {
		if why := s.Blocked[row]; why != 0 {
			b.Blocked++
			for r := range signals.NumReasons {
				if why.Has(r) {
					b.Reasons[r]++
				}
			}
		}
		a, ok := s.Said(row)
		if !ok || a.Class == 0 {
			continue
		}
		regimes[a.Regime]++
		if rated++; rated == 1 {
			b.Risk = [3]float64{a.Risk, 0, a.Risk}
		}
		b.Risk[0], b.Risk[1], b.Risk[2] = min(b.Risk[0], a.Risk), b.Risk[1]+a.Risk, max(b.Risk[2], a.Risk)
		for i, v := range a.Summands {
			b.Parts[i] += v
		}
	}
	n := float64(to - from)
	b.Blocked /= n
	for r := range b.Reasons {
		b.Reasons[r] /= n
	}
	if b.Rated = rated > 0; b.Rated {
		b.Risk[1] /= float64(rated)
		for i := range b.Parts {
			b.Parts[i] /= float64(rated)
		}
		for _, r := range signals.Regimes() {
			if b.Regime == 0 && regimes[r] > 0 || regimes[r] > regimes[b.Regime] {
				b.Regime = r
			}
		}
	}
	return b
}
