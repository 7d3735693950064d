package gate

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/portable"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// The drift of a run is how it differs from the same run of the baseline, run −
// baseline:
//
//	drift.same_trades             true if every trade is the same
//	drift.METRIC                  difference of a metric of summary.json
//	drift.METRIC.lo .hi .p        its 95 % interval by the paired stationary bootstrap over
//	                              the daily returns, and the p-value of no difference,
//	                              for the metrics of resampled
//	drift.daily_return_mean       difference of the mean daily returns on the common days
//	drift.risk_score.psi .ks      population stability index and Kolmogorov-Smirnov
//	                              distance of the risk scores, all candles together
//	drift.regime.psi .share       the index of the regimes, and the largest change of a
//	                              regime's share of the candles
//	drift.profit drift.risk       how the run's filter stands to the baseline's, and the
//	                              figures of that test, see duels
const driftPrefix = "drift."

// resampled are the metrics that follow from daily returns alone.
var resampled = []string{runfolder.MeanReturn, "daily_sharpe", "daily_sortino", "volatility", "max_drawdown_mtm", "ulcer_index"}

// distances are the figures of drift that are about the signals, not about runs.
var distances = []string{"risk_score.psi", "risk_score.ks", "regime.psi", "regime.share"}

// A drifter measures the drift of one run against a baseline.
type drifter struct {
	now, base *Baseline
	how       runfolder.Resampling
	spreads   map[runfolder.Key]map[string]runfolder.Spread

	filters  *runfolder.Pairing
	unpaired string
	worth    verdict.Worthwhile
}

func newDrifter(now, base *Baseline, how runfolder.Resampling) *drifter {
	return &drifter{now: now, base: base, how: how, spreads: map[runfolder.Key]map[string]runfolder.Spread{}}
}

// of is a figure of drift of an arm; why says why it is undefined.
func (d *drifter) of(k runfolder.Key, name string) (v runfolder.Value, why string) {
	now, base := d.now.find(k), d.base.find(k)
	if now == nil || base == nil {
		return v, "the baseline has no such run"
	}
	if name == "same_trades" {
		return truth(now.Trades == base.Trades), ""
	}
	metric, end := name, ""
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		metric, end = name[:i], name[i+1:]
	}
	if end != "" {
		return d.interval(k, now, base, metric, end)
	}
	if metric == runfolder.MeanReturn {
		x, y := runfolder.Common(base.Days, now.Days)
		a, okA := x.Daily(metric)
		b, okB := y.Daily(metric)
		if !okA || !okB {
			return v, "the runs have no day in common"
		}
		return runfolder.Num(b - a), ""
	}
	a, b := base.Metrics[metric], now.Metrics[metric]
	switch {
	case a.Kind != runfolder.Number:
		return v, "undefined in the baseline"
	case b.Kind != runfolder.Number:
		return v, "undefined in the run"
	}
	return runfolder.Num(b.Number - a.Number), ""
}

func (d *drifter) interval(k runfolder.Key, now, base *BaselineRun, metric, end string) (v runfolder.Value, why string) {
	spreads, ok := d.spreads[k]
	if !ok {
		spreads = runfolder.Paired(base.Days, now.Days, d.how)
		d.spreads[k] = spreads
	}
	s, ok := spreads[metric]
	if !ok {
		return v, "too few days in common to resample, or undefined on them"
	}
	switch end {
	case "lo":
		return runfolder.Num(s.Delta.Lo), ""
	case "hi":
		return runfolder.Num(s.Delta.Hi), ""
	default:
		return runfolder.Num(s.P), ""
	}
}

func truth(b bool) runfolder.Value {
	v := runfolder.Value{Kind: runfolder.Truth}
	if b {
		v.Number = 1
	}
	return v
}

// distance is a figure of the signals of all pairs, or of some.
func (d *drifter) distance(name string, pairs []string) (v runfolder.Value, why string) {
	base, now := gather(d.base.Signals, pairs), gather(d.now.Signals, pairs)
	number := func(x float64, ok bool) (runfolder.Value, string) {
		if !ok {
			return v, "one of the runs has no such signals"
		}
		return runfolder.Num(x), ""
	}
	switch name {
	case "risk_score.psi":
		return number(stats.StabilityIndex(scores(base), scores(now), 10))
	case "risk_score.ks":
		return number(stats.KolmogorovSmirnov(scores(base), scores(now)))
	case "regime.psi":
		psi, _, ok := regimes(base, now)
		return number(psi, ok)
	default:
		_, share, ok := regimes(base, now)
		return number(share, ok)
	}
}

// gather adds the counts of some pairs up, of all if none is named.
func gather(by map[string]*runfolder.Census, pairs []string) *runfolder.Census {
	out := &runfolder.Census{Scores: map[string]int{}, Regimes: map[string]int{}}
	for pair, c := range by {
		if len(pairs) > 0 && !slices.Contains(pairs, pair) {
			continue
		}
		for k, n := range c.Scores {
			out.Scores[k] += n
		}
		for k, n := range c.Regimes {
			out.Regimes[k] += n
		}
	}
	return out
}

// scores are the risk scores one by one, ascending. A count that is not believable
// is cut: no history has a hundred million candles.
func scores(c *runfolder.Census) []float64 {
	var out []float64
	for _, key := range slices.Sorted(maps.Keys(c.Scores)) {
		x, err := strconv.ParseFloat(key, 64)
		if err != nil {
			continue
		}
		for range min(c.Scores[key], 100_000_000-len(out)) {
			out = append(out, x)
		}
	}
	return out
}

// regimes compares shares of candles:
//
//	PSI = Σ (a − e)·ln(a/e),   share = (count + ½)/(n + ½·regimes)
//
// and the largest difference of the bare shares. Undefined if either has none.
func regimes(base, now *runfolder.Census) (psi, share float64, ok bool) {
	names := map[string]bool{}
	var n, m float64
	for k, c := range base.Regimes {
		names[k] = true
		n += float64(c)
	}
	for k, c := range now.Regimes {
		names[k] = true
		m += float64(c)
	}
	if n <= 0 || m <= 0 {
		return 0, 0, false
	}
	half := float64(0.5 * float64(len(names)))
	for _, k := range slices.Sorted(maps.Keys(names)) {
		x, y := float64(base.Regimes[k]), float64(now.Regimes[k])
		e, a := (x+0.5)/(n+half), (y+0.5)/(m+half)
		psi += float64((a - e) * portable.Log(a/e))
		share = math.Max(share, math.Abs(y/m-x/n))
	}
	return psi, share, true
}
