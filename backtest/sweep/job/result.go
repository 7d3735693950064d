package job

import (
	"context"
	"fmt"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// A Result is everything that a sweep found out.
type Result struct {
	Version   string           `json:"version"`
	Synthetic bool             `json:"synthetic"`
	Study     string           `json:"study_sha256"`
	Filter    string           `json:"filter"`
	FilterSet []string         `json:"filter_set,omitempty"`
	Grid      []string         `json:"grid"`
	Settings  int              `json:"settings"`
	MinShift  int              `json:"min_shift_days"`
	Objective string           `json:"objective"`
	Warnings  []string         `json:"warnings"`
	Cells     []Found          `json:"cells"`
	Skill     []sweep.Skill    `json:"skill"`
	Overall   *verdict.Answers `json:"walk_forward_overall"` // nil if nothing was judged

	look looks.Look
}

// Look is what a book of looks keeps of the sweep: all that was tried is one, which
// found what the settings chosen before did after, all strategies together.
func (r *Result) Look() looks.Look {
	look := r.look
	if r.Overall != nil {
		look.Found(r.Overall)
	}
	return look
}

// A Found is one strategy, set of pairs and fee.
type Found struct {
	Strategy    string            `json:"strategy"`
	Pairs       []string          `json:"pairs"`
	Fee         float64           `json:"fee"`
	From        data.Instant      `json:"from"`
	To          data.Instant      `json:"to"`
	Data        string            `json:"data_sha256"`
	Tried       int               `json:"settings_tried"` // on these candles with this strategy, by the ledger
	Best        *Answered         `json:"best"`           // nil if no setting is a comparison
	Overfitting sweep.Overfit     `json:"overfitting"`
	Forward     *sweep.Forward    `json:"walk_forward"`
	Reliability sweep.Reliability `json:"reliability"`
	Points      []sweep.Judged    `json:"points"`
}

// An Answered setting has the two answers of a run with it, as if it had been the only
// one: what it is worth after so many tries is its point's answer.
type Answered struct {
	Setting string          `json:"setting"`
	Answers verdict.Answers `json:"answers"`
}

// result judges everything that was tried.
func (r *run) result(ctx context.Context) (*Result, error) {
	out := &Result{
		Version: r.Version, Synthetic: r.history.Synthetic, Study: r.hash, Filter: r.Study.Filter, FilterSet: r.Study.FilterSet,
		Grid: r.Grid, Settings: len(r.names), MinShift: verdict.MinShift, Objective: r.Objective,
		Warnings: r.warnings(), look: r.look,
	}
	if len(r.Grid) == 0 {
		out.Grid = []string{DefaultGrid}
	}
	out.Skill = r.skill
	var judged []*sweep.Forward
	seen := map[string]bool{}
	for _, b := range r.beds {
		found, err := r.resultOf(ctx, b)
		if err != nil {
			return nil, err
		}
		if key := fmt.Sprintln(b.Strategy, b.pairs); !seen[key] { // one fee of each
			seen[key] = true
			judged = append(judged, found.Forward)
		}
		out.Cells = append(out.Cells, *found)
	}
	var err error
	out.Overall, err = sweep.Overall(ctx, judged, r.aim().Worthwhile)
	return out, err
}

// warnings are doubts about the data.
func (r *run) warnings() []string {
	out := []string{}
	switch {
	case r.history.Found != nil:
		out = append(out, r.history.Found.Warnings(r.history.Tested()...)...)
	case r.history.Context == nil && r.filter.Engine():
		out = append(out, "there are no context series: the engine judges by candles alone")
	}
	for _, t := range r.tapes(r.Specs[0].Startup) {
		for _, doubt := range t.Doubts() {
			out = append(out, t.Pair+": "+doubt)
		}
	}
	return out
}

func (r *run) resultOf(ctx context.Context, b *bed) (*Found, error) {
	span := backtest.Result{Books: b.Books}
	from, to := span.Span()
	out := &Found{
		Strategy: b.Strategy, Pairs: b.Pairs, Fee: b.Fee, From: from, To: to, Data: b.data,
		Tried: max(r.ledger.Trials(b.data, b.Strategy), len(r.names)),
	}
	for _, batch := range b.batches {
		for i := range batch.Points {
			out.Points = append(out.Points, b.family.Judge(&batch.Points[i], b.Worthwhile))
		}
	}
	out.Overfitting = b.Overfitting(b.batches, r.names, out.Tried)
	out.Reliability = b.Reliability(b.pick(r.plain))
	var err error
	if out.Forward, err = r.forward(ctx, b); err != nil {
		return nil, err
	}
	if best := sweep.Best(out.Points); best >= 0 {
		mask, err := r.maskOf(ctx, b, best)
		if err != nil {
			return nil, err
		}
		a, err := b.Answer(ctx, mask)
		if err != nil {
			return nil, err
		}
		out.Best = &Answered{out.Points[best].Setting, *a}
	}
	return out, nil
}
