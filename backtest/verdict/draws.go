package verdict

// Draws are the placebos' profits less the baseline's, one a shift in the order of
// the shifts: the distribution that the row "profit" is tested against.
func (p *Placebo) Draws() []float64 {
	base := p.Row("profit")
	if base == nil || base.Baseline == nil {
		return nil
	}
	out := make([]float64, len(p.samples))
	for i := range p.samples {
		out[i] = p.samples[i].Profit.Float() - *base.Baseline
	}
	return out
}
