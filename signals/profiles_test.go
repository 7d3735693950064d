package signals_test

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
	"github.com/remora-bt/remora-bt/signals/profile"
)

// short is a profile whose quantiles, classes, calendar and parts are all in use, with
// windows that a random tape of some weeks fills.
func short(t testing.TB) signals.Config {
	t.Helper()
	c, err := profile.Parse([]byte(`
name: short
max_risk: 0.9
off: {momentum: true, flag_downtrend: true}
limits:
  sigma: {above_quantile: {level: 0.9, window: 200, minimum: 50}}
  risk_score: {above_quantile: {level: 0.95, window: 150, minimum: 60}}
  funding_rate: {below_quantile: {level: 0.1, window: 20, minimum: 3}}
  risk_confidence: {below_quantile: {level: 0.05, window: 100, minimum: 100}}
  daily_ratio: {below: -0.2}
  vix: {above: 52}
flags: {flag_bear_market: {days: 5}}
block_on: {regime: {panic: true}, momentum_classification: {overbought: true}}
calendar:
  - {reason: weekend nights, weekdays: [sat, sun], hours: 0-2}
  - {reason: Fed, windows: 2022-01-26T19:00/21:00}
`))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// everyProfile are the built-in profiles and short.
func everyProfile(t testing.TB) []signals.Config {
	var out []signals.Config
	for _, p := range profile.All() {
		if p.Doc == "" {
			t.Errorf("profile %s has no doc", p.Name)
		}
		out = append(out, p.Config)
	}
	return append(out, short(t))
}

// The laws of the engine hold for every profile: live equals replay, what is
// remembered is nothing but speed, the past is not changed by what follows, and
// without a series the answer is that of a tape without it.
func TestLawsOfEveryProfile(t *testing.T) {
	tape := worlds.Restless(t, 10_000, 11)
	for _, cfg := range everyProfile(t) {
		t.Run(cfg.Name, func(t *testing.T) {
			track := signals.Replay(tape, cfg)
			liveEquals(t, tape, track)
			prefixes(t, tape, track)
			fresh(t, tape, track)
			removals(t, tape, track)
		})
	}
}

// Real years obey the laws too.
func TestLawsOnRealYears(t *testing.T) {
	if testing.Short() {
		t.Skip("replays six years a dozen times")
	}
	tape, _ := realTape(t, "BTC/USDT")
	for _, p := range profile.All()[1:] { // TestRealYears has the default
		t.Run(p.Name, func(t *testing.T) {
			track := signals.Replay(tape, p.Config)
			liveEquals(t, tape, track)
			prefixes(t, tape, track)
			h := filter.HealthOfTrack(track, 0, track.Len())
			t.Logf("%s: %.3f %% of %d bars refused, %.3f %% admitted for want of data", p.Name, 100*float64(h.Blocked)/float64(h.Rows), h.Rows, 100*float64(h.Unsure)/float64(h.Rows))
		})
	}
}

func fresh(t *testing.T, tape *data.Tape, track *signals.Track) {
	t.Helper()
	for row := 0; row < tape.Len(); row += 7 {
		a := track.At(row)
		if want := track.Config.Assess(a.Inputs, a.At); a != want {
			t.Fatalf("at %s: %+v, assessed afresh %+v", a.At, a, want)
		}
	}
}

func removals(t *testing.T, tape *data.Tape, track *signals.Track) {
	t.Helper()
	for s := range data.NumSeries {
		left := *tape.Context()
		left[s] = nil
		want := signals.Replay(tape.With(&left), track.Config)
		got := track.Without(s)
		for row := range tape.Len() {
			if g, w := got.At(row), want.At(row); g.Blocked != w.Blocked || g.Unsure != w.Unsure || g.Risk != w.Risk || g.Confidence != w.Confidence || g.Levels != w.Levels {
				t.Fatalf("without %s at %s: refused by %q, unsure %t, risk %v; a tape without it says %q, %t, %v",
					s, g.At, g.Blocked, g.Unsure, g.Risk, w.Blocked, w.Unsure, w.Risk)
			}
		}
	}
}

// The profile calm is its definition, worked out the long way: log returns of the
// closes of whole hours, their deviation over 24, and the 75 % quantile of the last
// 8,760 of those, the newest among them, once there are 720.
func TestCalmIsItsDefinition(t *testing.T) {
	tape := worlds.Restless(t, 12*1_500, 21)
	track := signals.Replay(tape, profile.Calm())
	var closes, sigmas []float64
	limit, known, refused := 0.0, false, 0
	for row := range tape.Len() {
		now := tape.Time(row + 1)
		if now == now.Day().Add(data.Timeframe(now-now.Day())/data.Hour*data.Hour) && row >= 11 {
			closes = append(closes, tape.Closes()[row])
			if n := len(closes); n > 24 {
				sigma := track.Said(row).Sigma
				if want := deviation(closes[n-25:]); math.Abs(sigma-want) > 1e-12 {
					t.Fatalf("row %d: sigma %v, want %v", row, sigma, want)
				}
				sigmas = append(sigmas, sigma)
				level, _ := stats.Quantiles(sigmas[max(0, len(sigmas)-8760):], 0.75)
				limit, known = level[0], len(sigmas) >= 720
			}
		}
		want := known && sigmas[len(sigmas)-1] > limit
		a := track.At(row)
		if a.Safe() == want || a.Unsure == known || known && a.Levels[0].X != limit {
			t.Fatalf("row %d: refused by %q, unsure %t, level %v; want refused %t, known %t, level %v", row, a.Blocked, a.Unsure, a.Levels[0].X, want, known, limit)
		}
		if want {
			refused++
		}
	}
	if refused < 100 {
		t.Errorf("%d rows refused: the test sees too few", refused)
	}
}

// deviation is the sample deviation of the log returns of some closes.
func deviation(closes []float64) float64 {
	var rs []float64
	sum := 0.0
	for i := 1; i < len(closes); i++ {
		r := math.Log(closes[i] / closes[i-1])
		rs = append(rs, r)
		sum += r
	}
	mean, squares := sum/float64(len(rs)), 0.0
	for _, r := range rs {
		squares += (r - mean) * (r - mean)
	}
	return math.Sqrt(squares / float64(len(rs)-1))
}
