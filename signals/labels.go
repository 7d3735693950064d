package signals

// Label is what blocked_by calls a reason: its own name, or what the profile says of
// a calendar rule.
func (c Config) Label(r Reason) string {
	if r >= firstCalendar && r < BlockList {
		return c.Calendar[r-firstCalendar].Reason
	}
	return r.String()
}

// Labels are the labels of a set in order.
func (c Config) Labels(rs Reasons) []string {
	names := []string{}
	for r := range NumReasons {
		if rs.Has(r) {
			names = append(names, c.Label(r))
		}
	}
	return names
}

// May are the reasons for which the profile can refuse an entry, in their order.
func (c Config) May() []Reason {
	a := newAssessor(c)
	in := a.blocking
	in.Set(RiskScore, c.MaxRisk < 1)
	for _, b := range a.bounds {
		in.Set(LimitTo(b.number), true)
	}
	for i, s := range a.chosen {
		in.Set(OnRegime+Reason(i), s != 0)
	}
	for i := range a.calendar {
		in.Set(CalendarRuleOf(i), true)
	}
	var out []Reason
	for r := range NumReasons {
		if in.Has(r) {
			out = append(out, r)
		}
	}
	return out
}
