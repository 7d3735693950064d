package study

import (
	"context"
	"errors"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/lookahead"
	"github.com/remora-bt/remora-bt/strategies"
)

// A Finding is what was found out about a component on a pair.
type Finding struct {
	Pair string `json:"pair"`
	lookahead.Finding
}

// Specs are strategies by name; all of them where there is none. An error is of kind
// Usage.
func Specs(names []string) ([]strategies.Spec, error) {
	if len(names) == 0 {
		return strategies.All(), nil
	}
	specs, errs := make([]strategies.Spec, len(names)), make([]error, len(names))
	for i, name := range names {
		specs[i], errs[i] = strategies.Find(name)
	}
	return specs, Misuse(errors.Join(errs...))
}

// LookAhead tries whether the join of candles and context, the filter or one of some
// strategies sees the future, on every pair of the study, which must have been loaded
// as judged. So many cuts of each pair's range are tried from a cold start.
func (h *History) LookAhead(ctx context.Context, f *signals.Filter, specs []strategies.Spec, cuts int) ([]Finding, error) {
	p := h.Plan
	var found []Finding
	for _, pair := range p.Study.Pairs {
		list, err := lookahead.Of(f, pair)
		if err != nil {
			return nil, Invalid(err)
		}
		for _, spec := range specs {
			list = append(list, lookahead.Streaming(spec.Name, func(*data.Tape) func(*data.Bar) strategies.Action { return spec.New().Update }))
		}
		t, from := h.whole[pair], 0
		if p.Span.HasFrom {
			from = min(t.Len()-1, max(0, t.Row(p.Span.From-1)+1))
		}
		findings, err := lookahead.Examine(ctx, list, t, lookahead.Cuts(cuts, from, t.Len(), p.Study.Draws()))
		if err != nil {
			return nil, err
		}
		for _, f := range findings {
			found = append(found, Finding{pair, f})
		}
	}
	return found, nil
}
