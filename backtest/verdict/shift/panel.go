package shift

import "context"

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
