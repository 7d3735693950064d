package signals

import "github.com/remora-bt/remora-bt/data"

// A gauge follows one number for one quantile of the profile.
type gauge struct {
	number Number
	*trailing
	event data.Instant // of the newest value of a published series
}

// newGauges are those of a profile's quantiles, in their order.
func newGauges(a *assessor) []gauge {
	var out []gauge
	for _, b := range a.bounds {
		if b.quantile >= 0 {
			out = append(out, gauge{number: b.number, trailing: newTrailing(a.quantiles[b.quantile])})
		}
	}
	return out
}

// updates says what is new with a bar.
type updates struct {
	hour, day bool // a closed candle
	published Set  // readings
}

// measure takes what is new into their windows, the numbers of the answer as they are
// without it, and reports whether a quantile has changed.
func (e *Engine) measure(due updates) (changed bool) {
	for i := range e.gauges {
		g := &e.gauges[i]
		k := &numbers[g.number]
		x, ok := e.last.Number(g.number)
		switch {
		case !ok:
			continue
		case k.pace == hourly && due.hour, k.pace == daily && due.day:
			g.push(x)
		case k.pace == published && due.published.Has(k.series):
			if event := e.in.Readings[k.series].Event; event != g.event {
				g.event = event
				g.push(x)
			} else {
				g.revise(x)
			}
		default:
			continue
		}
		level := Level{}
		level.X, level.Ok = g.quantile()
		if level != e.in.Levels[i] {
			e.in.Levels[i], changed = level, true
		}
	}
	return changed
}
