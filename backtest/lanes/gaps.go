package lanes

import "slices"

// A gap is the part of the path, by places, that the filtered walk leaves out
// between leaving the path and meeting it again, and what it takes instead.
type gap struct {
	from, to   int32
	added, end int32 // of Walker.added
}

// meet turns hops into gaps: a walk that has left the path walks on until it meets
// it again.
func (w *Walker) meet(l *lane) {
	w.gaps, w.added = w.gaps[:0], w.added[:0]
	for i := 0; i < len(w.hops); {
		g := gap{from: l.rank[w.hops[i].from], added: int32(len(w.added))}
		k := w.hops[i].to
		for i++; l.meet[k] != k; {
			if i < len(w.hops) && w.hops[i].from == k {
				k = w.hops[i].to
				i++
				continue
			}
			w.added = append(w.added, k)
			k = l.next[k]
		}
		g.to, g.end = l.rank[k], int32(len(w.added))
		w.gaps = append(w.gaps, g)
	}
}

// changes books the gaps by day.
func (w *Walker) changes(l *lane, out []Change) []Change {
	refused, void := w.refused, false
	for _, g := range w.gaps {
		for at := g.from; at < g.to; {
			for len(refused) > 0 && refused[0].to <= at {
				refused = refused[1:]
			}
			switch {
			case len(refused) == 0 || refused[0].from >= g.to:
				out, at = l.leave(out, at, g.to, 0), g.to
			case refused[0].from > at:
				out, at = l.leave(out, at, refused[0].from, 0), refused[0].from
			default:
				to := min(g.to, refused[0].to)
				out, at = l.leave(out, at, to, 1), to
			}
		}
		for _, k := range w.added[g.added:g.end] {
			i := len(out)
			for i > 0 && out[i-1].Day > l.day[k] {
				i--
			}
			if i == 0 || out[i-1].Day < l.day[k] {
				out = slices.Insert(out, i, Change{Day: l.day[k]})
				i++
			}
			c := &out[i-1]
			c.Trades, c.Profit = c.Trades+1, c.Profit+l.profit[k]
			void = void || *c == Change{Day: c.Day}
		}
	}
	if void {
		out = slices.DeleteFunc(out, func(c Change) bool { return c == Change{Day: c.Day} })
	}
	return out
}

// leave takes the path from one place to another out; refused is 1 if the mask
// refuses it and 0 if not.
func (l *lane) leave(out []Change, from, to, refused int32) []Change {
	for from < to {
		i := l.dayAt[from]
		last := len(out) - 1
		again := last >= 0 && out[last].Day == l.whole[i].Day
		if j := l.dayAt[to]; refused == 1 && from == l.wholeFrom[i] && !again && j > i {
			out = append(out, l.whole[i:j]...)
			from = l.wholeFrom[j]
			continue
		}
		end := min(to, l.wholeFrom[i+1])
		if !again {
			out = append(out, Change{Day: l.whole[i].Day})
			last++
		}
		c := &out[last]
		c.Trades, c.Refused = c.Trades-(end-from), c.Refused+refused*(end-from)
		c.Profit -= l.spent[end].profit - l.spent[from].profit
		from = end
	}
	return out
}
