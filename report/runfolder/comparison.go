package runfolder

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/metrics"
)

// A Comparison holds two folders against each other.
type Comparison struct {
	A, B     *Folder
	Config   []Change
	Pairs    []Pair
	Warnings []string

	Filters  *Pairing // the filter of b less that of a; nil where they cannot be paired
	Unpaired string   // why not; "" where neither folder has answers
}

// A Pair is the same arm of the same strategy in both folders.
type Pair struct {
	A, B    *Run
	Metrics []MetricPair // in the order of metrics.All, then others by name
	Trades  TradeChanges
	Days    int // that both have
}

// A MetricPair is a metric of both runs.
type MetricPair struct {
	Metric string
	Known  metrics.Metric // its Key is "" if this version does not know the metric
	A, B   Value
	Delta  Value   // b − a where both are numbers
	Spread *Spread // nil where nothing was resampled
}

// Noise reports whether the difference cannot be told from none: "~" in tables.
func (m MetricPair) Noise() bool { return m.Spread != nil && m.A != m.B && m.Spread.Noise() }

// Compare pairs the runs of two folders and compares each pair.
func Compare(ctx context.Context, a, b *Folder, how Resampling) (*Comparison, error) {
	c := &Comparison{A: a, B: b, Config: ConfigChanges(a.Manifest, b.Manifest)}
	pairs, lonely := PairRuns(a, b)
	for _, k := range lonely {
		c.warn("%s has no counterpart in the other folder", Quoted(k))
	}
	for _, p := range pairs {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		c.compare(&p, how)
		c.Pairs = append(c.Pairs, p)
	}
	if len(c.Pairs) == 0 {
		return nil, fmt.Errorf("%s and %s: no arm of any strategy is in both", Quoted(a.Dir), Quoted(b.Dir))
	}
	return c, c.pairFilters(ctx)
}

// pairFilters holds the two filters against each other, where both are there.
func (c *Comparison) pairFilters(ctx context.Context) error {
	if c.A.Answers == nil && c.B.Answers == nil {
		return nil
	}
	a, err := c.A.Grounds()
	if err != nil {
		return err
	}
	b, err := c.B.Grounds()
	if err != nil {
		return err
	}
	c.Filters, c.Unpaired, err = PairFilters(ctx, b, RefusalsOf(a))
	return err
}

func (c *Comparison) warn(format string, args ...any) {
	c.Warnings = append(c.Warnings, fmt.Sprintf(format, args...))
}

func (c *Comparison) compare(p *Pair, how Resampling) {
	a, b := p.A.Series(), p.B.Series()
	x, y := Common(a, b)
	p.Days = x.Days()
	name := Quoted(p.B.Key.String())
	switch {
	case p.A.Key != p.B.Key:
		c.warn("%s of a is compared with %s of b", Quoted(p.A.Key.String()), name)
	case a.Days() != p.Days || b.Days() != p.Days:
		c.warn("%s: %d days in a, %d in b; ~ is judged on the %d days of both", name, a.Days(), b.Days(), p.Days)
	}
	if p.Days < FewDays {
		c.warn("%s: %d common days, at least %d are needed to tell a difference from noise", name, p.Days, FewDays)
	}
	p.Metrics = compareMetrics(p.A, p.B, Paired(x, y, how))
	p.Trades = CompareTrades(p.A.Trades, p.B.Trades)
}

func compareMetrics(a, b *Run, spreads map[string]Spread) []MetricPair {
	var out []MetricPair
	done := map[string]bool{}
	add := func(key string, known metrics.Metric) {
		x, okX := a.Metrics[key]
		y, okY := b.Metrics[key]
		if done[key] || !okX && !okY {
			return
		}
		done[key] = true
		m := MetricPair{Metric: key, Known: known, A: x, B: y}
		if x.Kind == Number && y.Kind == Number {
			m.Delta = Num(y.Number - x.Number)
			if s, ok := spreads[key]; ok {
				m.Spread = &s
			}
		}
		out = append(out, m)
	}
	for _, m := range metrics.All() {
		add(m.Key, m)
	}
	for _, key := range union(a.Metrics, b.Metrics) {
		add(key, metrics.Metric{})
	}
	return out
}

// PairRuns finds the runs of equal keys, in the order of b; then, where pairs or
// timerange differ, those that are the only one of their strategy and arm in both.
// lonely says which remain.
func PairRuns(a, b *Folder) (pairs []Pair, lonely []string) {
	taken := map[*Run]bool{}
	for _, r := range b.Runs {
		match := a.Run(r.Key)
		if match == nil {
			match = a.only(r.Strategy, r.Arm)
			if match != nil && (b.only(r.Strategy, r.Arm) == nil || b.Run(match.Key) != nil) {
				match = nil
			}
		}
		if match == nil {
			lonely = append(lonely, r.Key.String()+" of b")
			continue
		}
		taken[match] = true
		pairs = append(pairs, Pair{A: match, B: r})
	}
	for _, r := range a.Runs {
		if !taken[r] {
			lonely = append(lonely, r.Key.String()+" of a")
		}
	}
	return pairs, lonely
}

// only is the only run of a strategy and arm, nil if there are several or none.
func (f *Folder) only(strategy, arm string) *Run {
	var found *Run
	for _, r := range f.Runs {
		if r.Strategy == strategy && r.Arm == arm {
			if found != nil {
				return nil
			}
			found = r
		}
	}
	return found
}
