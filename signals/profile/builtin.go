package profile

import "github.com/remora-bt/remora-bt/signals"

// A Profile is a config that is built in, and what it is for.
type Profile struct {
	signals.Config
	Doc string
	// Found is what a run over years of real candles said of it.
	Found string
}

// onReal is where Found was found; docs/reference.md has the figures.
const onReal = "Found on BTC/USDT of 2020 to 2025 with the built-in strategies: "

// All are the profiles that are built in. None uses an input that another
// rule of its own does not need: what it admits for want of data is counted exactly.
func All() []Profile {
	return []Profile{
		{
			Config: signals.Default(),
			Doc: "The production engine: extreme fear, extreme volatility, panic, or a risk score above 0.80, " +
				"from candles and market context.",
			Found: onReal + "profit INCONCLUSIVE, worst days INCONCLUSIVE: it may cut them more than a smaller stake would.",
		},
		{
			Config: Fear(),
			Doc: "Fear & Greed of at most 15 and nothing else: the rule of the published study, as inferred from its reports. " +
				"The score is information only.",
			Found: onReal + "profit HURTS, worst days NO EFFECT: it refuses better trades than those around them.",
		},
		{
			Config: Calm(),
			Doc: "Refuses while the deviation of the last 24 hourly log returns is above the 75 % quantile of its own last 8,760 closed hours " +
				"(at least 720). A plain volatility rule from candles only, the yardstick for any cleverer filter.",
			Found: onReal + "profit NO EFFECT, worst days NO EFFECT: a smaller stake makes them as mild.",
		},
	}
}

// Named is the built-in profile of a name; ok is false if there is none.
func Named(name string) (c signals.Config, ok bool) {
	for _, p := range All() {
		if p.Name == name {
			return p.Config, true
		}
	}
	return signals.Config{}, false
}

// bare is the default profile with no rule left that refuses.
func bare(name string) signals.Config {
	c := signals.Default()
	c.Name, c.Version, c.MaxRisk = name, 1, 1
	f := &c.Flags
	f.ExtremeFear.Blocks, f.HighVolatility.Blocks, f.Panic.Blocks = false, false, false
	c.Expected = signals.Expected{}
	return c
}

// Fear returns the profile "fear": Fear & Greed of at most 15 refuses, nothing else.
func Fear() signals.Config {
	c := bare("fear")
	c.Flags.ExtremeFear.Blocks, c.Expected.FearGreed = true, true
	return c
}

// Calm returns the profile "calm": a high deviation of the hourly returns refuses,
// by the measure of their own last year, nothing else.
func Calm() signals.Config {
	c := bare("calm")
	c.Limits.Sigma.AboveQuantile = signals.Quantile{Level: 0.75, Window: 8760, Minimum: 720}
	return c
}
