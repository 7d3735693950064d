package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// A Grid is many comparisons looked at together. Among cells of one strategy,
// filter and set of pairs whose periods overlap, those are counted that together
// cover the most time; the others are named, since they tell the same story again.
// P-values of the counted, valid cells are adjusted for their number.
type Grid struct {
	Cells   []GridCell `json:"cells"`
	Counted int        `json:"counted"`
	ByLuck  float64    `json:"expected_by_luck"` // counted cells that would pass unadjusted if no mask knew anything
	Passed  int        `json:"passed_unadjusted"`
	Pooled  []Pooled   `json:"pooled"`
	Verdict Verdict    `json:"verdict"`

	Joint *Joint `json:"joint,omitempty"` // the two answers of all counted cells
}

// A GridCell is a cell's place in the grid.
type GridCell struct {
	Strategy  string       `json:"strategy"`
	Filter    string       `json:"filter"`
	Pairs     []string     `json:"pairs"`
	From      data.Instant `json:"from"`
	To        data.Instant `json:"to"`
	Counted   bool         `json:"counted"`
	Overlaps  []int        `json:"overlaps"`   // cells that share candles with it
	Duplicate []int        `json:"duplicates"` // cells whose baseline is the same, trade for trade

	Lift      *float64 `json:"lift"`
	P         *float64 `json:"p"`
	Holm      *float64 `json:"p_holm"`
	BH        *float64 `json:"p_bh"`
	Worse     *float64 `json:"p_worse"`
	HolmWorse *float64 `json:"p_worse_holm"`
	BHWorse   *float64 `json:"p_worse_bh"`

	Alone   Verdict `json:"verdict_alone"`
	Verdict Verdict `json:"verdict"` // by Holm's p; of a cell that is not counted, its own
}

// Overall judges the cells together.
func Overall(cells []*Comparison) *Grid {
	g := &Grid{Cells: make([]GridCell, len(cells)), Pooled: []Pooled{}}
	for i, c := range cells {
		k := GridCell{
			Strategy: c.Strategy, Filter: c.Filter, Pairs: c.Pairs, From: c.From, To: c.To,
			Overlaps: []int{}, Duplicate: []int{}, Alone: c.Verdict, Verdict: c.Verdict,
		}
		if r := c.Placebo.Row("profit"); r != nil {
			k.Lift, k.P, k.Worse = r.Lift, r.P, r.PWorse
		}
		for j, d := range cells {
			if i != j && c.overlaps(d) {
				k.Overlaps = append(k.Overlaps, j)
				if sameTrades(c, d) {
					k.Duplicate = append(k.Duplicate, j)
				}
			}
		}
		g.Cells[i] = k
	}
	g.count(cells)
	g.adjust(cells)
	g.Pooled = pool(g, cells)
	g.decide()
	return g
}

// family is what a cell shares with those that may not be counted beside it.
func (c *Comparison) family() string {
	return c.Strategy + "\x00" + c.Filter + "\x00" + strings.Join(c.Pairs, "\x00")
}

func (c *Comparison) overlaps(d *Comparison) bool {
	return c.family() == d.family() && c.From <= d.To && d.From <= c.To
}

func sameTrades(c, d *Comparison) bool {
	if c.WalletBaseline == nil || d.WalletBaseline == nil || len(c.WalletBaseline.Trades) == 0 {
		return false
	}
	return slices.EqualFunc(c.WalletBaseline.Trades, d.WalletBaseline.Trades, func(a, b backtest.Taken) bool {
		x, y := c.WalletBaseline.Books[a.Book], d.WalletBaseline.Books[b.Book]
		return x.Tape.Time(x.Opps[a.Opp].Entry) == y.Tape.Time(y.Opps[b.Opp].Entry) &&
			x.Tape.Time(a.Exit) == y.Tape.Time(b.Exit) && a.ProfitAbs == b.ProfitAbs
	})
}

// count chooses the cells of each family that do not overlap and cover the most
// time; of equal choices the one with more cells, then the earlier.
func (g *Grid) count(cells []*Comparison) {
	for _, i := range countable(cells, func(c *Comparison) bool {
		return c.Verdict.Answer != Invalid && c.Placebo.Row("profit") != nil
	}) {
		g.Cells[i].Counted = true
		g.Counted++
	}
	g.ByLuck = Alpha * float64(g.Counted)
}

// countable are the valid cells that do not overlap.
func countable(cells []*Comparison, valid func(*Comparison) bool) (out []int) {
	families := map[string][]int{}
	var order []string
	for i, c := range cells {
		if !valid(c) {
			continue
		}
		f := c.family()
		if families[f] == nil {
			order = append(order, f)
		}
		families[f] = append(families[f], i)
	}
	for _, f := range order {
		out = append(out, longest(families[f], cells)...)
	}
	slices.Sort(out)
	return out
}

