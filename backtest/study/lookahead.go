package study

import (
	"context"
	"errors"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals/filter"
	"github.com/remora-bt/remora-bt/signals/lookahead"
	"github.com/remora-bt/remora-bt/strategies"
	"github.com/remora-bt/remora-bt/strategies/file"
)

// A Finding is what was found out about a component on a pair.
type Finding struct {
	Pair string `json:"pair"` // "" for a context series, which all pairs share
	lookahead.Finding
}

// LookAheadPlan is EnginePlan with the strategies of the study, all of them where it
// names none: nothing of it is simulated.
func LookAheadPlan(s config.Study) (*Plan, error) {
	p, err := EnginePlan(s)
	if err != nil {
		return nil, err
	}
	if s.Judging == "" {
		p.Judging = 0 // that of a run
	}
	p.Spans, p.Specs = []data.TimeRange{p.Span}, strategies.All()
	if len(s.Strategies) == 0 {
		return p, nil
	}
	errs := make([]error, len(s.Strategies))
	p.Specs = make([]strategies.Spec, len(s.Strategies))
	for i, name := range s.Strategies {
		p.Specs[i], errs[i] = file.Find(name)
	}
	return p, fault.Misuse(errors.Join(append(errs, s.CheckOwn())...))
}

// LookAhead tries whether the join of candles and context, a filter or a strategy of
// the plan sees the future, on every pair of the study. The filters' pairs must have
// been loaded as judged, and they are asked the way a run asks them. So many cuts of
// each pair's range are tried from a cold start.
func (h *History) LookAhead(ctx context.Context, fs *Filters, cuts int) ([]Finding, error) {
	found := h.early()
	for i := range h.Plan.Study.Pairs {
		for n, f := range fs.All() {
			of, err := h.lookAhead(ctx, f, f.Judge, i, cuts)
			if err != nil {
				return nil, err
			}
			if n > 0 {
				of = ownFindings(of, fs.said[slices.Index(fs.of, f)].Filter)
			}
			found = append(found, of...)
		}
	}
	return found, nil
}

// ownFindings are those of engine and filter, under the filter's name: join and
// strategies have been tried before.
func ownFindings(all []Finding, name string) (own []Finding) {
	for _, f := range all {
		if f.Component == "engine" || f.Component == filterComponent {
			f.Component += " " + name
			own = append(own, f)
		}
	}
	return own
}

// filterComponent names the filter among the findings.
const filterComponent = "filter"

// lookAhead is LookAhead for a pair, by index, of a filter that is asked through ask.
func (h *History) lookAhead(ctx context.Context, f *filter.Filter, ask filter.Screener, i, cuts int) ([]Finding, error) {
	p := h.Plan
	traded, draw := h.Tapes(p.Span, p.Specs[0].Startup)[i], p.Study.Draws()
	judged := traded
	if pairs := p.Judged(f); pairs != nil {
		judged = h.whole[pairs[min(i, len(pairs)-1)]]
	}
	from := 0
	if p.Span.HasFrom {
		from = min(judged.Len()-1, max(0, judged.Row(p.Span.From-1)+1))
	}
	found := make([][]lookahead.Finding, 2+len(p.Specs))
	errs := make([]error, len(found))
	err := parallel.Each(parallel.Named(ctx, "looking ahead in "+traded.Pair), len(found), func(k int) {
		switch k {
		case 0:
			found[k], errs[k] = lookahead.Examine(ctx, lookahead.Of(f), judged, lookahead.Cuts(cuts, from, judged.Len(), draw))
		case 1:
			found[k] = make([]lookahead.Finding, 1)
			found[k][0], errs[k] = filterFinding(ctx, f, ask, judged, traded, lookahead.Cuts(cuts, traded.Warm, traded.Len(), draw))
		default:
			spec := h.spec(k-2, traded.Pair)
			t := h.Tapes(p.Span, spec.Startup)[i]
			one := lookahead.Streaming(spec.Name, func(*data.Tape) func(*data.Bar) strategies.Action { return spec.New().Update })
			found[k], errs[k] = lookahead.Examine(ctx, []lookahead.Component{one}, t, lookahead.Cuts(cuts, t.Warm, t.Len(), draw))
			if h.files[k-2] != nil && errs[k] == nil {
				found[k][0].Note = filter.Given
			}
		}
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	var out []Finding
	for _, list := range found {
		for _, one := range list {
			out = append(out, Finding{traded.Pair, one})
		}
	}
	return out, nil
}

// filterFinding holds the filter, asked as a run does, against what it can have known.
func filterFinding(ctx context.Context, f *filter.Filter, ask filter.Screener, judged, traded *data.Tape, cuts []int) (lookahead.Finding, error) {
	seen, err := f.Foresight(ctx, ask, judged, traded, cuts)
	if err != nil {
		return lookahead.Finding{}, fault.Invalid(err)
	}
	out := lookahead.Finding{Component: filterComponent, Cuts: seen.Checked, Biased: seen.Biased}
	if seen.Biased > 0 {
		out.First = &seen.First
	}
	if f.Given() {
		out.Note = filter.Given
	}
	return out, nil
}

// early finds the rows of the context that say they were public before their publisher
// can have published them.
func (h *History) early() (found []Finding) {
	if h.Found == nil {
		return nil
	}
	for i := range h.Found.Series {
		s := &h.Found.Series[i]
		if len(s.Early) == 0 {
			continue
		}
		first := s.Early[0].Known
		for _, row := range s.Early {
			first = min(first, row.Known)
		}
		found = append(found, Finding{"", lookahead.Finding{
			Component: "context " + s.Series.String(), Cuts: s.Rows, Biased: len(s.Early), First: &first, Note: s.Early[0].String(),
		}})
	}
	return found
}
