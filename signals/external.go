package signals

import (
	"math"

	"github.com/remora-bt/remora-bt/data"
)

// ExternalConfig says what the market around adds to the risk score: the sum of
// the terms, at most Max. A term counts where its reading is fresh.
type ExternalConfig struct {
	Max         float64    `yaml:"max" json:"max"`
	FearGreed   Term       `yaml:"fear_greed" json:"fear_greed"`         // the index
	VIX         Term       `yaml:"vix" json:"vix"`                       // the index
	FundingRate Term       `yaml:"funding_rate" json:"funding_rate"`     // its absolute value
	DXY         DollarTerm `yaml:"dxy" json:"dxy"`                       // its change over Days
	News        Term       `yaml:"news_sentiment" json:"news_sentiment"` // the score
}

// A Term adds weight·ramp(x).
type Term struct {
	Weight float64 `yaml:"weight" json:"weight"`
	Ramp   `yaml:",inline"`
}

func (t *Term) of(x float64) float64 { return float64(t.Weight * t.at(x)) }

// A DollarTerm is a Term on a change.
type DollarTerm struct {
	Days int `yaml:"days" json:"days"` // calendar days between the two events
	Term `yaml:",inline"`
}

// Terms are the external summands by series; has says which readings are there.
func (cfg *ExternalConfig) Terms(in *Inputs, has Set) (terms [data.NumSeries]float64) {
	value := func(s data.Series) float64 { return in.Readings[s].Value }
	if has.Has(data.FearGreed) {
		terms[data.FearGreed] = cfg.FearGreed.of(value(data.FearGreed))
	}
	if has.Has(data.VIX) {
		terms[data.VIX] = cfg.VIX.of(value(data.VIX))
	}
	if has.Has(data.FundingRate) {
		terms[data.FundingRate] = cfg.FundingRate.of(math.Abs(value(data.FundingRate)))
	}
	if has.Has(data.DXY) && in.DollarKnown {
		terms[data.DXY] = cfg.DXY.of(in.DollarChange)
	}
	if has.Has(data.NewsSentiment) {
		terms[data.NewsSentiment] = cfg.News.of(value(data.NewsSentiment))
	}
	return terms
}

// voices are the series that have a term.
const voices = Set(1<<data.FearGreed | 1<<data.VIX | 1<<data.FundingRate | 1<<data.DXY | 1<<data.NewsSentiment)

// dollar follows the readings of dxy and knows their change over some days. The
// index is released weekly, so only the newest day of a week is ever a reading:
// the change over 5 days is that from one Friday to the next.
type dollar struct {
	days int
	last [16]data.Reading // oldest first
	n    int
}

// update takes a reading that is new and returns its change against the newest
// event that lies at least days, and at most a week more, before it.
func (d *dollar) update(r data.Reading) (ratio float64, ok bool) {
	switch {
	case d.n > 0 && d.last[d.n-1].Event == r.Event: // a revision
		d.last[d.n-1] = r
	case d.n == len(d.last):
		copy(d.last[:], d.last[1:])
		d.last[d.n-1] = r
	default:
		d.last[d.n] = r
		d.n++
	}
	latest := r.Event.Add(-data.Timeframe(d.days) * data.Day)
	for i := d.n - 2; i >= 0; i-- {
		old := d.last[i]
		if old.Event > latest {
			continue
		}
		if old.Event < latest.Add(-data.Week) {
			break
		}
		return r.Value/old.Value - 1, true
	}
	return 0, false
}
