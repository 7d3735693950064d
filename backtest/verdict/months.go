package verdict

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// A calendar says which month each day of a run belongs to.
type calendar struct {
	names []string // as in 2022-05
	of    []int32  // by day
}

func newCalendar(n *backtest.Lanes) calendar {
	c := calendar{of: make([]int32, n.Days())}
	for d := range c.of {
		t := (n.Day0() + data.Instant(d)*data.Instant(data.Day)).Time()
		if name := t.Format("2006-01"); len(c.names) == 0 || c.names[len(c.names)-1] != name {
			c.names = append(c.names, name)
		}
		c.of[d] = int32(len(c.names) - 1)
	}
	return c
}

// sums adds daily profits up by month.
func (c calendar) sums(daily []Money) []Money {
	out := make([]Money, len(c.names))
	for d, m := range c.of {
		out[m] += daily[d]
	}
	return out
}
