package synthetic

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
)

// A cluster makes large moves follow large moves, and more so after falls: a
// GJR-GARCH(1,1) whose long-run mean is about 1.
//
//	hₜ₊₁ = (1-ρ) + (α + γ·[zₜ<0])·min(zₜ², 25)·hₜ + (ρ-α-γ/2)·hₜ
//
// h multiplies a variance; z is the shock in standard deviations.
type cluster struct {
	h                  float64
	alpha, gamma, beta float64
	rest               float64 // 1-ρ
}

// The figures are for steps of 5 minutes: a burst has lost half of its force after 19
// hours.
const (
	clusterPersistence = 0.997
	clusterAlpha       = 0.022
	clusterGamma       = 0.016
)

func newCluster(step data.Timeframe) cluster {
	part := float64(step) / float64(5*data.Minute)
	c := cluster{h: 1, rest: float64((1 - clusterPersistence) * part)}
	c.alpha = float64(clusterAlpha * math.Sqrt(part))
	c.gamma = float64(clusterGamma * math.Sqrt(part))
	c.beta = 1 - c.rest - c.alpha - float64(c.gamma/2)
	return c
}

// update feeds the shock of a step; h is then that of the next.
func (c *cluster) update(z float64) {
	a := c.alpha
	if z < 0 {
		a += c.gamma
	}
	h := c.rest + float64(a*min(z*z, 25)*c.h)
	h += float64(c.beta * c.h)
	c.h = min(max(h, 0.1), 12)
}
