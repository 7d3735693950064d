package selftest

import (
	"encoding/json"
	"fmt"

	"github.com/remora-bt/remora-bt/internal/portable"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Row is what the worlds of one kind came to. Helps and Hurts count one-sided
// p ≤ 0.05, not answers.
type Row struct {
	World   string  `json:"world"`
	Mask    string  `json:"mask"`
	Worlds  int     `json:"worlds"`
	Refused float64 `json:"refused"` // trades on average

	Helps     Rate `json:"helps"`
	Hurts     Rate `json:"hurts"`
	RiskHelps Rate `json:"risk_helps"` // that the mask knows the worst days, of worlds with enough of them
	RiskHurts Rate `json:"risk_hurts"`
	Milder    Rate `json:"risk_helps_answers"` // that it beats a smaller stake, too
	Holds     Rate `json:"interval_holds"`     // the 90 % interval of selection holds the truth
	NoEffect  Rate `json:"no_effect_answers"`
	Wrong     Rate `json:"no_effect_wrong"` // the truth is worth something
	Invalid   Rate `json:"invalid"`

	Claims []string `json:"claims"`
	Misses []string `json:"misses"`
}

// A Rate is a share of worlds.
type Rate struct{ Count, Of int }

func (r *Rate) add(asked, yes bool) {
	if asked {
		r.Of++
		if yes {
			r.Count++
		}
	}
}

// Share is undefined where nothing was asked.
func (r Rate) Share() (float64, bool) {
	if r.Of == 0 {
		return 0, false
	}
	return float64(r.Count) / float64(r.Of), true
}

// MarshalJSON writes the share, or null.
func (r Rate) MarshalJSON() ([]byte, error) {
	if s, ok := r.Share(); ok {
		return json.Marshal(s)
	}
	return []byte("null"), nil
}

// bounds are one-sided 99 % bounds by Wilson.
func (r Rate) bounds() (lo, hi float64) {
	iv, ok := stats.Wilson(r.Count, r.Of, 0.98)
	if !ok {
		return 0, 1
	}
	return iv.Lo, iv.Hi
}

// The bounds of the claims.
const (
	falseMost  = 0.10 // upper 99 % bound of a false rate
	falseLeast = 0.03
	holdsLeast = 0.82
	holdsLow   = 0.86 // where nothing is slow
	holdsHigh  = 0.94
	wrongMost  = 0.05
	honestMost = 0.01 // honest masks that are INVALID
	powerLeast = 0.80
)

// hold holds the row against what is claimed of it.
func (r *Row) hold(c claim, few bool) {
	r.Claims, r.Misses = []string{}, []string{}
	h := holder{r, few}
	if c&dishonest != 0 {
		h.least("INVALID", r.Invalid, 1)
		return
	}
	for _, x := range []struct {
		of         claim
		name       string
		rate, back Rate
	}{{useless, "false", r.Helps, r.Hurts}, {even, "false risk", r.RiskHelps, r.RiskHurts}} {
		if c&x.of != 0 {
			h.level(x.name+" HELPS", x.rate, c&quick != 0)
			h.level(x.name+" HURTS", x.back, c&quick != 0)
		}
	}
	if c&quick != 0 {
		h.least("interval holds", r.Holds, holdsLow)
		h.most("interval holds", r.Holds, holdsHigh)
	} else {
		h.least("interval holds", r.Holds, holdsLeast)
	}
	for _, x := range []struct {
		of   claim
		rate Rate
	}{{strong, r.Helps}, {harmful, r.Hurts}, {milder, r.Milder}} {
		if c&x.of != 0 {
			h.least("found", x.rate, powerLeast)
		}
	}
	h.most("NO EFFECT wrong", r.Wrong, wrongMost)
	h.most("INVALID", r.Invalid, honestMost)
}

// A holder writes claims and misses down. With few worlds a claim is missed only
// where the count has a chance below 0.1 % at its bound: there are some 250 claims.
type holder struct {
	row *Row
	few bool
}

const chance = 0.001

// level claims a false rate: with all worlds its upper bound is held.
func (h holder) level(name string, r Rate, quick bool) {
	_, hi := r.bounds()
	h.claim(h.few && r.tail(falseMost) > chance || !h.few && hi <= falseMost, r, "%s at most %g %%", name, 100*falseMost)
	if quick {
		h.least(name, r, falseLeast)
	}
}

func (h holder) least(name string, r Rate, least float64) {
	x, _ := r.Share()
	other := Rate{r.Of - r.Count, r.Of}
	h.claim(x >= least || h.few && other.tail(1-least) > chance, r, "%s at least %g %%", name, 100*least)
}

func (h holder) most(name string, r Rate, most float64) {
	x, _ := r.Share()
	h.claim(x <= most || h.few && r.tail(most) > chance, r, "%s at most %g %%", name, 100*most)
}

// tail is the chance of at least as high a count where every world has that chance:
//
//	Σ_{i≥k} C(n,i)·pⁱ·(1−p)ⁿ⁻ⁱ
func (r Rate) tail(p float64) (sum float64) {
	if r.Count == 0 {
		return 1
	}
	if p == 0 {
		return 0
	}
	choices := 0.0 // ln C(n,i)
	for i := 1; i <= r.Of; i++ {
		choices += portable.Log(float64(r.Of-i+1) / float64(i))
		if i >= r.Count {
			sum += portable.Exp(choices + float64(float64(i)*portable.Log(p)) + float64(float64(r.Of-i)*portable.Log(1-p)))
		}
	}
	return sum
}

func (h holder) claim(ok bool, r Rate, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	h.row.Claims = append(h.row.Claims, text)
	if !ok {
		lo, hi := r.bounds()
		h.row.Misses = append(h.row.Misses, fmt.Sprintf("%s: %d of %d worlds, 99 %% bounds %.1f and %.1f %%", text, r.Count, r.Of, 100*lo, 100*hi))
	}
}
