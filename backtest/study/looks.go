package study

import (
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data/formats"

	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Look is what a book of looks keeps of a result, whose Making has the inputs given.
// It is false without a filter: nothing was asked of the data.
func (r *Result) Look(inputs []formats.Digest) (looks.Look, bool) {
	if r.Joint == nil {
		return looks.Look{}, false
	}
	look := r.Looking(inputs, r.Filters.Main)
	look.Found(&r.Joint.Answers)
	if own := r.Plan.Study.Own; len(own) > 0 {
		look.Filter = looks.Hash(look.Filter, own)
	}
	return look, true
}

// Looking is a look at a history through a filter before it has found anything. The
// Making of both has the inputs given.
func (h *History) Looking(inputs []formats.Digest, f *filter.Filter) looks.Look {
	s := h.Plan.Study
	look := looks.Look{Strategy: strings.Join(slices.Sorted(slices.Values(s.Strategies)), ",")}
	var data, given []string
	for _, d := range inputs {
		if d.Path == f.Spec.Path {
			given = append(given, d.SHA256)
			continue
		}
		data = append(data, d.SHA256)
	}
	slices.Sort(data)
	if h.Sample() {
		look.Data = looks.Hash("sample", s.Pairs, s.Timeframe, h.Seed)
	} else {
		look.Data = looks.Hash(data)
	}
	profile := ""
	if f.Engine() {
		profile = f.Config.Hash()
	}
	look.Filter = looks.Hash(f.Spec.Kind, profile, given, s.FilterSet, s.RiskPair)
	return look
}
