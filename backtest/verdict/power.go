package verdict

import (
	"math"

	"github.com/remora-bt/remora-bt/internal/stats"
)

// Power is what this much data could have found at all.
type Power struct {
	Blocked    int      `json:"blocked_trades"`
	Detectable *float64 `json:"detectable_lift"`      // found with 80 % power at 5 % one-sided: 2.49 · sd of the placebos
	PerTrade   *float64 `json:"detectable_per_trade"` // the same per blocked trade
	Claim      *float64 `json:"claim"`                // the effect that was claimed; by default the bare difference to the baseline
	Assumed    bool     `json:"claim_is_difference"`
	AtClaim    *float64 `json:"power_at_claim"`   // chance of finding a lift as large as the claim
	Needed     *float64 `json:"trades_for_claim"` // blocked trades that would find it with 80 % power
	Enough     bool     `json:"enough"`           // Detectable ≤ Claim
}

func (c *cell) power() {
	t := &c.out.Placebo.Rows[figureProfit].Test
	p := Power{Blocked: c.out.FixedNotional.Blocked.Trades, Claim: c.in.Claim}
	if p.Claim == nil {
		p.Claim, p.Assumed = Number(math.Abs(at(t.Observed, 0)), true), true
	}
	if t.SD != nil && t.Placebos >= fewShifts {
		p.Detectable = Number(stats.DetectableLift(*t.SD, Alpha, 0.8))
	}
	if p.Detectable != nil {
		p.PerTrade = Number(ratio(*p.Detectable, float64(p.Blocked)))
		claim := math.Abs(*p.Claim)
		p.Enough = *p.Detectable <= claim
		if x, ok := ratio(claim, *t.SD); ok {
			p.AtClaim = Number(stats.NormalCDF(x-z90), true)
		}
		if r, ok := ratio(*p.Detectable, claim); ok {
			p.Needed = Number(math.Ceil(float64(p.Blocked)*r*r), true)
		}
	}
	c.out.Power = p
}
