package sweep

import (
	"math"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Reliability holds the score at entry against "this trade will lose", over the
// trades of the baseline.
type Reliability struct {
	Strategy string   `json:"strategy"`
	Pairs    []string `json:"pairs"`
	Fee      float64  `json:"fee"`
	Trades   int      `json:"trades"` // that have a score
	Lost     int      `json:"lost"`
	// AUC is the chance that a losing trade had a higher score than one that did not
	// lose: ½ for a score that knows nothing. Error is that of unrelated ranks.
	AUC   *float64 `json:"auc"`
	Error *float64 `json:"auc_error"`
	// IC is the rank correlation of score and profit; below 0 for a score that works.
	IC    *float64 `json:"profit_ic"`
	Brier *float64 `json:"brier"`       // mean of (score − lost)², the score read as a probability
	Base  *float64 `json:"brier_base"`  // the same for the share of losers as the only forecast
	Bins  []Bin    `json:"bins"`        // by tenths of the score
	Few   int      `json:"hidden_bins"` // with fewer than 30 trades
}

// A Bin is the trades whose score lies in [From, To).
type Bin struct {
	From   float64        `json:"from"`
	To     float64        `json:"to"`
	Trades int            `json:"trades"`
	Score  float64        `json:"mean_score"`
	Lost   float64        `json:"lost"` // share
	LostLo float64        `json:"lost_lo"`
	LostHi float64        `json:"lost_hi"` // 90 % interval by Wilson, trades taken as independent
	Profit *float64       `json:"mean_profit"`
	BP     *float64       `json:"bp"` // how much worse than the trades around them, basis points: what refusing them chooses
	sum    backtest.Money // profit
	worse  float64        // Σ mean of the days around − profit
	scores float64
	lost   int
}

const bins = 10

// Reliability asks about the trades of the open gate.
func (t *Testbed) Reliability(dials []Dial) Reliability {
	r := Reliability{Strategy: t.Strategy, Pairs: t.Pairs, Fee: t.Fee, Bins: []Bin{}}
	var scores, profits, lost []float64
	groups := make([]Bin, bins)
	means := make([][]float64, len(t.lines))
	for i, l := range t.lines {
		means[i] = shift.Means(l, shift.Around)
	}
	for _, d := range backtest.Walk(t.Books, nil, backtest.Fixed(t.Books, t.Wallet)).Trades {
		score := dials[d.Book].Risk[t.Books[d.Book].Opps[d.Opp].Signal]
		if score < 0 {
			continue
		}
		bad := 0.0
		g := &groups[min(max(int(score*bins), 0), bins-1)]
		if d.ProfitAbs < 0 {
			bad = 1
			g.lost++
		}
		g.Trades++
		g.scores += score
		g.sum += backtest.MoneyOf(d.ProfitAbs)
		g.worse += means[d.Book][t.dayOf(t.Books[d.Book].Tape.Time(d.Exit))] - d.ProfitAbs
		scores, profits, lost = append(scores, score), append(profits, d.ProfitAbs), append(lost, bad)
		r.Lost += int(bad)
	}
	r.Trades = len(scores)
	if r.Trades < few {
		return r
	}
	if ic, ok := stats.Spearman(scores, profits); ok {
		r.IC = &ic
	}
	r.rank(scores, lost)
	r.brier(scores, lost)
	for i := range groups {
		r.bin(t.Books[0].Stake, &groups[i], float64(i)/bins, float64(i+1)/bins)
	}
	return r
}

// rank is the area under the ROC curve by the rank sum of the losers, and its error
// for unrelated ranks without ties, Mann and Whitney (1947):
//
//	AUC = (R − a(a+1)/2)/(a·b),   error = √((a+b+1)/(12·a·b)),   a losers, b others
func (r *Reliability) rank(scores, lost []float64) {
	ranks, ok := stats.Ranks(scores)
	a, b := float64(r.Lost), float64(r.Trades-r.Lost)
	if !ok || a == 0 || b == 0 {
		return
	}
	var sum float64
	for i, x := range lost {
		if x == 1 {
			sum += ranks[i]
		}
	}
	r.AUC = verdict.Number((sum-float64(a*(a+1)/2))/(a*b), true)
	r.Error = verdict.Number(math.Sqrt((a+b+1)/(12*a*b)), true)
}

func (r *Reliability) brier(scores, lost []float64) {
	n := float64(len(scores))
	share := float64(r.Lost) / n
	var sum float64
	for i, s := range scores {
		e := min(s, 1) - lost[i]
		sum += float64(e * e)
	}
	r.Brier, r.Base = verdict.Number(sum/n, true), verdict.Number(share*(1-share), true)
}

func (r *Reliability) bin(stake float64, g *Bin, from, to float64) {
	if g.Trades < few {
		if g.Trades > 0 {
			r.Few++
		}
		return
	}
	n := float64(g.Trades)
	g.From, g.To = from, to
	g.Score, g.Lost = g.scores/n, float64(g.lost)/n
	g.Profit = verdict.Number(g.sum.Float()/n, true)
	g.BP = verdict.Number(1e4*g.worse/(n*stake), true)
	if w, ok := stats.Wilson(g.lost, g.Trades, 0.9); ok {
		g.LostLo, g.LostHi = w.Lo, w.Hi
	}
	r.Bins = append(r.Bins, *g)
}
