package chart

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/fate"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// An Input is a strategy with its arms in plain series, all that the charts of a
// cell are made from. Of prepares it.
type Input struct {
	Strategy  string
	Filter    string
	Currency  string // quote asset
	Timeframe data.Timeframe
	From, To  data.Instant // first and last candle time
	Synthetic bool         // the candles are made up; every chart says so
	Start     float64      // balance before the first trade
	MaxRisk   float64      // risk_score above which entries are refused; 0 if the filter has no such limit

	Baseline   Arm
	Filtered   *Arm // nil without a filter
	Pairs      []Pair
	Refused    []Refusal // entries, by time
	Placebo    *Placebo  // nil without a comparison, as is the next
	Step       *Step
	Thresholds []Threshold // by ascending Risk; empty without a sweep
}

// A Refusal is an entry signal that the filter refused.
type Refusal struct {
	Pair   string
	Signal data.Instant
}

// An Arm is one run.
type Arm struct {
	Equity  []Day   // the start, then the end of each UTC day, marked to market
	Trades  []Trade // in the order of closing
	Worst   []metrics.Drawdown
	Ruin    backtest.Ruin // zero unless the wallet ran out of money
	Figures []Figure
}

// A Day is the account at an instant.
type Day struct {
	At     data.Instant
	Equity float64
}

// A Trade is a closed trade with what the filter said when its signal appeared.
type Trade struct {
	*backtest.Trade
	Fate   fate.Fate // Untraded without a comparison
	Rated  bool      // the engine gave a score
	Risk   float64
	Class  signals.RiskClass
	Regime signals.Regime
}

// A Figure is a metric of an arm with a bootstrap interval.
type Figure struct {
	metrics.Metric
	Value    float64
	Defined  bool
	Interval stats.Interval
	Bounded  bool // there is an interval
}

// A Pair is a pair's history in buckets of equal length.
type Pair struct {
	Name    string
	Price   []draw.Point // closes, thinned
	Buckets []Bucket
	Scored  bool // the engine judged it
	MaxRisk float64
	Profile *signals.Config // of the engine; nil if another filter judged it
	Tape    *data.Tape
	Zoom    *draw.Zoom // what a page shows of the prices when its reader zooms in; nil for nothing
}

// A Bucket is a stretch of the tested candles.
type Bucket struct {
	From, To data.Instant
	Blocked  float64                     // share of its candles on which entries are refused
	Reasons  [signals.NumReasons]float64 // by reason; a candle may have several
	Regime   signals.Regime              // the most frequent, 0 if none
	Rated    bool
	Risk     [3]float64                // least, mean and greatest score
	Parts    [signals.NumParts]float64 // mean summands of the score
}

// A Placebo is what the mask chose against what it chooses at other times.
type Placebo struct {
	Draws     []float64 // one a shifted mask, each in proportion to its own spread
	Observed  float64
	Lo, Hi    float64 // 90 % interval of Observed, if Bounded
	Bounded   bool
	P, PWorse float64 // one-sided, that it helps and that it hurts
	Also      *Span   // the other half of what the answer rests on
}

// A Span is a figure with its 90 % interval.
type Span struct {
	Name          string
	Value, Lo, Hi float64
}

// A Threshold is the filter at another limit of the risk score.
type Threshold struct {
	Risk     float64 // entries are refused above
	Kept     int     // trades
	Observed float64 // profit − baseline's at a fixed stake
}

// A Source is a cell as the simulation left it.
type Source struct {
	Strategy, Filter, Currency string
	Synthetic                  bool
	Baseline, Filtered         *metrics.Run // Filtered nil without a filter
	Result                     *backtest.Result
	Screens                    []*filter.Screen // one a book; nil without a filter
	Refused                    []Refusal
	Resamples                  int // of the intervals; 0 for 500, below 0 for none
}
