package study

import (
	"context"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// feeSweep are the fees at which every filter is tried again, besides the study's.
var feeSweep = []float64{0, 0.00025, 0.0005, 0.00075, 0.001, 0.0015, 0.002}

// compare says of every cell what its filter is worth, and of all together. It does
// nothing without a filter.
func (p *Plan) compare(ctx context.Context, cells []Cell) (*verdict.Joint, error) {
	var all []*verdict.Comparison
	var s forms
	for i := range cells {
		c := &cells[i]
		if c.Screens == nil {
			continue
		}
		parallel.Tell(ctx, "comparing", i, len(cells))
		settle(c.Books)
		if !slices.Equal(c.Screens, s.screens) { // strategies of equal warm-up share theirs
			s = formsOf(c)
		}
		var err error
		if c.Comparison, err = verdict.Cell(ctx, p.comparison(c, &s)); err != nil {
			return nil, err
		}
		all = append(all, c.Comparison)
	}
	if len(all) == 0 {
		return nil, nil
	}
	parallel.Tell(ctx, "comparing", len(cells), len(cells))
	return verdict.Together(ctx, all, p.Worthwhile())
}

// The forms of some screens are what they say, row by row, as a comparison
// takes it.
type forms struct {
	screens  []*filter.Screen
	mask     []*data.Mask
	quality  [][]verdict.Quality
	labels   []verdict.Labels  // of the engine alone
	variants []verdict.Variant // the same
}

func formsOf(c *Cell) forms {
	s := forms{screens: c.Screens, mask: masksOf(c.Screens), quality: qualities(c.Screens)}
	if c.Tested.Engine() {
		s.labels, s.variants = labelsOf(c.Screens), ablations(c)
	}
	return s
}

// settle works out every outcome, after which goroutines may share the books.
func settle(books []*backtest.Book) {
	for _, b := range books {
		b.Settle()
	}
}

// comparison is what compare needs of a cell.
func (p *Plan) comparison(c *Cell, s *forms) verdict.Input {
	fees := append(slices.Clone(feeSweep), c.Books[0].Rules.Fee)
	slices.Sort(fees)
	worthwhile := p.Worthwhile()
	return verdict.Input{
		Strategy: c.Strategy, Filter: c.Asked.Filter, Books: c.Books, Mask: s.mask, Wallet: c.Wallet,
		Seed: p.Study.Draws(), Fees: slices.Compact(fees), Quality: s.quality, Labels: s.labels, Variants: s.variants,
		Worthwhile: &worthwhile, Doubts: c.Origin.doubts(),
	}
}

func masksOf(screens []*filter.Screen) []*data.Mask {
	out := make([]*data.Mask, len(screens))
	for i, s := range screens {
		out[i] = s.Mask()
	}
	return out
}

// qualities tell rows on which the filter knew nothing, or had only old readings.
func qualities(screens []*filter.Screen) [][]verdict.Quality {
	out := make([][]verdict.Quality, len(screens))
	for i, s := range screens {
		out[i] = make([]verdict.Quality, len(s.Blocked))
		for row := range out[i] {
			a, ok := s.Said(row)
			switch {
			case ok && s.Unsure[row] && a.Stale.Has(data.FearGreed):
				out[i][row] = verdict.Stale
			case s.Unsure[row]:
				out[i][row] = verdict.Defaulted
			}
		}
	}
	return out
}

// labelsOf sort the rows by what the engine said.
func labelsOf(screens []*filter.Screen) []verdict.Labels {
	regimes, classes := signals.Regimes(), signals.RiskClasses()
	label := func(name string, values []string, bits bool, of func(a *signals.Said) uint16) verdict.Labels {
		l := verdict.Labels{Name: name, Values: values, Bits: bits, Rows: make([][]uint16, len(screens))}
		for i, s := range screens {
			l.Rows[i] = make([]uint16, len(s.Blocked))
			for row := range l.Rows[i] {
				if a, ok := s.Said(row); ok {
					l.Rows[i][row] = of(a)
				} else if !bits {
					l.Rows[i][row] = uint16(len(values)) // no group
				}
			}
		}
		return l
	}
	index := func(i, n int) uint16 {
		if i < 0 {
			return uint16(n)
		}
		return uint16(i)
	}
	var may []signals.Reason // at most 16
	var reasons []string
	if len(screens) > 0 && screens[0].Track != nil {
		config := &screens[0].Track.Config
		may = config.May()
		for _, r := range may {
			reasons = append(reasons, config.Label(r))
		}
	}
	bits := func(a *signals.Said) (bits uint16) {
		for i, r := range may {
			if a.Blocked.Has(r) {
				bits |= 1 << i
			}
		}
		return bits
	}
	return []verdict.Labels{
		label("regime", namesOf(regimes), false, func(a *signals.Said) uint16 { return index(slices.Index(regimes, a.Regime), len(regimes)) }),
		label("risk_class", namesOf(classes), false, func(a *signals.Said) uint16 { return index(slices.Index(classes, a.Class), len(classes)) }),
		label("reason", reasons, true, bits),
	}
}

func namesOf[T interface{ String() string }](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.String()
	}
	return out
}

// ablations are the engine without each input that is there.
func ablations(c *Cell) []verdict.Variant {
	var out []verdict.Variant
	for s := range data.NumSeries {
		if !heard(c.Screens, s) {
			continue
		}
		masks := make([]*data.Mask, len(c.Screens))
		for i, screen := range c.Screens {
			masks[i] = filter.ByTrack(screen.Track.Without(s), c.Books[i].Tape).Mask()
		}
		out = append(out, verdict.Variant{Name: "without " + s.String(), Mask: masks})
	}
	return out
}

// heard reports whether the engine ever had a reading of s.
func heard(screens []*filter.Screen, s data.Series) bool {
	return slices.ContainsFunc(screens, func(k *filter.Screen) bool { return k.Heard(s) })
}
