package study

import (
	"context"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Against is what the study's filter chose beyond a second one on the same trades.
type Against struct {
	Filter string        `json:"filter"` // the second one
	All    *verdict.Duel `json:"all"`    // of all counted cells together; nil if there is none
	Cells  []AgainstCell `json:"cells"`  // those that are counted
}

// An AgainstCell is one cell of both filters.
type AgainstCell struct {
	Strategy  string   `json:"strategy"`
	Pairs     []string `json:"pairs"`
	TimeRange string   `json:"timerange"`
	*verdict.Duel
}

// against holds the masks of the counted cells against those of a second filter.
func (h *History) against(ctx context.Context, r *Result, second *filter.Filter) (*Against, error) {
	if second == nil {
		return nil, nil
	}
	tracks, err := h.Tracks(ctx, second)
	if err != nil {
		return nil, err
	}
	out := &Against{Filter: h.Plan.Study.Against, Cells: []AgainstCell{}}
	var first, other []*verdict.Subject
	var tapes []*data.Tape
	var masks []*data.Mask
	at := -1 // place among the cells that have a filter
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Comparison == nil {
			continue
		}
		at++
		a := c.Comparison.Subject()
		if a == nil || !r.Joint.Cells[at].Counted {
			continue
		}
		if t := tapesOf(c.Books); !slices.Equal(t, tapes) { // strategies of equal warm-up share theirs
			screens, err := screens(second, tracks, t)
			if err != nil {
				return nil, err
			}
			tapes, masks = t, masksOf(screens)
		}
		b := a.With(masks)
		d, err := verdict.Against(ctx, []*verdict.Subject{a}, []*verdict.Subject{b})
		if err != nil {
			return nil, err
		}
		out.Cells = append(out.Cells, AgainstCell{c.Strategy, c.Pairs, c.TimeRange, d})
		first, other = append(first, a), append(other, b)
	}
	if len(first) > 0 {
		out.All, err = verdict.Against(ctx, first, other)
	}
	return out, err
}

func tapesOf(books []*backtest.Book) []*data.Tape {
	out := make([]*data.Tape, len(books))
	for i, b := range books {
		out[i] = b.Tape
	}
	return out
}
