package profile_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/profile"
)

func TestDefaultIsValid(t *testing.T) {
	for _, c := range profile.All() {
		if err := c.Validate(); err != nil {
			t.Errorf("profile %s: %v", c.Name, err)
		}
	}
}

// A profile written out reads back as itself.
func TestProfileRoundTrip(t *testing.T) {
	want := signals.Default()
	want.Name, want.MaxRisk, want.Regime.Risk.Choppy = "mine", 0.7, 0.65
	got, err := profile.Parse(profile.YAML(want))
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("profile read back as %+v, want %+v", got, want)
	}
	if got.Hash() != want.Hash() || got.Hash() == signals.Default().Hash() || len(got.Hash()) != 64 {
		t.Errorf("hashes %s and %s of equal profiles, %s of the default", got.Hash(), want.Hash(), signals.Default().Hash())
	}
}

func TestProfileStandsOnDefault(t *testing.T) {
	got, err := profile.Parse([]byte("name: bold\nversion: 3\nweights: {volatility: 0.2}\nexternal: {dxy: {from: 0.02}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := signals.Default()
	want.Name, want.Version, want.Weights.Volatility, want.External.DXY.From = "bold", 3, 0.2, 0.02
	if got != want {
		t.Errorf("profile %+v, want %+v", got, want)
	}
}

func TestProfileRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"unknown key", "name: x\nmax_rsk: 0.7\n", `[2:1] unknown field "max_rsk"`},
		{"unknown weight", "name: x\nweights: {volatilty: 0.7}\n", `[2:11] unknown field "volatilty"`},
		{"weights by position", "name: x\nweights: [0.1, 0.2]\n", "[2:10]"},
		{"negative weight", "name: x\nweights: {regime: -0.1}\n", "weights.regime -0.1: expected a number from 0 to"},
		{"no weight", "name: x\nweights: {volatility: 0, regime: 0, trend_strength: 0, momentum: 0}\n", "weights: they sum to 0"},
		{"no confidence", "name: x\nconfidence: {technical: 0, fear_greed: 0, news_sentiment: 0, liquidations: 0, vix: 0, dxy: 0, funding_rate: 0, btc_dominance: 0, open_interest: 0}\n", "confidence: they sum to 0"},
		{"text", "name: x\nmax_risk: high\n", `[2:11] max_risk: found the text "high", expected a number`},
		{"not a number", "name: x\nmax_risk: .nan\n", "max_risk NaN: expected a number from 0 to 1"},
		{"twice", "name: x\nname: y\n", `mapping key "name" already defined`},
		{"anchor", "name: &a x\n", "[1:7] an anchor (&)"},
		{"alias", "name: *a\n", "[1:7] an alias (*)"},
		{"deep", "name: " + strings.Repeat("[", 60_000), "nested more than 16 deep"},
		{"octal", "name: x\nversion: 010\n", "[2:10] version: found 010, which YAML reads as an octal number"},
		{"no name", "max_risk: 0.7\n", "name is empty"},
		{"the name of another", "name: default\nmax_risk: 0.7\n", `name "default" is that of a built-in profile`},
		{"empty", " \n", "the profile is empty"},
		{"two documents", "name: x\n---\nname: y\n", "more than one YAML document"},
		{"flat ramp", "name: x\nexternal: {vix: {from: 40}}\n", "external.vix: from and to are both 40"},
		{"classes that fall", "name: x\nrisk_classes: {low: 0.5}\n", "risk_classes: moderate 0.4 is below low 0.5"},
		{"length", "name: x\ntrend: {slow: 0}\n", "trend.slow 0: expected a whole number from 1 to 10000"},
		{"two faults", "name: x\nmax_risk: 2\nreduce_from: -1\n", "reduce_from -1"},
		{"not a mapping", "42", ""},
		{"unclosed", "name: [x", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := profile.Parse([]byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("ParseProfile(%q) = %v, want an error with %q", tt.text, err, tt.want)
			}
		})
	}
	path := filepath.Join(t.TempDir(), "big.yaml")
	if err := os.WriteFile(path, []byte("name: "+strings.Repeat("x", 1<<17)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := profile.Read(path); err == nil || !strings.Contains(err.Error(), "more than the 65536 that are allowed") {
		t.Errorf("a profile of 128 KiB: %v", err)
	}
}

func TestSet(t *testing.T) {
	d := signals.Default()
	for _, tt := range []struct {
		setting string
		change  func(*signals.Config)
		name    string
	}{
		{"max_risk=0.7", func(c *signals.Config) { c.MaxRisk = 0.7 }, "max_risk=0.7"},
		{"flag_extreme_fear=20", func(c *signals.Config) { c.Flags.ExtremeFear.AtMost = 20 }, "flags.flag_extreme_fear.at_most=20"},
		{"flag_extreme_fear=false", func(c *signals.Config) { c.Flags.ExtremeFear.Blocks = false }, "flags.flag_extreme_fear.blocks=false"},
		{"flag_downtrend = true", func(c *signals.Config) { c.Flags.Downtrend.Blocks = true }, "flags.flag_downtrend.blocks=true"},
		{"regime.risk.choppy=0.6", func(c *signals.Config) { c.Regime.Risk.Choppy = 0.6 }, "regime.risk.choppy=0.6"},
		{"external.vix.from=30", func(c *signals.Config) { c.External.VIX.From = 30 }, "external.vix.from=30"},
		{"confidence.vix=0", func(c *signals.Config) { c.Confidence.VIX = 0 }, "confidence.vix=0"},
	} {
		want := d
		tt.change(&want)
		want.Name = "default+" + tt.name
		got, err := profile.Set(d, tt.setting)
		if err != nil || got != want {
			t.Errorf("Set(%q) = %+v, %v; want %+v", tt.setting, got, err, want)
		}
		if got.Hash() == d.Hash() {
			t.Errorf("Set(%q) leaves the hash as it was", tt.setting)
		}
	}
}

func TestSetRefuses(t *testing.T) {
	for _, tt := range []struct{ setting, want string }{
		{"max_risk", "expected KEY=VALUE"},
		{"=1", "expected KEY=VALUE"},
		{"max_rsk=1", `setting "max_rsk=1": no key "max_rsk" in a profile`},
		{"flag_fear=1", `no key "flag_fear"`},
		{"max_risk=high", `value "high" is not of the key's kind`},
		{"max_risk={a: 1}", "is not a number, true, false or a word"},
		{"flag_panic=20", "is not of the key's kind"},
	} {
		_, err := profile.Set(signals.Default(), tt.setting)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Set(%q) = %v, want an error with %q", tt.setting, err, tt.want)
		}
	}
	_, err := profile.Set(signals.Default(), "max_rsk=1")
	if unknown := (profile.UnknownKeyError{}); !errors.As(err, &unknown) || unknown.Key != "max_rsk" {
		t.Errorf("Set(max_rsk=1): error %v does not name the key", err)
	}
}

