package runfolder

import (
	"context"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// A Pairing holds two filters against each other on the same deals: the later one less
// the earlier one.
type Pairing struct {
	All   *verdict.Duel // of all cells together
	Cells []PairedCell
	Left  []string // cells of either run that are not among them
}

// A PairedCell is one cell of both runs.
type PairedCell struct {
	Key
	Range string // timerange in the rows of the tables
	*verdict.Duel
}

// PairFilters tests the filter of some cells against what another refused. why says in one
// line why nothing could be paired.
func PairFilters(ctx context.Context, now []*Ground, before []*Refusal) (p *Pairing, why string, err error) {
	p = &Pairing{}
	var a, b []*verdict.Subject
	reasons := map[string]bool{}
	met := map[Key]bool{}
	for i, g := range now {
		parallel.Tell(ctx, "comparing", i, len(now))
		r := refusalOf(before, now, g.Key)
		if r != nil {
			met[r.Key] = true
		}
		if why := g.unlike(r); why != "" {
			reasons[why] = true
			p.Left = append(p.Left, fmt.Sprintf("%s: %s", Quoted(g.Key.String()), why))
			continue
		}
		x, y, err := g.subjects(r)
		if err != nil {
			return nil, "", err
		}
		d, err := verdict.Against(ctx, []*verdict.Subject{x}, []*verdict.Subject{y})
		if err != nil {
			return nil, "", err
		}
		p.Cells = append(p.Cells, PairedCell{g.Key, g.Range, d})
		a, b = append(a, x), append(b, y)
	}
	for _, r := range before {
		if !met[r.Key] {
			reasons[onlyOne] = true
			p.Left = append(p.Left, fmt.Sprintf("%s: %s", Quoted(r.Key.String()), onlyOne))
		}
	}
	parallel.Tell(ctx, "comparing", len(now), len(now))
	switch {
	case len(now) == 0 || len(before) == 0:
		return nil, "one of the runs has no deals to compare on: it has no filter, or is of an earlier version", nil
	case len(a) == 0:
		return nil, strings.Join(sortedKeys(reasons), "; "), nil
	}
	p.All, err = verdict.Against(ctx, a, b)
	return p, "", err
}

// Why cells cannot be paired.
const (
	onlyOne   = "only one of the runs has this strategy, these pairs and this timerange"
	otherDeal = "the entry signals or what became of them differ: other candles, strategy, fee, stake or slots"
	uncounted = "it has no answer in one of the runs"
)

// unlike says why a cell cannot be held against another, "" if it can.
func (g *Ground) unlike(r *Refusal) string {
	switch {
	case r == nil:
		return onlyOne
	case r.Deals != g.Deals:
		return otherDeal
	case !r.Counted || !g.Counted:
		return uncounted
	}
	return ""
}

// subjects are both filters on the ground's deals.
func (g *Ground) subjects(r *Refusal) (now, before *verdict.Subject, err error) {
	mine, err := g.masks(g.By)
	if err != nil {
		return nil, nil, err
	}
	theirs, err := g.masks(r.By)
	if err != nil {
		return nil, nil, err
	}
	now = verdict.NewSubject(g.books, mine, g.slots, g.seed)
	return now, now.With(theirs), nil
}

// refusalOf is what a cell refused before: the one of its key, or of another timerange
// the only one of its strategy and pairs in both runs.
func refusalOf(before []*Refusal, now []*Ground, k Key) *Refusal {
	var alike []*Refusal
	for _, r := range before {
		if r.Key == k {
			return r
		}
		if r.Strategy == k.Strategy && r.Pairs == k.Pairs {
			alike = append(alike, r)
		}
	}
	several := 0
	for _, g := range now {
		if g.Strategy == k.Strategy && g.Pairs == k.Pairs {
			several++
		}
	}
	if len(alike) == 1 && several == 1 {
		return alike[0]
	}
	return nil
}

// RefusalsOf are what some cells refused.
func RefusalsOf(grounds []*Ground) []*Refusal {
	out := make([]*Refusal, len(grounds))
	for i, g := range grounds {
		out[i] = &g.Refusal
	}
	return out
}
