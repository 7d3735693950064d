package study

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// Look is what a book of looks keeps of a result, whose Making has the inputs given.
// It is false without a filter: nothing was asked of the data.
func (r *Result) Look(inputs []Digest) (verdict.Look, bool) {
	if r.Joint == nil {
		return verdict.Look{}, false
	}
	s := r.Plan.Study
	names := slices.Sorted(slices.Values(s.Strategies))
	a := &r.Joint.Answers
	look := verdict.Look{Strategy: strings.Join(names, ","), Profit: a.Profit.PAdjusted, Risk: a.Risk.PAdjusted}
	var data, given []string
	for _, d := range inputs {
		if d.Path == r.Filters.Main.Spec.Path {
			given = append(given, d.SHA256)
			continue
		}
		data = append(data, d.SHA256)
	}
	slices.Sort(data)
	if r.Sample() {
		look.Data = digest("sample", s.Pairs, s.Timeframe, r.Seed)
	} else {
		look.Data = digest(data)
	}
	profile := ""
	if r.Filters.Main.Engine() {
		profile = r.Filters.Main.Config.Hash()
	}
	look.Filter = digest(r.Filters.Main.Spec.Kind, profile, given, s.FilterSet, s.RiskPair)
	if len(s.Own) > 0 {
		look.Filter = digest(look.Filter, s.Own)
	}
	return look, true
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
