package study

import (
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// filtersOf are what each filter did, the study's first where a strategy has it.
func filtersOf(p *Plan, fs *Filters, cells []Cell) (out []*Filter) {
	for _, f := range fs.All() {
		var own []Cell
		for _, c := range cells {
			if c.Tested == f {
				own = append(own, c)
			}
		}
		switch one := filterOf(p, f, own); {
		case one == nil:
		case f == fs.Main:
			out = slices.Insert(out, 0, one)
		default:
			out = append(out, one)
		}
	}
	if len(out) == 1 && len(fs.All()) == 1 {
		out[0].Strategies = nil // all of them
	}
	return out
}

// filterOf says which filter was tried on some cells and what it did; nil without one.
// The bars are those of the longest timerange.
func filterOf(p *Plan, f *filter.Filter, cells []Cell) *Filter {
	if f.Spec.Kind == filter.None {
		return nil
	}
	asked := cells[0].Asked
	out := &Filter{Name: asked.Filter, Settings: append([]string{}, asked.FilterSet...), Given: f.Given()}
	for _, c := range cells {
		if !slices.Contains(out.Strategies, c.Strategy) {
			out.Strategies = append(out.Strategies, c.Strategy)
		}
	}
	if f.Engine() {
		out.Profile = &Profile{Name: f.Config.Name, Version: f.Config.Version, SHA256: f.Config.Hash()}
	}
	if longest := longest(cells); f.Engine() && longest.Screens[0].Track.Step != p.Timeframe {
		tf := longest.Screens[0].Track.Step.String()
		out.Judging = &tf
	}
	if p.Study.RiskPair != "" {
		out.RiskPair = &p.Study.RiskPair
	}
	longest := longest(cells)
	var bars, entries filter.Health
	for i, b := range longest.Books {
		h := longest.Screens[i].Health(b.Tape.Warm, b.Tape.Len())
		out.Pairs = append(out.Pairs, PairRows{Pair: b.Tape.Pair, Rows: rowsOf(f, h)})
		bars = together(bars, h)
	}
	for i := range cells {
		entries = together(entries, cells[i].entries())
	}
	out.Bars, out.Entries = rowsOf(f, bars), rowsOf(f, entries)
	return out
}

// longest is the cell that trades on the most candles.
func longest(cells []Cell) *Cell {
	most := &cells[0]
	for i := range cells {
		if cells[i].tested() > most.tested() {
			most = &cells[i]
		}
	}
	return most
}

// tested is the number of candles that a cell trades on.
func (c *Cell) tested() (n int) {
	for _, b := range c.Books {
		n += b.Tape.Len() - b.Tape.Warm
	}
	return n
}

// entries is what the filter said of a cell's entry signals.
func (c *Cell) entries() (all filter.Health) {
	for i, b := range c.Books {
		rows := make([]int, len(b.Opps))
		for k, o := range b.Opps {
			rows[k] = o.Signal
		}
		all = together(all, c.Screens[i].HealthOf(rows))
	}
	return all
}

// together is the health of the rows of both.
func together(a, b filter.Health) filter.Health {
	sum := a
	sum.Rows, sum.Blocked, sum.Unsure = a.Rows+b.Rows, a.Blocked+b.Blocked, a.Unsure+b.Unsure
	sum.Judged, sum.Warm = a.Judged+b.Judged, a.Warm+b.Warm
	for r := range b.By {
		sum.By[r] += b.By[r]
	}
	for c := range b.Classes {
		sum.Classes[c] += b.Classes[c]
	}
	for r := range b.Regimes {
		sum.Regimes[r] += b.Regimes[r]
	}
	for s, k := range b.Series {
		sum.Series[s].Fresh += k.Fresh
		sum.Series[s].Stale += k.Stale
		sum.Series[s].Absent += k.Absent
	}
	if sum.Judged > 0 {
		sum.Confidence = (float64(a.Confidence*float64(a.Judged)) + float64(b.Confidence*float64(b.Judged))) / float64(sum.Judged)
		sum.Risk = (float64(a.Risk*float64(a.Judged)) + float64(b.Risk*float64(b.Judged))) / float64(sum.Judged)
	}
	return sum
}

// rowsOf writes a health out. Rows that the engine did not reach are of unknown
// class and regime and without any reading.
func rowsOf(f *filter.Filter, h filter.Health) Rows {
	out := Rows{Count: h.Rows, Blocked: portion(h.Blocked, h.Rows), FailOpen: portion(h.Unsure, h.Rows), By: []Named{}}
	for _, r := range f.May() {
		out.By = append(out.By, Named{Name: f.Config.Label(r), Portion: portion(h.By[r], h.Rows)})
	}
	if !f.Engine() {
		return out
	}
	missed := h.Rows - h.Judged
	e := &Engine{Judged: portion(h.Judged, h.Rows), Warm: portion(h.Warm, h.Rows)}
	if h.Judged > 0 {
		e.Confidence = &h.Confidence
	}
	for _, c := range append(signals.RiskClasses(), 0) {
		e.Classes = append(e.Classes, named(c.String(), h.Classes[c], missed, h.Rows))
	}
	for _, r := range append(signals.Regimes(), 0) {
		e.Regimes = append(e.Regimes, named(r.String(), h.Regimes[r], missed, h.Rows))
	}
	for s, k := range h.Series {
		e.Series = append(e.Series, Supply{
			Series: data.Series(s).String(), Fresh: portion(k.Fresh, h.Rows), Stale: portion(k.Stale, h.Rows), Absent: portion(k.Absent+missed, h.Rows),
		})
	}
	out.Engine = e
	return out
}

// named is the portion of a class or regime; that of no opinion has the rows too
// that the engine did not reach.
func named(name string, n, missed, of int) Named {
	if name == "" {
		return Named{Name: Unknown, Portion: portion(n+missed, of)}
	}
	return Named{Name: name, Portion: portion(n, of)}
}

func portion(n, of int) Portion {
	p := Portion{Count: n}
	if of > 0 {
		share := float64(n) / float64(of)
		p.Share = &share
	}
	return p
}
