package shift

import (
	"context"
	"slices"
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

// Calendar is the calendar days that some part covers, in order. Days between two
// periods, which nobody tested, are not among them. The days of a part are next to each
// other.
func (p *Panel) Calendar() []int32 {
	var out []int32
	for _, part := range p.Parts {
		days := 0
		for _, l := range part.Lines {
			days = max(days, len(l.Profit))
		}
		for d := range days {
			out = append(out, part.First+int32(d))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Book is the joined baseline by day of a calendar. Parts that are taken off are the
// same baseline once more.
func (p *Panel) Book(calendar []int32) (profit []Money, trades []int32) {
	profit, trades = make([]Money, len(calendar)), make([]int32, len(calendar))
	for _, part := range p.Parts {
		if part.Minus {
			continue
		}
		at := part.at(calendar)
		for _, l := range part.Lines {
			for d := range l.Profit {
				profit[at+d] += l.Profit[d]
				trades[at+d] += l.Trades[d]
			}
		}
	}
	return profit, trades
}

// at is where the part's day 0 lies in a calendar.
func (part *Part) at(calendar []int32) int {
	at, _ := slices.BinarySearch(calendar, part.First)
	return at
}

// Week counts calendar weeks, which begin on Mondays, from 1969-12-29 on. Day 0 is
// 1970-01-01, a Thursday.
func Week(day int32) int32 { return (day + 3) / 7 }
