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
	i, j := l.dayAt[from], l.dayAt[to]
	end := min(to, l.wholeFrom[i+1])
	if last := len(out) - 1; last >= 0 && out[last].Day == l.whole[i].Day {
		out[last].add(l.part(i, from, end, refused))
	} else {
		out = append(out, l.part(i, from, end, refused))
	}
	if i == j {
		return out
	}
	days := len(out)
	out = append(out, l.whole[i+1:j]...)
	if refused == 0 {
		for d := range out[days:] {
			out[days+d].Refused = 0
		}
	}
	if from = l.wholeFrom[j]; from < to {
		out = append(out, l.part(j, from, to, refused))
	}
	return out
}

// part is what refusing some places of one day does, or leaving them out.
func (l *lane) part(day, from, to, refused int32) Change {
	n := to - from
	return Change{l.whole[day].Day, -n, refused * n, l.spent[from].profit - l.spent[to].profit}
}

func (c *Change) add(o Change) {
	c.Trades, c.Refused, c.Profit = c.Trades+o.Trades, c.Refused+o.Refused, c.Profit+o.Profit
}
