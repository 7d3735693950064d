package show

import (
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict/selftest"
	"github.com/remora-bt/remora-bt/report/table"
)

// SelfTest prints what the answers came to in worlds whose truth is known.
func (p *Printer) SelfTest(s *selftest.Result) {
	if p.opt.Format == "json" {
		p.JSON(s)
		return
	}
	t := table.New("", table.Words("World", "Mask").Numbers("Worlds", "HELPS", "HURTS", "Risk HELPS", "Risk HURTS", "Interval holds", "NO EFFECT wrong", "INVALID", "NO EFFECT", "Beats a stake", "Refused").
		Words("As claimed").Keep("Mask", "HELPS", "HURTS", "As claimed"))
	for i := range s.Rows {
		r := &s.Rows[i]
		t.Add(r.World, r.Mask, r.Worlds, share(r.Helps), share(r.Hurts), share(r.RiskHelps), share(r.RiskHurts), share(r.Holds), share(r.Wrong), share(r.Invalid),
			share(r.NoEffect), share(r.Milder), Fixed(r.Refused, 0), claimed(r))
	}
	p.Table(t)
	if p.opt.Format == "csv" {
		return
	}
	p.Say("HELPS and HURTS are the worlds with p ≤ 0.05 of that side, for profit and for risk; a useless mask has 5 %% each. Interval holds: the 90 %% interval holds the truth.")
	for i := range s.Rows {
		for _, m := range s.Rows[i].Misses {
			p.Say("%s, %s: %s.", s.Rows[i].World, s.Rows[i].Mask, m)
		}
	}
}

func share(r selftest.Rate) string {
	x, ok := r.Share()
	if !ok {
		return ""
	}
	return Percent(100 * x)
}

// claimed tells whether a row is as claimed.
func claimed(r *selftest.Row) table.Field {
	if len(r.Misses) > 0 {
		return table.Field{Text: "no: " + strings.Join(bare(r.Misses), ", "), Tone: -1}
	}
	return table.Field{Text: "yes"}
}

// bare are misses without their counts.
func bare(misses []string) []string {
	out := make([]string, len(misses))
	for i, m := range misses {
		out[i], _, _ = strings.Cut(m, ":")
	}
	return out
}
