package shift

// An Outcome is a panel worked out.
type Outcome struct {
	Days             int
	Trades, Refused  int // of the baseline; baseline trades that the mask refuses (gross)
	Delta, Less      float64
	Test             [values]Test
	TailDays         int
	TailLoss         float64 // of the baseline on its worst days, above 0
	Avoided          float64 // of it, by the mask
	Comparable       float64 // Σ n·(1−q): refused trades that stand against a kept one
	Blind            int     // days (weeks) with refused trades that cannot be judged: their whole window is shut
	BlindAll         bool    // no day with refused trades can be judged
	Baseline, Masked Risk
	Risks            []Risk // of the placebos; nil for a difference of two filters, and a bare panel

	BookDaily, MaskDaily []Money           // joined, by day
	BookTrades           []int32           // by day
	MaskRefused          []int32           // by day
	Z                    [values][]float64 // of the mask, by bin; c not taken off

	refused [][]float64 // per line, by placebo
	of      [values]sample
	signs   []float64
	risks   []Risk
	judged  map[int32]bool // bins with refused trades: some of their lines can be judged
}

func newOutcome(r *run, profit []Money, trades []int32) *Outcome {
	n := r.panel.Placebos + 1
	o := &Outcome{
		Days: r.days, BookDaily: profit, BookTrades: trades,
		MaskRefused: make([]int32, r.days), judged: map[int32]bool{},
	}
	columns := func() [][]float64 {
		out := make([][]float64, r.lines)
		for i := range out {
			out[i] = make([]float64, n)
		}
		return out
	}
	o.refused = columns()
	for k := range o.of {
		o.of[k] = sample{columns(), make([]float64, n)}
	}
	for _, lines := range r.parts {
		for _, l := range lines {
			o.signs = append(o.signs, l.sign)
		}
	}
	if r.risky {
		o.risks = make([]Risk, n)
	}
	o.Baseline = r.baseline
	for d, p := range profit {
		o.Trades += int(trades[d])
		if r.worst != nil && r.worst[d] {
			o.TailDays++
			o.TailLoss -= p.Float()
		}
	}
	return o
}

// describe takes what only the mask itself is asked for, from its changes by day and
// by bin.
func (o *Outcome) describe(l *line, days []Change, m *moves) {
	for i := range days {
		c := &days[i]
		o.Delta += float64(l.sign * c.Profit.Float())
		if l.sign > 0 {
			o.Avoided += l.counted(c).Float()
			o.Refused += int(c.Refused)
			o.MaskRefused[l.days+int(c.Day)] += c.Refused
		}
	}
	for i := range m.changes {
		c := &m.changes[i]
		if l.sign < 0 || c.Refused == 0 {
			continue
		}
		bin := int32(l.offset) + c.Day
		q := float64(m.window[i] * l.inverse[c.Day])
		o.Comparable += float64(float64(c.Refused) * (1 - q))
		o.judged[bin] = o.judged[bin] || q < 1-1e-12
	}
}

// keepMask keeps the days of the mask itself.
func (o *Outcome) keepMask(w *worker) {
	o.MaskDaily = append([]Money(nil), w.arm.now...)
	for k := range w.z {
		o.Z[k] = append([]float64(nil), w.z[k]...)
	}
}

func (o *Outcome) finish(centre [][]float64) {
	for k := range o.Test {
		var c []float64
		if centre != nil {
			c = centre[k]
		}
		o.Test[k] = judge(&o.of[k], o.refused, o.signs, c)
	}
	o.Less = o.Delta - o.Test[Profit].Selection
	for _, ok := range o.judged {
		if !ok {
			o.Blind++
		}
	}
	o.BlindAll = o.Blind > 0 && o.Blind == len(o.judged)
	if o.risks != nil {
		o.Masked, o.Risks = o.risks[0], o.risks[1:]
	}
	o.of, o.risks = [values]sample{}, nil
}

// BasisPoints turns an amount that the mask chose into basis points a refused trade,
// at a stake: how much worse a refused trade was than a kept one near it. It is false
// if no refused trade stands against a kept one.
func (o *Outcome) BasisPoints(amount, stake float64) (float64, bool) {
	if !(o.Comparable > 0) || !(stake > 0) {
		return 0, false
	}
	return 1e4 * amount / (stake * o.Comparable), true
}
