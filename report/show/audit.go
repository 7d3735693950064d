package show

import (
	"fmt"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/table"
)

// Audit prints what the published filter is worth: its answers, what they mean, and the
// tables on request.
func (p *Printer) Audit(a *published.Audit, d Detail) {
	switch p.opt.Format {
	case "json":
		p.JSON(struct {
			*published.Audit
			Findings []string `json:"findings"`
		}{a, findings(a, true)})
		return
	case "csv":
		p.Table(auditRows(a))
		return
	}
	p.screens(d, func(p *Printer) {
		p.Say("BTC/USDT 5m · %s to %s · %d strategies at 100 USDT a trade", a.From.Date(), a.To.Date(), len(a.Arms))
		p.Say("the published filter, %d windows with %.1f %% of all candles, refused %s of %s trades (%.1f %%)", a.Windows, 100*a.Blocked,
			answer.Count(a.Answers.Refused), answer.Count(a.Answers.Trades), 100*float64(a.Answers.Refused)/float64(a.Answers.Trades))
		p.Say("")
		p.parts(&a.Answers, "USDT")
		if !p.md() {
			p.Say("")
		}
		p.Table(auditAnswers(a))
		p.last(d, 0)
	}, func(p *Printer) {
		if d.Verbose {
			p.Table(auditProfit(a))
			p.Say("")
			p.Table(auditRisk(a))
			p.Say("")
		}
		p.reasons(findings(a, d.Verbose))
	})
}

// auditAnswers has a row a strategy, as the first screen of a run.
func auditAnswers(a *published.Audit) *table.Table {
	t := table.New("", table.Words("Strategy").Numbers("Refused", "Delta", "choosing", "bp").Words("Profit", "Worst days").Keep("Delta", "choosing", "Profit", "Worst days"))
	for _, arm := range a.Arms {
		f := &arm.Answers.Profit
		delta, selection, _ := rounded(f.Delta, f.Selection)
		t.Add(arm.Strategy, Optional(arm.Answers.RefusedPct, Percent), delta, selection, Optional(f.BP, signed), answer.Short(f.Answer), answer.Short(arm.Answers.Risk.Answer))
	}
	return t
}

func arms(a *published.Audit) []published.Arm {
	return append(a.Arms[:len(a.Arms):len(a.Arms)], a.Sum)
}

// auditProfit has the first question: did the filter refuse worse trades than those
// near them?
func auditProfit(a *published.Audit) *table.Table {
	t := table.New("Profit, USDT", table.Words("Strategy").Numbers("Trades", "Refused", "Delta", "less", "choosing", "90 %", "bp", "p", "p worse").Words("Answer").
		Keep("Delta", "less", "choosing", "Answer"))
	t.Totals = 1
	for _, arm := range arms(a) {
		f := &arm.Answers.Profit
		delta, selection, less := rounded(f.Delta, f.Selection)
		t.Add(arm.Strategy, arm.Answers.Trades, arm.Answers.Refused, delta, less, selection, between(f.Lo, f.Hi), Optional(f.BP, signed), Optional(f.P, Fixed3), Optional(f.PWorse, Fixed3), f.Answer)
	}
	return t
}

// auditRisk has the second: did it make the worst days milder than a smaller stake?
func auditRisk(a *published.Audit) *table.Table {
	t := table.New("Worst 5 % of days, each arm by its own, %", table.Words("Strategy").Numbers("Milder by", "At other times", "Smaller stake", "Beyond it", "90 %", "Best days given up", "p").Words("Answer").
		Keep("Milder by", "Beyond it", "Answer"))
	t.Totals = 1
	one := func(x float64) string { return Fixed(x, 1) }
	for _, arm := range arms(a) {
		r := &arm.Answers.Risk
		t.Add(arm.Strategy, Optional(r.Cut, one), Optional(r.CutShifted, one), Optional(arm.Answers.RefusedPct, one), Optional(r.Beyond, signed), between(r.BeyondLo, r.BeyondHi),
			Optional(r.GivenUp, one), Optional(r.P, Fixed3), r.Answer)
	}
	return t
}

// auditRows has a row a strategy with all of its figures.
func auditRows(a *published.Audit) *table.Table {
	t := table.New("", table.Words("strategy").Numbers("baseline_trades", "filtered_trades", "refused", "baseline_profit", "filtered_profit", "delta", "less", "selection", "lo", "hi", "bp", "bp_lo", "bp_hi", "p", "p_worse").
		Words("profit_answer").Numbers("tail_days", "avoided_pct", "share_pct", "points", "points_lo", "points_hi", "risk_p", "risk_p_worse", "cvar_cut_pct", "cvar_cut_shifted_pct", "beyond_stake", "beyond_stake_lo", "beyond_stake_hi", "best_days_given_up_pct").Words("risk_answer"))
	number := func(x *float64) string { return Optional(x, Digits) }
	for _, arm := range arms(a) {
		f, r := &arm.Answers.Profit, &arm.Answers.Risk
		t.Add(arm.Strategy, arm.BaselineTrades, arm.FilteredTrades, arm.Answers.Refused, arm.BaselineProfit.Float(), arm.FilteredProfit.Float(),
			number(f.Delta), number(f.Less), number(f.Selection), number(f.Lo), number(f.Hi), number(f.BP), number(f.BPLo), number(f.BPHi), number(f.P), number(f.PWorse), f.Answer,
			r.TailDays, number(r.Avoided), number(r.Share), number(r.Points), number(r.Lo), number(r.Hi), number(r.P), number(r.PWorse), number(r.Cut), number(r.CutShifted),
			number(r.Beyond), number(r.BeyondLo), number(r.BeyondHi), number(r.GivenUp), r.Answer)
	}
	return t
}

// better words an amount of basis points by which refused trades were worse.
func better(bp float64) string {
	if bp < 0 {
		return Fixed(-bp, 1) + " bp better"
	}
	return Fixed(bp, 1) + " bp worse"
}

// lastWord is the last word on both questions.
func lastWord(a *verdict.Answers) string {
	profit := map[verdict.Answer]string{
		verdict.Helps:        "For profit it chose well",
		verdict.Hurts:        "For profit it chose badly: almost any other time would have been better to stay out",
		verdict.NoEffect:     "For profit its choice made no difference worth a fee",
		verdict.Inconclusive: "For profit its choice cannot be told from luck",
		verdict.Invalid:      "For profit nothing can be compared",
	}[a.Profit.Answer]
	risk := map[verdict.Answer]string{
		verdict.Helps:        "it makes the worst days milder than a smaller stake would",
		verdict.Hurts:        "it kept the trades of the worst days",
		verdict.NoEffect:     "against the worst days a smaller stake does as well",
		verdict.Inconclusive: "against the worst days it is not shown to beat a smaller stake",
		verdict.Invalid:      "nothing is known of the worst days",
	}[a.Risk.Answer]
	return fmt.Sprintf("%s (%s); %s (%s).", profit, a.Profit.Answer, risk, a.Risk.Answer)
}
