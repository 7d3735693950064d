package study

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// Look is what a book of looks keeps of a result, whose Making has the inputs given.
// It is false without a filter: nothing was asked of the data.
func (r *Result) Look(inputs []Digest) (looks.Look, bool) {
	if r.Joint == nil {
		return looks.Look{}, false
	}
	look := r.Looking(inputs, r.Filters.Main)
	look.Found(&r.Joint.Answers)
	if own := r.Plan.Study.Own; len(own) > 0 {
		look.Filter = digest(look.Filter, own)
	}
	return look, true
}

// Looking is a look at a history through a filter before it has found anything. The
// Making of both has the inputs given.
func (h *History) Looking(inputs []Digest, f *filter.Filter) looks.Look {
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
		look.Data = digest("sample", s.Pairs, s.Timeframe, h.Seed)
	} else {
		look.Data = digest(data)
	}
	profile := ""
	if f.Engine() {
		profile = f.Config.Hash()
	}
	look.Filter = digest(f.Spec.Kind, profile, given, s.FilterSet, s.RiskPair)
	return look
}

// digest is the SHA-256 of some values as JSON, in hex.
func digest(values ...any) string {
	text, err := json.Marshal(values)
	if err != nil {
		panic("study: " + err.Error()) // strings and numbers
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
