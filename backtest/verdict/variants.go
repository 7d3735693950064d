package verdict

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// A Variant is another mask on the same books, such as that of the filter without
// one of its inputs.
type Variant struct {
	Name string
	Mask []*data.Mask
}

// A VariantTest is what a variant chose, centred as the mask of the cell.
type VariantTest struct {
	Name      string         `json:"name"`
	Trades    int            `json:"trades"` // that it leaves
	Profit    backtest.Money `json:"profit"`
	Delta     float64        `json:"delta"`
	Selection float64        `json:"selection"`
	Lost      float64        `json:"selection_lost"` // selection of the cell's mask − that of the variant
}

func (c *cell) variants(ctx context.Context, o *shift.Outcome) error {
	var tested []Variant
	for _, v := range c.in.Variants {
		if c.fits(v.Mask) {
			tested = append(tested, v)
			continue
		}
		c.out.Warnings = append(c.out.Warnings, fmt.Sprintf("variant %q does not cover the candles", v.Name))
	}
	chosen, err := c.out.subject.selections(ctx, o, len(tested), func(i int) []*data.Mask { return tested[i].Mask })
	if err != nil {
		return err
	}
	for i, v := range tested {
		sums := c.lanes.Walker().Sums(c.lanes.Lay(v.Mask), 0)
		c.out.Variants = append(c.out.Variants, VariantTest{
			Name: v.Name, Trades: o.Trades + sums.Trades, Profit: c.baseline.Profit + sums.Profit, Delta: sums.Profit.Float(),
			Selection: chosen[i], Lost: o.Test[shift.Profit].Selection - chosen[i],
		})
	}
	return nil
}

// selections are what so many masks on the same books chose, centred as the mask
// whose outcome is given.
func (s *Subject) selections(ctx context.Context, o *shift.Outcome, count int, mask func(i int) []*data.Mask) ([]float64, error) {
	if count == 0 {
		return nil, nil
	}
	p := Panel(s)
	p.Placebos = count - 1
	p.Centre = [][]float64{o.Test[shift.Profit].C, o.Test[shift.Worst].C}
	p.Parts[0].Walk = func() shift.Walk {
		w := s.Lanes.Walker()
		return func(i int) [][]shift.Change { return w.Shift(s.Lanes.Lay(mask(i)), 0) }
	}
	chosen, err := p.Selections(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]float64, count)
	for i := range chosen {
		out[i] = chosen[i][shift.Profit]
	}
	return out, nil
}

func (c *cell) fits(mask []*data.Mask) bool {
	if len(mask) != len(c.in.Books) {
		return false
	}
	for i, b := range c.in.Books {
		if mask[i].Len() != b.Tape.Len() {
			return false
		}
	}
	return true
}
