package shift

import (
	"context"

	"github.com/remora-bt/remora-bt/internal/parallel"
)

// A run is a panel laid out.
type run struct {
	panel    *Panel
	days     int
	bins     int
	parts    [][]*line
	lines    int
	flat     *flat // the only line, by days; else nil
	book     book
	baseline Risk
	worst    []bool
	risky    bool // the risk of every placebo's days is asked for
	out      *Outcome
}

func (p *Panel) layOut() *run {
	calendar := p.Calendar()
	days := len(calendar)
	profit, trades := p.Book(calendar)
	r := &run{panel: p, days: days, bins: days, book: newBook(profit)}
	r.worst = r.book.tail()
	open := r.book.arm()
	r.baseline = open.risk()
	var weeks []int32
	if p.Weeks {
		weeks = make([]int32, days)
		for d := range weeks {
			weeks[d] = Week(calendar[d]) - Week(calendar[0])
		}
		r.bins = int(weeks[days-1]) + 1
	}
	minus := false
	for _, part := range p.Parts {
		offset := part.at(calendar)
		sign := 1.0
		if part.Minus {
			sign, minus = -1, true
		}
		var lines []*line
		for _, l := range part.Lines {
			lines = append(lines, newLine(l, p.Window, r.worst, weeks, offset, sign))
			r.lines++
		}
		r.parts = append(r.parts, lines)
	}
	if r.lines == 1 && !p.Weeks {
		r.flat = newFlat(r.parts[0][0])
	}
	r.risky = !minus && !p.Bare
	r.out = newOutcome(r, profit, trades)
	return r
}

// walk works the mask and every placebo out.
func (r *run) walk(ctx context.Context) error {
	const chunk = 64
	n := r.panel.Placebos + 1
	return parallel.Each(ctx, (n+chunk-1)/chunk, func(c int) {
		w := r.worker()
		for i := c * chunk; i < min(n, (c+1)*chunk); i++ {
			w.placebo(i)
		}
	})
}

// A worker is the memory of one goroutine.
type worker struct {
	*run
	walks []Walk
	moves moves
	z     [values][]float64 // by bin of the panel
	arm   arm
}

func (r *run) worker() *worker {
	w := &worker{run: r}
	for _, part := range r.panel.Parts {
		w.walks = append(w.walks, part.Walk())
	}
	return w
}

// clear empties the memory for bins, and for the joined days, where they are needed.
func (w *worker) clear(bins, days bool) {
	for k := range w.z {
		if bins && w.z[k] == nil {
			w.z[k] = make([]float64, w.bins)
		} else if bins {
			clear(w.z[k])
		}
	}
	if days && w.arm.book == nil {
		w.arm = w.book.arm()
	} else if days {
		w.arm.reset()
	}
}

// placebo works one placebo out and keeps it in its slot. The mask itself, number 0,
// leaves its days too.
func (w *worker) placebo(i int) {
	o := w.out
	w.clear(w.flat == nil || i == 0, w.risky || i == 0)
	var scale [values]float64
	at := 0
	for k, lines := range w.parts {
		changes := w.walks[k](i)
		for j, l := range lines {
			c := changes[j]
			refused := 0
			for e := range c {
				refused += int(c[e].Refused)
			}
			o.refused[at][i] = float64(refused)
			if w.flat != nil {
				o.keep(i, w.flat.closed(&w.moves, c))
			}
			if w.flat == nil || i == 0 {
				w.add(i, at, l, c, &scale)
			}
			if w.risky || i == 0 && !w.panel.Parts[k].Minus {
				w.arm.apply(c, l.days)
			}
			at++
		}
	}
	if w.flat == nil {
		for k := range w.z {
			o.of[k].square[i] = squares(w.z[k], scale[k])
		}
	}
	if i == 0 {
		o.keepMask(w)
	}
	if w.risky {
		o.risks[i] = w.arm.risk()
	}
}

// keep takes the sums of the only line.
func (o *Outcome) keep(i int, s [values]sum) {
	for k := range s {
		o.of[k].z[0][i], o.of[k].square[i] = s[k].z, cleared(s[k].square, s[k].scale)
	}
}

// add adds z of one line to the panel's bins.
func (w *worker) add(i, at int, l *line, days []Change, scale *[values]float64) {
	w.moves.take(l, days)
	w.moves.stretch(l)
	for k := range w.z {
		if k == Worst && w.worst == nil {
			continue
		}
		s := l.dense(k, &w.moves, w.z[k])
		if w.flat == nil {
			w.out.of[k].z[at][i] = s.z
		}
		scale[k] += s.scale
	}
	if i == 0 {
		w.moves.count(l)
		w.out.describe(l, days, &w.moves)
	}
}

// cleared is a sum of squares, or 0 where it is rounding of what it is made of.
func cleared(square, scale float64) float64 {
	if square <= 1e-12*scale {
		return 0
	}
	return square
}

func squares(z []float64, scale float64) float64 {
	var s float64
	for _, x := range z {
		s += float64(x * x)
	}
	return cleared(s, scale)
}
