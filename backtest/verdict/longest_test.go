package verdict

import (
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/data"
)

// Of cells that overlap those are taken that cover the most time, of as much the more
// cells, of as many the first: held against every choice there is.
func TestLongest(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 44))
	for range 400 {
		n := 1 + rng.IntN(7)
		cells, ids := make([]*Comparison, n), make([]int, n)
		for i := range cells {
			from := data.Instant(rng.IntN(12))
			cells[i], ids[i] = &Comparison{From: from, To: from + 1 + data.Instant(rng.IntN(6))}, i
		}
		most, count := data.Instant(0), 0
		for set := range 1 << n {
			var time data.Instant
			size, ok := 0, true
			for i, a := range cells {
				if set>>i&1 == 0 {
					continue
				}
				time, size = time+a.To-a.From, size+1
				for k, b := range cells[:i] {
					ok = ok && (set>>k&1 == 0 || a.To < b.From || b.To < a.From)
				}
			}
			if ok && (time > most || time == most && size > count) {
				most, count = time, size
			}
		}
		var time data.Instant
		got := longest(ids, cells)
		for i, a := range got {
			time += cells[a].To - cells[a].From
			for _, b := range got[:i] {
				if cells[a].From <= cells[b].To && cells[b].From <= cells[a].To {
					t.Fatalf("cells %d and %d overlap", a, b)
				}
			}
		}
		if time != most || len(got) != count {
			t.Fatalf("%d cells cover %d, the best %d cover %d", len(got), time, count, most)
		}
	}
	same := &Comparison{From: 3, To: 9}
	if got := longest([]int{0, 1, 2}, []*Comparison{same, same, same}); len(got) != 1 || got[0] != 0 {
		t.Errorf("of three cells that are the same %v, want the first", got)
	}
}
