package metrics

import "github.com/remora-bt/remora-bt/backtest"

// By has a line for every key, in the order of keys, and the total of all trades.
// Trade i of Trades belongs to the line of key(i); a trade of none of the keys
// counts in the total alone.
func (r *Run) By(keys []string, key func(i int) string) []Line {
	groups := map[string][]backtest.Trade{}
	for i, t := range r.Trades {
		k := key(i)
		groups[k] = append(groups[k], t)
	}
	out := make([]Line, 0, len(keys)+1)
	for _, k := range keys {
		out = append(out, r.line(k, groups[k]))
	}
	return append(out, r.Total())
}
