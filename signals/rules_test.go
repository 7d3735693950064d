package signals_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/explain"
	"github.com/remora-bt/remora-bt/signals/profile"
)

func parse(t testing.TB, text string) signals.Config {
	t.Helper()
	c, err := profile.Parse([]byte("name: x\nmax_risk: 1\nflags: {flag_extreme_fear: {blocks: false}, flag_high_volatility: {blocks: false}, flag_panic: {blocks: false}}\n" + text + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A limit speaks of the number of its name: it refuses beyond it and not on it.
func TestLimits(t *testing.T) {
	in := complete(rand.New(rand.NewPCG(1, 2)))
	in.HourReturn, in.DayReturn = 0.01, 0.02 // numbers that fixed texts hold exactly enough
	free := parse(t, "")
	a := free.Assess(in, noon)
	if !a.Safe() || a.Unsure || len(free.May()) > 0 {
		t.Fatalf("a profile without rules refuses by %q, unsure %t, may by %v", a.Blocked, a.Unsure, free.May())
	}
	for n := signals.Number(0); n <= signals.NumberNews; n++ {
		x, ok := a.Number(n)
		if !ok {
			t.Fatalf("%s is not known", n)
		}
		want := map[signals.Number]float64{
			signals.NumberRisk: a.Risk, signals.NumberConfidence: 1, signals.NumberRiskVolatility: a.Summands[0], signals.NumberRiskRegime: a.Summands[1],
			signals.NumberRiskTrend: a.Summands[2], signals.NumberRiskMomentum: a.Summands[3], signals.NumberRiskExternal: a.Summands[4],
			signals.NumberVolatility: in.Volatility, signals.NumberSigma: in.Sigma, signals.NumberATRRatio: in.ATRRatio, signals.NumberBand: in.BandWidth,
			signals.NumberADX: in.ADX, signals.NumberRSI: in.RSI, signals.NumberReturn1h: 0.01, signals.NumberReturn24h: 0.02,
			signals.NumberDailyRatio: in.DailyClose/100 - 1, signals.NumberFearGreed: in.Readings[data.FearGreed].Value, signals.NumberVIX: in.Readings[data.VIX].Value,
			signals.NumberDXY: 120, signals.NumberDXYChange: in.DollarChange, signals.NumberFunding: in.Readings[data.FundingRate].Value,
			signals.NumberDominance: 50, signals.NumberOpenInterest: 1, signals.NumberLiquidations: 1, signals.NumberNews: in.Readings[data.NewsSentiment].Value,
		}
		if x != want[n] {
			t.Errorf("%s is %v, want %v", n, x, want[n])
		}
		for _, tt := range []struct {
			side    string
			at      float64
			refused bool
		}{
			{"above", x, false},
			{"above", x - 1e-9, true},
			{"below", x, false},
			{"below", x + 1e-9, true},
		} {
			c := free
			text := fmt.Sprintf("limits.%s.%s=%v", n, tt.side, tt.at)
			c = set1(t, c, text)
			got := c.Assess(in, noon)
			if got.Safe() == tt.refused || tt.refused && got.Blocked != 1<<signals.LimitTo(n) || !slices.Equal(c.May(), []signals.Reason{signals.LimitTo(n)}) {
				t.Errorf("%s: refused by %q, want %t", text, got.Blocked, tt.refused)
			}
			if tt.refused && got.Blocked.String() != "limit_"+n.String() {
				t.Errorf("%s: refused by %q", text, got.Blocked)
			}
			if back := set1(t, c, fmt.Sprintf("limits.%s.%s=none", n, tt.side)); back.Limits != (signals.Limits{}) {
				t.Errorf("%s is not taken back by none", text)
			}
		}
	}
}

// Chosen classes refuse, others do not.
func TestBlockOn(t *testing.T) {
	in := complete(rand.New(rand.NewPCG(1, 2)))
	for _, key := range profile.Keys() {
		rest, ok := strings.CutPrefix(key, "block_on.")
		if !ok {
			continue
		}
		scale, class, _ := strings.Cut(rest, ".")
		c := set1(t, parse(t, ""), key+"=true")
		hits := 0
		rng := rand.New(rand.NewPCG(3, 3))
		for range 3_000 {
			in.Regime = signals.Bull + signals.Regime(rng.IntN(6))
			in.Trend, in.ADX = signals.Sideways+signals.Trend(rng.IntN(3)), 60
			in.Volatility, in.RSI = rng.Float64(), 100*rng.Float64()
			in.Readings[data.FearGreed].Value = float64(10 + rng.IntN(30))
			in.Readings[data.VIX].Value = 20
			a := c.Assess(in, noon)
			now := map[string]string{
				"regime": a.Regime.String(), "risk_class": a.Class.String(), "volatility_classification": a.VolClass.String(),
				"trend_classification": a.Trend.String(), "momentum_classification": a.Momentum.String(),
			}[scale]
			if a.Safe() == (now == class) || !a.Safe() && a.Blocked.String() != scale {
				t.Fatalf("%s: refused by %q where it is %s", key, a.Blocked, now)
			}
			if !a.Safe() {
				hits++
			}
		}
		if hits == 0 {
			t.Errorf("%s refuses nothing", key)
		}
	}
}

// What is off adds nothing and never rises; the rest is as it was.
func TestOff(t *testing.T) {
	in := complete(rand.New(rand.NewPCG(1, 2)))
	in.Volatility, in.Regime, in.Trend = 0.9, signals.Panic, signals.Downtrend
	in.DailyClose = 90
	in.Readings[data.FearGreed].Value = 9
	in.Readings[data.VIX].Known -= data.Instant(9 * data.Day)
	every := parse(t, "")
	base := every.Assess(in, noon)
	for p := range signals.NumParts {
		c := set1(t, every, "off."+p.String()+"=true")
		a := c.Assess(in, noon)
		for q := range signals.NumParts {
			want := base.Summands[q]
			if q == p {
				want = 0
			}
			if a.Summands[q] != want || a.Heard.Has(q) != (q != p) {
				t.Errorf("without %s: summand of %s is %v, heard %t", p, q, a.Summands[q], a.Heard.Has(q))
			}
		}
		if a.VolClass != base.VolClass || a.Momentum != base.Momentum || a.Flags != base.Flags || a.Confidence != base.Confidence || a.Unsure {
			t.Errorf("without %s: %+v, want classes, flags and confidence of %+v", p, a, base)
		}
		if text := strings.Join(explain.Reasoning(&c, &a), "; "); strings.Contains(text, "No opinion") {
			t.Errorf("without %s: %s", p, text)
		}
	}
	for f := signals.FlagExtremeFear; f < signals.RiskScore; f++ {
		if !base.Flags.Has(f) {
			t.Fatalf("%s is not up", f)
		}
		c := set1(t, set1(t, every, "flags."+f.String()+".blocks=true"), "off."+f.String()+"=true")
		if a := c.Assess(in, noon); a.Flags != base.Flags&^(1<<f) || !a.Safe() || len(c.May()) > 0 {
			t.Errorf("%s is off: flags %q, refused by %q, may by %v", f, a.Flags, a.Blocked, c.May())
		}
	}
}

// A calendar rule holds at the time of the decision, from its first moment up to its
// last, which is not in it.
func TestCalendar(t *testing.T) {
	for _, tt := range []struct {
		rule    string
		in, out []string
	}{
		{"weekdays: sat", []string{"2024-03-23 00:00", "2024-03-23 23:59:59"}, []string{"2024-03-22 23:59:59", "2024-03-24"}},
		{"weekdays: fri-mon", []string{"2024-03-22", "2024-03-24 12:00", "2024-03-25 23:55"}, []string{"2024-03-26", "2024-03-21 23:55"}},
		{"weekdays: [tue, thu]", []string{"2024-03-19", "2024-03-21"}, []string{"2024-03-20", "2024-03-22"}},
		{"weekdays: Mon-Sun", []string{"2024-03-18", "2024-03-20", "2024-03-24"}, nil},
		{"hours: 13", []string{"2024-03-20 13:00", "2024-03-20 13:59:59"}, []string{"2024-03-20 12:59:59", "2024-03-20 14:00"}},
		{"hours: 22-2", []string{"2024-03-20 22:00", "2024-03-20 00:00", "2024-03-20 01:59"}, []string{"2024-03-20 02:00", "2024-03-20 21:59"}},
		{"hours: [0-1, 22-24]", []string{"2024-03-20 00:30", "2024-03-20 23:59"}, []string{"2024-03-20 01:00", "2024-03-20 21:59"}},
		{"hours: 13-15\n    weekdays: wed", []string{"2024-03-20 13:00"}, []string{"2024-03-21 13:00", "2024-03-20 15:00"}},
		{"dates: [2024-12-25, 2024-12-24]", []string{"2024-12-24", "2024-12-25 23:59"}, []string{"2024-12-26", "2024-12-23 23:59"}},
		{"windows: 2024-03-20T17:00/19:00", []string{"2024-03-20 17:00", "2024-03-20 18:59:59"}, []string{"2024-03-20 16:59:59", "2024-03-20 19:00", "2024-03-21 17:00"}},
		{"windows: [2024-03-20T23:00/2024-03-21T01:00, 2024-03-20T17:00/23:30]", []string{"2024-03-20 22:59", "2024-03-21 00:59"}, []string{"2024-03-21 01:00"}},
		{"windows: 2024-03-20T17:00/19:00\n    dates: 2024-03-22\n    hours: 18", []string{"2024-03-20 18:00", "2024-03-22 18:30"}, []string{"2024-03-20 17:30", "2024-03-22 17:00"}},
	} {
		c := parse(t, "calendar:\n  - reason: unused\n    dates: 1999-01-01\n  - reason: a reason\n    "+tt.rule)
		for _, part := range []struct {
			times []string
			want  bool
		}{{tt.in, true}, {tt.out, false}} {
			for _, text := range part.times {
				a := c.Assess(signals.Inputs{}, at(t, text))
				if a.Safe() == part.want || part.want && (a.Blocked != 1<<signals.CalendarRuleOf(1) || strings.Join(c.Labels(a.Blocked), "|") != "a reason") {
					t.Errorf("%s: at %s refused by %q, want %t", tt.rule, text, c.Labels(a.Blocked), part.want)
				}
				if a.Unsure {
					t.Errorf("%s: at %s unsure, though a calendar needs no input", tt.rule, text)
				}
			}
		}
		if again, err := profile.Parse(profile.YAML(c)); err != nil || again != c || again.Hash() != c.Hash() {
			t.Errorf("%s: read back as %+v, %v", tt.rule, again.Calendar, err)
		}
	}
}

// The engine opens and shuts a calendar's windows between closed hours too.
func TestCalendarByTheBar(t *testing.T) {
	tape := worlds.Flat(t, 30)
	track := signals.Replay(tape, parse(t, "calendar: [{reason: x, windows: \"2022-01-01T00:20/00:45\"}]"))
	for row := range tape.Len() {
		now := tape.Time(row + 1)
		want := now >= at(t, "2022-01-01 00:20") && now < at(t, "2022-01-01 00:45")
		if a := track.At(row); a.Safe() == want {
			t.Errorf("decided at %s: refused by %q, want %t", now, a.Blocked, want)
		}
	}
}

// Every number of a rule has a path.
func TestSetRules(t *testing.T) {
	c := parse(t, "calendar: [{reason: x, weekdays: sat, hours: 13-15}]")
	for setting, change := range map[string]func(*signals.Config){
		"limits.sigma.above_quantile.level=0.8":   func(c *signals.Config) { c.Limits.Sigma.AboveQuantile.Level = 0.8 },
		"limits.sigma.above_quantile.window=100":  func(c *signals.Config) { c.Limits.Sigma.AboveQuantile.Window = 100 },
		"limits.sigma.below_quantile.minimum=100": func(c *signals.Config) { c.Limits.Sigma.BelowQuantile.Minimum = 100 },
		"limits.return_24h.below=-0.05":           func(c *signals.Config) { c.Limits.Return24h.Below = signals.Bound{X: -0.05, Given: true} },
		"block_on.regime.bear=true":               func(c *signals.Config) { c.BlockOn.Regime.Bear = true },
		"off.momentum=true":                       func(c *signals.Config) { c.Off.Momentum = true },
		"calendar.1.hours=14-16":                  func(c *signals.Config) { c.Calendar[0].Hours = "14-16" },
		"calendar.1.hours=14":                     func(c *signals.Config) { c.Calendar[0].Hours = "14" },
		"calendar.1.weekdays=sun":                 func(c *signals.Config) { c.Calendar[0].Weekdays = "sun" },
	} {
		want := c
		change(&want)
		want.Name = "x+" + setting
		if got, err := profile.Set(c, setting); err != nil || got != want || got.Hash() == c.Hash() {
			t.Errorf("Set(%q): %v, %+v", setting, err, got)
		}
	}
	for setting, want := range map[string]string{
		"calendar.2.hours=1":  "the profile has 1 calendar rules: expected a path as in calendar.1.hours",
		"calendar.0.hours=1":  "the profile has 1 calendar rules",
		"calendar.hours=1":    "the profile has 1 calendar rules",
		"calendar.1.hour=1":   `no key "hour" in a profile: did you mean "hours"?`,
		"limits.sigm.above=1": `no key "sigm" in a profile: did you mean "sigma"?`,
		"limits.vix.above=x":  `value "x" is not of the key's kind`,
	} {
		if _, err := profile.Set(c, setting); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Set(%q): %v, want an error with %q", setting, err, want)
		}
	}
}