// Every key can be set to a number or a truth, and then changes the hash.
func TestEveryKeyCanBeSet(t *testing.T) {
	keys := profile.Keys()
	for _, want := range []string{"max_risk", "weights.regime", "external.dxy.days", "flags.flag_extreme_fear.at_most", "confidence.technical", "confidence.vix", "volatility.atr.from"} {
		if !slices.Contains(keys, want) {
			t.Errorf("Keys() lacks %s", want)
		}
	}
	for _, k := range keys {
		set, err := profile.Set(signals.Default(), k+"=7")
		if err != nil {
			set, err = profile.Set(signals.Default(), k+"=true")
		}
		set.Name = "default"
		again, _ := profile.Set(signals.Default(), k+"=false")
		again.Name = "default"
		if err != nil || set.Hash() == signals.Default().Hash() && again.Hash() == set.Hash() && k != "name" {
			t.Errorf("key %s: %v, or its setting changes nothing", k, err)
		}
	}
}

func FuzzParseProfile(f *testing.F) {
	f.Add(string(profile.YAML(signals.Default())))
	f.Add("name: x\nweights: {volatility: 1}")
	f.Add("- 1\n- &a [*a]")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		c, err := profile.Parse([]byte(text))
		if err == nil {
			signals.New(c)
		}
	})
}

// The rules that the documentation shows are a profile that says what it shows.
func TestDocumentedProfile(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "formats.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```yaml\nname: mine\nmax_risk: 0.75\n")
	example, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("no profile in docs/formats.md")
	}
	c, err := profile.Parse([]byte("name: mine\nmax_risk: 0.75\n" + example))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range c.May() {
		got = append(got, c.Label(r))
	}
	want := []string{
		"flag_extreme_fear", "flag_high_volatility", "flag_panic", "risk_score", "limit_sigma", "limit_return_24h", "limit_vix",
		"regime", "volatility_classification", "Fed decision", "weekend nights",
	}
	if !slices.Equal(got, want) {
		t.Errorf("it refuses by %q, want %q", got, want)
	}
	for _, set := range []string{"limits.sigma.above_quantile.level=0.8", "limits.vix.above=30", "block_on.regime.bear=true", "off.momentum=true", "calendar.2.hours=0-4"} {
		other, err := profile.Set(c, set)
		if err != nil || !strings.Contains(string(text), set) || other.Validate() != nil {
			t.Errorf("%s is not documented, or not a setting", set)
		}
	}
}