// longest solves weighted interval scheduling over the cells by end of period.
func longest(ids []int, cells []*Comparison) []int {
	slices.SortStableFunc(ids, func(a, b int) int { return cmp.Compare(cells[a].To, cells[b].To) })
	type choice struct {
		time  data.Instant
		cells []int
	}
	best := make([]choice, len(ids)+1)
	for n, i := range ids {
		before := n // cells that end before this one begins
		for before > 0 && cells[ids[before-1]].To >= cells[i].From {
			before--
		}
		with := choice{best[before].time + cells[i].To - cells[i].From, append(slices.Clone(best[before].cells), i)}
		best[n+1] = best[n]
		if with.time > best[n].time || with.time == best[n].time && len(with.cells) > len(best[n].cells) {
			best[n+1] = with
		}
	}
	return best[len(ids)].cells
}

// adjust corrects the p-values of the counted cells and gives their verdicts anew.
func (g *Grid) adjust(cells []*Comparison) {
	var ids []int
	var better, worse []float64
	for i, k := range g.Cells {
		if k.Counted && k.P != nil && k.Worse != nil {
			ids, better, worse = append(ids, i), append(better, *k.P), append(worse, *k.Worse)
		}
	}
	holm, _ := stats.Holm(better)
	bh, _ := stats.BenjaminiHochberg(better)
	holmWorse, _ := stats.Holm(worse)
	bhWorse, _ := stats.BenjaminiHochberg(worse)
	for n, i := range ids {
		k := &g.Cells[i]
		k.Holm, k.BH, k.HolmWorse, k.BHWorse = &holm[n], &bh[n], &holmWorse[n], &bhWorse[n]
		if k.Verdict = cells[i].decide(k.Holm, k.HolmWorse); k.Alone.Answer == Inconclusive && k.Verdict.Answer != Inconclusive {
			k.Verdict = k.Alone // an answer that was taken back alone stays so
			k.Verdict.P, k.Verdict.PWorse, k.Verdict.Reasons = k.Holm, k.HolmWorse, slices.Clone(k.Alone.Reasons)
			k.Verdict.because("alone it is inconclusive, and %d looks do not make it more", len(ids))
		}
		if passes := k.Alone.Answer == Helps || k.Alone.Answer == Hurts; passes && k.Alone.Answer != k.Verdict.Answer {
			k.Verdict.because("alone it would pass as %s with p = %.3f; of %d looks that is not enough", k.Alone.Answer, min(*k.P, *k.Worse), len(ids))
		}
		if *k.P <= Alpha {
			g.Passed++
		}
	}
	for i := range g.Cells {
		if k := &g.Cells[i]; !k.Counted && len(k.Overlaps) > 0 && k.Verdict.Answer != Invalid {
			k.Verdict.Reasons = append(slices.Clone(k.Verdict.Reasons), "not counted: its period overlaps one that is")
		}
	}
}

// decide gives the verdict of the whole: that of the counted cells, as far as they
// agree.
func (g *Grid) decide() {
	n := map[Answer]int{}
	for _, k := range g.Cells {
		if k.Counted {
			n[k.Verdict.Answer]++
		}
	}
	v := &g.Verdict
	switch {
	case g.Counted == 0:
		v.Answer = Invalid
		v.because("none of the %d cells is valid", len(g.Cells))
		return
	case n[Helps] > 0 && n[Hurts] > 0:
		v.Answer = Inconclusive
	case n[Helps] > 0:
		v.Answer = Helps
	case n[Hurts] > 0:
		v.Answer = Hurts
	case n[NoEvidence] > 0:
		v.Answer = NoEvidence
	default:
		v.Answer = Inconclusive
	}
	v.because("of %d cells %d are counted: %d help, %d hurt, %d show no evidence, %d are inconclusive, at 5 %% after Holm's correction",
		len(g.Cells), g.Counted, n[Helps], n[Hurts], n[NoEvidence], n[Inconclusive])
	v.because("%d of the counted pass unadjusted, %.1f would by luck", g.Passed, g.ByLuck)
	if rest := len(g.Cells) - g.Counted; rest > 0 {
		v.Reasons = append(v.Reasons, fmt.Sprintf("%d cells are not counted: they overlap counted ones or are invalid", rest))
	}
	for _, p := range g.Pooled {
		if p.P != nil && p.Lift != nil {
			v.because("%s over %s: lift %+.2f, placebo p = %.3f", p.Filter, strings.Join(p.Strategies, " + "), *p.Lift, *p.P)
		}
	}
}
