package config

import (
	"maps"
	"slices"

	"github.com/remora-bt/remora-bt/signals/filter"
	"github.com/remora-bt/remora-bt/strategies/file"
)

// An Apply names the files of trades that another program worked out.
type Apply struct {
	Opportunities []string `json:"opportunities,omitempty"` // results of backtests with position stacking
	Result        string   `json:"result,omitempty"`        // of the ordinary backtest, or a bot's database
	Recorded      []string `json:"recorded,omitempty"`      // by the recorder, one for each of Opportunities
	Protections   string   `json:"protections,omitempty"`
	Filtered      string   `json:"filtered,omitempty"` // result of the backtest whose entries the filter refused
	Refuse        string   `json:"refuse"`             // the entries that the filter may refuse: both, long or short
	Approximate   bool     `json:"accept_approximate"` // answer even if the walk is not the ordinary backtest
}

// Files are all that are named.
func (a *Apply) Files() []string {
	all := append(slices.Clone(a.Opportunities), a.Result)
	all = append(append(all, a.Recorded...), a.Protections, a.Filtered)
	return slices.DeleteFunc(all, func(file string) bool { return file == "" })
}

// Files are the files that a study names one by one: of filters, of signals and of
// trades that another program worked out. Those of its folders are not among them.
func (s Study) Files() []string {
	specs := []string{s.Filter, s.Against}
	for _, name := range slices.Sorted(maps.Keys(s.Own)) {
		specs = append(specs, s.Own[name].Filter)
	}
	var out []string
	for _, spec := range specs {
		if f, err := filter.Parse(spec); err == nil && f.Path != "" {
			out = append(out, f.Path)
		}
	}
	for _, name := range s.Strategies {
		if path, ok := file.Path(name); ok {
			out = append(out, path)
		}
	}
	if s.Apply != nil {
		out = append(out, s.Apply.Files()...)
	}
	return out
}
