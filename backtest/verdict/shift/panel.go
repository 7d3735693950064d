package shift

import (
	"context"

	"github.com/remora-bt/remora-bt/internal/parallel"
)

// A Part is some lines that are walked together: one strategy on its pairs.
type Part struct {
	First int32 // calendar day of the lines' day 0
	Lines []Line
	Walk  func() Walk // for one goroutine
	Minus bool        // taken off instead of added: the second of two filters
}

// A Walk gives the changes of every line at a placebo, in order of their days, one a
// day; number 0 is the mask itself. They are the walk's own until it is called again.
type Walk func(placebo int) [][]Change

// A Panel is what one answer is about: parts whose z is added by calendar day, at
// the same placebos.
type Panel struct {
	Parts    []Part
	Placebos int
	Window   Window
	Weeks    bool // bins are calendar weeks from Monday on; else days
	Bare     bool // leave the risk of the placebos' days out

	// Centre is the c of every line for each value, of a run at other placebos; nil to
	// take it from these.
	Centre [][]float64
}

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

// Run works the panel out: the mask and every placebo. It returns an error only if
// ctx is done.
func (p *Panel) Run(ctx context.Context) (*Outcome, error) {
	r := p.layOut()
	if err := r.walk(ctx); err != nil {
		return nil, err
	}
	r.out.finish(p.Centre)
	return r.out, nil
}

// Selections are what masks chose by either value, one mask a walk from number 0 on,
// held against no placebo: Σz − c·Σn with the panel's Centre.
func (p *Panel) Selections(ctx context.Context) ([][values]float64, error) {
	bare := *p
	bare.Bare = true
	r := bare.layOut()
	if err := r.walk(ctx); err != nil {
		return nil, err
	}
	out := make([][values]float64, p.Placebos+1)
	for k := range r.out.of {
		for i := range out {
			out[i][k] = r.out.of[k].selection(i, r.out.refused, r.out.signs, p.Centre[k])
		}
	}
	return out, nil
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

// Span is the calendar day of the panel's first day and the number of its days.
func (p *Panel) Span() (first int32, days int) {
	var last int32
	for i, part := range p.Parts {
		for _, l := range part.Lines {
			end := part.First + int32(len(l.Profit))
			if i == 0 || part.First < first {
				first = part.First
			}
			if i == 0 || end > last {
				last = end
			}
		}
	}
	return first, int(last - first)
}

// Book is the joined baseline day by day. Parts that are taken off are the same
// baseline once more.
func (p *Panel) Book() (profit []Money, trades []int32) {
	first, days := p.Span()
	profit, trades = make([]Money, days), make([]int32, days)
	for _, part := range p.Parts {
		if part.Minus {
			continue
		}
		for _, l := range part.Lines {
			for d := range l.Profit {
				profit[int(part.First-first)+d] += l.Profit[d]
				trades[int(part.First-first)+d] += l.Trades[d]
			}
		}
	}
	return profit, trades
}

// Week counts calendar weeks, which begin on Mondays, from 1969-12-29 on. Day 0 is
// 1970-01-01, a Thursday.
func Week(day int32) int32 { return (day + 3) / 7 }

func (p *Panel) layOut() *run {
	first, days := p.Span()
	profit, trades := p.Book()
	r := &run{panel: p, days: days, bins: days, book: newBook(profit)}
	r.worst = r.book.tail()
	open := r.book.arm()
	r.baseline = open.risk()
	var weeks []int32
	if p.Weeks {
		weeks = make([]int32, days)
		for d := range weeks {
			weeks[d] = Week(first+int32(d)) - Week(first)
		}
		r.bins = int(weeks[days-1]) + 1
	}
	minus := false
	for _, part := range p.Parts {
		offset := int(part.First - first)
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
