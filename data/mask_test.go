package data_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/remora-bt/remora-bt/data"
)

// A mask is what a slice of bools says, whatever is asked of it.
func TestMaskIsBools(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 300).Draw(rt, "rows")
		rows := make([]bool, n)
		m := data.NewMask(n)
		for range rapid.IntRange(0, 6).Draw(rt, "edits") {
			from := rapid.IntRange(0, n).Draw(rt, "from")
			to := rapid.IntRange(from, n).Draw(rt, "to")
			on := rapid.Bool().Draw(rt, "on")
			if on {
				m.SetRange(from, to)
			} else {
				m.ClearRange(from, to)
			}
			for i := from; i < to; i++ {
				rows[i] = on
			}
		}
		if n > 0 && rapid.Bool().Draw(rt, "one") {
			i := rapid.IntRange(0, n-1).Draw(rt, "row")
			m.Set(i)
			rows[i] = true
			if rapid.Bool().Draw(rt, "off") {
				m.Clear(i)
				rows[i] = false
			}
		}
		by := rapid.IntRange(-400, 400).Draw(rt, "by")
		count, next, shifted := 0, n, m.Shifted(by)
		for i := n - 1; i >= 0; i-- {
			if rows[i] {
				count++
				next = i
			}
			if m.Get(i) != rows[i] || m.Next(i) != next || shifted.Get(((i+by)%n+n)%n) != rows[i] {
				rt.Fatalf("row %d: %v, next %d, shifted %v; want %v, %d", i, m.Get(i), m.Next(i), shifted.Get(((i+by)%n+n)%n), rows[i], next)
			}
		}
		if m.Len() != n || m.Count() != count || shifted.Count() != count {
			rt.Fatalf("%d rows, %d marked, %d shifted; want %d and %d", m.Len(), m.Count(), shifted.Count(), n, count)
		}
		again, last := data.NewMask(n), -1
		for from, to := range m.Stretches() {
			if from <= last || to <= from {
				rt.Fatalf("stretch [%d, %d) after row %d", from, to, last)
			}
			again.SetRange(from, to)
			last = to
		}
		if !again.Equal(m) || !m.Clone().Equal(m) || m.Equal(data.NewMask(n+1)) || count > 0 && m.Equal(data.NewMask(n)) {
			rt.Fatal("stretches, clones and equality disagree")
		}
	})
}
