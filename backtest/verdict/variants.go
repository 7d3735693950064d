package verdict

import (
	"context"
	"fmt"
)

// A Variant is another mask on the same books, such as that of the filter without
// one of its inputs.
type Variant struct {
	Name string
	Mask [][]bool
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
		s := c.lanes.Observe(v.Mask)
		samples, err := c.lanes.Shifted(ctx, v.Mask, Thin(c.lanes.Shifts(MinShift), sweepShifts))
		if err != nil {
			return err
		}
		placebo := make([]float64, len(samples))
		for i := range samples {
			placebo[i] = (samples[i].Profit - c.baseline.Profit).Float()
		}
		t := VariantTest{Name: v.Name, Trades: s.Trades, Profit: s.Profit}
		t.Test = judge((s.Profit - c.baseline.Profit).Float(), placebo, +1)
		if own := c.out.Placebo.Row("profit"); own != nil && own.Lift != nil && t.Lift != nil {
			t.LiftLost = Number(*own.Lift-*t.Lift, true)
		}
		c.out.Variants = append(c.out.Variants, t)
	}
	return nil
}

func (c *cell) fits(mask [][]bool) bool {
	if len(mask) != len(c.in.Books) {
		return false
	}
	for i, b := range c.in.Books {
		if len(mask[i]) != b.Tape.Len() {
			return false
		}
	}
	return true
}
