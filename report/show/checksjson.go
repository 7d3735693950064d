package show

import "github.com/remora-bt/remora-bt/data"

// checksJSON are the checks with all gaps and every kind of flaw.
func checksJSON(checks []Check) any {
	type jsonFinding struct {
		Row  int          `json:"row"`
		Time data.Instant `json:"time"`
		What string       `json:"values"`
	}
	type jsonFlaw struct {
		Check data.Flaw     `json:"check"`
		Kind  string        `json:"kind"`
		Count int           `json:"count"`
		First []jsonFinding `json:"first"`
	}
	type jsonGap struct {
		From    data.Instant `json:"from"`
		To      data.Instant `json:"to"`
		Candles int          `json:"candles"`
	}
	type jsonCheck struct {
		Pair      string        `json:"pair"`
		Timeframe string        `json:"timeframe"`
		Format    string        `json:"format"`
		Files     []string      `json:"files"`
		Rows      int           `json:"rows"`
		From      *data.Instant `json:"from"` // null without rows
		To        *data.Instant `json:"to"`
		Missing   int           `json:"missing"`
		Gaps      []jsonGap     `json:"gaps"`
		Checks    []jsonFlaw    `json:"checks"`
		Faults    int           `json:"faults"`
		Verdict   string        `json:"verdict"`
	}
	var out []jsonCheck
	for i := range checks {
		c := &checks[i]
		j := jsonCheck{
			Pair: c.Pair, Timeframe: c.Timeframe.String(), Format: c.Format, Rows: c.Rows,
			Files: c.Files, Missing: c.Missing(), Gaps: []jsonGap{}, Faults: c.Faults(), Verdict: conclusion(&c.Report),
		}
		if c.Rows > 0 {
			j.From, j.To = &c.First, &c.Last
		}
		for _, g := range c.Gaps {
			j.Gaps = append(j.Gaps, jsonGap(g))
		}
		for f := range data.NumFlaws {
			flaw := jsonFlaw{f, kindOf(f), c.Found[f].Count, []jsonFinding{}}
			for _, row := range c.Found[f].First {
				flaw.First = append(flaw.First, jsonFinding(row))
			}
			j.Checks = append(j.Checks, flaw)
		}
		out = append(out, j)
	}
	return out
}
