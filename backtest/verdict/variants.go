package verdict

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/data"
)

// A Variant is another mask on the same books, such as that of the filter without
// one of its inputs.
type Variant struct {
	Name string
	Mask []*data.Mask
}

// A VariantTest is a variant with its own placebos.
type VariantTest struct {
	Name     string   `json:"name"`
	Trades   int      `json:"trades"` // that it leaves
	Profit   Money    `json:"profit"`
	Test              // of its profit − baseline
	LiftLost *float64 `json:"lift_lost"` // lift of the cell's mask − lift of the variant
}

func (c *cell) variants(ctx context.Context) error {
	for _, v := range c.in.Variants {
		if !c.fits(v.Mask) {
			c.out.Warnings = append(c.out.Warnings, fmt.Sprintf("variant %q does not cover the candles", v.Name))
			continue
		}
		s, test, err := thinned(ctx, c.lanes, v.Mask)
		if err != nil {
			return err
		}
		t := VariantTest{Name: v.Name, Trades: c.baseline.Trades + s.Trades, Profit: c.baseline.Profit + s.Profit, Test: test}
		if own := c.out.Placebo.Row("profit"); own != nil && own.Lift != nil && t.Lift != nil {
			t.LiftLost = Number(*own.Lift-*t.Lift, true)
		}
		c.out.Variants = append(c.out.Variants, t)
	}
	return nil
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
