// Package sweep tries many settings of a filter on the same books and says what the
// best of them is worth after so many tries: exact placebos for every setting, the
// best of all of them against the best of every shift, settings chosen on one window
// and judged on the next, and the skill of the score itself.
package sweep

import (
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A Dial is what a filter says of each row of a tape with its threshold left open. A
// row is blocked at a threshold if its risk lies above it.
type Dial struct {
	Risk []float64 // the score; below 0 where there is none, which blocks at no threshold
	Shut []bool    // blocked whatever the threshold; nil for no row
}

// same reports whether both are one in memory.
func (d Dial) same(o Dial) bool {
	return len(d.Risk) > 0 && len(o.Risk) == len(d.Risk) && &d.Risk[0] == &o.Risk[0]
}

// Blocked is the mask at a threshold.
func (d Dial) Blocked(threshold float64) *data.Mask {
	out := data.NewMask(len(d.Risk))
	for i, r := range d.Risk {
		if r >= 0 && r > threshold || d.Shut != nil && d.Shut[i] {
			out.Set(i)
		}
	}
	return out
}

// level is the number of ascending thresholds at which a row is blocked, all of them
// below its score.
func (d Dial) level(row int, thresholds []float64) uint16 {
	switch r := d.Risk[row]; {
	case d.Shut != nil && d.Shut[row]:
		return uint16(len(thresholds))
	case r >= 0:
		n, _ := slices.BinarySearch(thresholds, r)
		return uint16(n)
	}
	return 0
}
