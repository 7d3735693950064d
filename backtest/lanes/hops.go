package lanes

import (
	"slices"

	"github.com/remora-bt/remora-bt/data"
)

// A hop leaves the chain of a deal that the mask refuses for that of the first one
// behind it which it may not.
type hop struct{ from, to int32 }

// walk fills hops and refused.
func (w *Walker) walk(l *lane, m *laid, off int32) {
	w.hops, w.refused = w.hops[:0], w.refused[:0]
	if !m.sparse {
		w.plain(l, m.marks, off)
		return
	}
	// Rows from cut on come round to the start.
	cut, end := int32(l.Rows)-off, int32(l.Rows)
	j, _ := slices.BinarySearchFunc(m.runs, cut, func(r stretch, cut int32) int { return int(r.to - cut - 1) })
	free := int32(0)
	for _, r := range m.runs[j:] {
		free = w.pass(l, free, stretch{max(r.from, cut) - cut, r.to - cut})
	}
	for _, r := range m.runs[:j] {
		free = w.pass(l, free, stretch{r.from + off, r.to + off})
	}
	if j < len(m.runs) && m.runs[j].from < cut {
		w.pass(l, free, stretch{m.runs[j].from + off, end})
	}
}

// pass leads a walk that is free from a deal on through a run of refused rows, and
// returns from where on it is free then.
func (w *Walker) pass(l *lane, free int32, run stretch) int32 {
	from, to := l.pathA.below(run.from), l.pathA.below(run.to)
	if from < to {
		w.refused = append(w.refused, stretch{from, to})
	}
	if l.meet[free] != free {
		first := l.dealA.below(run.from)
		for free < first && l.meet[free] != free {
			if m := l.meet[free]; m <= first {
				free = m
			} else {
				free = l.next[free]
			}
		}
	}
	end := int32(-1)
	if l.meet[free] == free {
		if from = max(from, l.rank[free]); from >= to {
			return free
		}
		free = l.path[from]
	} else if end = l.dealA.below(run.to); free >= end {
		return free
	}
	if end < 0 {
		end = l.dealA.below(run.to)
	}
	w.hops = append(w.hops, hop{free, end})
	return end
}

// plain is walk for masks of many runs: it looks at the path trade by trade.
func (w *Walker) plain(l *lane, marks *data.Mask, off int32) {
	shut := func(k int32) bool {
		row := l.at[k] - off
		if row < 0 {
			row += int32(l.Rows)
		}
		return marks.Get(int(row))
	}
	end := int32(len(l.opp))
	for r := int32(0); l.path[r] < end; {
		k := l.path[r]
		if !shut(k) {
			r++
			continue
		}
		for k < end && (l.meet[k] != k || k == l.path[r]) {
			if !shut(k) {
				k = l.next[k]
				continue
			}
			from := k
			for k++; k < end && shut(k); {
				k++
			}
			w.hops = append(w.hops, hop{from, k})
		}
		for ; l.path[r] < k; r++ {
			if !shut(l.path[r]) {
				continue
			}
			if n := len(w.refused); n > 0 && w.refused[n-1].to == r {
				w.refused[n-1].to++
			} else {
				w.refused = append(w.refused, stretch{r, r + 1})
			}
		}
	}
}
