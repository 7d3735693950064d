package signals

import (
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// An Assessment is the engine's answer at the close of a candle. Two assessments
// may be compared with ==.
type Assessment struct {
	Answer
	Inputs // what it was made of
}

// An Answer is what the engine makes of its inputs.
type Answer struct {
	At data.Instant // the close

	Risk       float64           // 0 to 1
	Confidence float64           // 0 to 1, the share of the inputs that were there
	Summands   [NumParts]float64 // what each part adds to Risk
	Class      RiskClass         // 0 if no part has an opinion
	Heard      Parts             // the parts that have an opinion

	Fresh Set // readings that are there and not too old
	Stale Set // readings that are too old, and count as absent

	Flags    Reasons // the flags that are up
	Blocked  Reasons // why it is not safe to trade
	Unsure   bool    // safe, but some rule that could block had no input
	Advice   Recommendation
	VolClass VolatilityClass
	Momentum MomentumClass
}

// Safe is safe_to_trade.
func (a *Answer) Safe() bool { return a.Blocked == 0 }

// Reading is the value of a series if it is there and not too old.
func (a *Assessment) Reading(s data.Series) (v float64, ok bool) {
	return a.Readings[s].Value, a.Fresh.Has(s)
}

// Inputs are what the parts of the engine say, before any weighing.
type Inputs struct {
	Measures

	Readings [data.NumSeries]data.Reading

	Levels [maxQuantiles]Level // of the profile's quantiles, in the order of its limits
}

// Measures are what is worked out of candles and context.
type Measures struct {
	Warm Parts // the parts whose indicators are warm

	Volatility float64 // 0 to 1
	Regime     Regime
	Trend      Trend
	ADX        float64 // 0 to 100
	RSI        float64 // 0 to 100
	DayReturn  float64 // close against the close 24 hours before, as a ratio

	DailyClose, DailyMean float64 // last daily close and its mean; 0 until that is warm

	Known                      Numbers // of the next three and DayReturn, those that are warm
	Sigma, ATRRatio, BandWidth float64 // what volatility is made of
	HourReturn                 float64 // close against the close an hour before, as a ratio

	DollarChange float64 // of dxy over its days, as a ratio
	DollarKnown  bool
}

// maxQuantiles is how many quantiles a profile may have.
const maxQuantiles = 8

// A Level is a trailing quantile; Ok is false while its window holds too few numbers.
type Level struct {
	X  float64
	Ok bool
}

// Parts is a set of parts.
type Parts uint8

// Technical are the parts that candles alone make.
const Technical = Parts(1<<Volatility | 1<<RegimePart | 1<<TrendStrength | 1<<Momentum)

// Has reports whether p is in the set.
func (ps Parts) Has(p Part) bool { return ps>>p&1 != 0 }

// A Set is a set of context series.
type Set uint8

// Has reports whether s is in the set.
func (ss Set) Has(s data.Series) bool { return ss>>s&1 != 0 }

// Names are the names of the set in order.
func (ss Set) Names() []string {
	var names []string
	for s := range data.NumSeries {
		if ss.Has(s) {
			names = append(names, s.String())
		}
	}
	return names
}

// String joins the names with "|", the form of a cell in a table.
func (ss Set) String() string { return strings.Join(ss.Names(), "|") }
