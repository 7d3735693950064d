package data

// Unroll returns a tape that holds nothing yet, and next, which lengthens it by a
// row of t and by the context that was public at that row's close; next returns
// false when t is used up. Whoever walks the unrolled tape and calls next after
// each bar stands at every row before a past that ends there, so that a walk is
// worth one Head for each row:
//
//	past, next := t.Unroll()
//	next()
//	for b := range past.Bars() {
//		… past ends with b …
//		next()
//	}
func (t *Tape) Unroll() (past *Tape, next func() bool) {
	past = t.Head(0)
	all := t.context
	if all == nil {
		all = new(Context)
	}
	context := new(Context)
	past.context = context
	var shown [NumSeries]int
	n := 0
	return past, func() bool {
		if n == t.Len() {
			return false
		}
		n++
		past.open, past.high, past.low = t.open[:n:n], t.high[:n:n], t.low[:n:n]
		past.close, past.volume = t.close[:n:n], t.volume[:n:n]
		now := t.Time(n)
		for s, obs := range all {
			k := shown[s]
			for k < len(obs) && obs[k].Known <= now {
				k++
			}
			if k > shown[s] {
				shown[s], context[s] = k, obs[:k:k]
			}
		}
		return true
	}
}
