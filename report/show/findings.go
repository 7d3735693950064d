package show

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/published"
)

// findings says in sentences what the audit's figures mean; named says which reports are
// meant.
func findings(a *published.Audit, named bool) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if a.Compared > 0 {
		say("%d of the study's %d comparisons come out better than their baseline: that is what it reported as the filter's success.", a.Improved, a.Compared)
	}
	f, n := &a.Answers.Profit, &a.Answers
	if f.Delta != nil && f.Selection != nil && n.RefusedPct != nil {
		delta, selection, less := rounded(f.Delta, f.Selection)
		say("At a fixed stake the filter gains %s USDT over the four strategies by refusing %d of their %d trades (%.1f %%). The average trade loses about its fees, so that any filter that refuses trades gains.", delta, n.Refused, n.Trades, *n.RefusedPct)
		say("Trading less brings %s of it: a filter shut as often in those months gains that without knowing anything. The rest, %s (%s), is what it chose.", less, selection, between(f.Lo, f.Hi))
	}
	if f.BP != nil && f.BPLo != nil && f.BPHi != nil && f.P != nil {
		say("The trades that it refused were %s than the trades that it kept near them (%s bp); the chance that windows without knowledge choose as well is p = %.3f, that they choose as badly %.3f.", better(*f.BP), between(f.BPLo, f.BPHi), *f.P, *f.PWorse)
	}
	if s := &a.Shifted; s.Shifts > 0 {
		say("The same windows at the %d other times at least %d whole days away gain %.1f, %.1f, %.1f USDT at 5, 50, 95 %%; %.1f %% of them gain something, and %.1f %% gain more than the filter does.", s.Shifts, s.MinDays, s.Q05, s.Q50, s.Q95, 100*s.Above, 100*s.More)
	}
	out = append(out, riskFindings(a)...)
	for _, x := range []struct {
		what    string
		reports []string
	}{
		{"%d of the reports end with a wallet that could afford no more trades", a.Ruined},
		{"%d are trade for trade another report under a longer name", a.Duplicate},
		{"%d is called filtered and is not", a.Open},
	} {
		if len(x.reports) == 0 {
			continue
		}
		text := fmt.Sprintf(x.what, len(x.reports))
		if named {
			text += " (" + strings.Join(x.reports, ", ") + ")"
		}
		out = append(out, text+".")
	}
	say("%s", lastWord(&a.Answers))
	return out
}

func riskFindings(a *published.Audit) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	r, refused := &a.Answers.Risk, a.Answers.RefusedPct
	if r.Avoided != nil && r.Share != nil && r.Points != nil && r.Lo != nil && r.Hi != nil && r.P != nil {
		say("It avoided %.1f %% of what the four lost on the baseline's %d worst days: %.1f are its share of the trades, %.1f are choice (%s, p = %.3f).", *r.Avoided, r.TailDays, *r.Share, *r.Points, between(r.Lo, r.Hi), *r.P)
	}
	if r.Cut == nil || r.CutShifted == nil || r.Beyond == nil || r.BeyondLo == nil || r.BeyondHi == nil || refused == nil {
		return out
	}
	say("But other days then become the worst. Its own worst 5 %% of days lost %.1f %% less; the same windows at other times take off %.1f %%, and a stake %.1f %% smaller takes off %.1f %%. That is %s points beyond a smaller stake (%s).",
		*r.Cut, *r.CutShifted, *refused, *refused, signed(*r.Beyond), between(r.BeyondLo, r.BeyondHi))
	if r.GivenUp != nil {
		say("It gave up %.1f %% of the gain on the best 5 %% of days.", *r.GivenUp)
	}
	return out
}
