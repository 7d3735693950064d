package verdict

// A Standing is how one filter stands to another.
type Standing string

// The standings. NO WORSE means that the first has lost nothing worth having, if it is not
// better either; UNSURE that it may have, or that there is too little to tell.
const (
	Equal   Standing = "EQUAL"
	Better  Standing = "BETTER"
	Worse   Standing = "WORSE"
	NoWorse Standing = "NO WORSE"
	Unsure  Standing = "UNSURE"
)

// Standings are all that there are.
func Standings() []string {
	return []string{string(Equal), string(Better), string(Worse), string(NoWorse), string(Unsure)}
}

// Profit says how the first filter's choice stands to the second's. What is worthwhile
// is counted by the trades that the second refuses.
func (d *Duel) Profit(w Worthwhile) Standing {
	switch {
	case d.Equal:
		return Equal
	case len(d.Reasons) > 0:
		return Unsure
	case d.P != nil && *d.P <= Alpha:
		return Better
	case d.PWorse != nil && *d.PWorse <= Alpha:
		return Worse
	case d.BPLo != nil && *d.BPLo > -w.BP:
		return NoWorse
	}
	return Unsure
}

// Risk says the same of the worst days. As for one filter alone, to know them better is
// not to be better: it must also cut them beyond what a smaller stake gives. Nor is one
// worse that knows them less and yet cuts them more beyond that: it refuses less.
func (d *Duel) Risk(w Worthwhile) Standing {
	cuts := d.BeyondLo != nil && *d.BeyondLo > 0
	switch {
	case d.Equal:
		return Equal
	case len(d.Reasons) > 0 || len(d.RiskReasons) > 0:
		return Unsure
	case d.TailWorse != nil && *d.TailWorse <= Alpha && !cuts:
		return Worse
	case d.BeyondLo == nil:
		return Unsure
	case d.TailP != nil && *d.TailP <= Alpha && cuts:
		return Better
	case *d.BeyondLo > -w.Tail:
		return NoWorse
	}
	return Unsure
}
