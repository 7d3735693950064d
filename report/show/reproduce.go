package show

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/table"
)

// Published prints the reports of the published study beside ours: how many agree, what
// differs, and whether that is explained; verbose every figure of every report.
func (p *Printer) Published(cells []published.Reproduction, d Detail) {
	switch p.opt.Format {
	case "json":
		p.JSON(publishedJSON(cells))
		return
	case "csv":
		p.Table(publishedFigures(cells))
		return
	}
	p.screens(d, func(p *Printer) {
		p.verdicts(cells)
		if len(cells) > 1 {
			p.Say("")
			p.Table(byStrategy(cells))
		}
		p.last(d, 0)
	}, func(p *Printer) {
		p.reports(cells, d)
		for i := range cells {
			if d.Verbose && cells[i].Run != nil {
				p.Say("")
				p.Table(publishedCell(&cells[i]))
			}
		}
	})
}

// verdicts says how many reports agree, whether the study is reproduced, and what
// differs.
func (p *Printer) verdicts(cells []published.Reproduction) {
	n := published.Count(cells)
	text := fmt.Sprintf("%s: %d equal, %d explained by known candles, %d different",
		plural.Of(len(cells), "report", "reports"), n[published.Equal], n[published.Explained], n[published.Different])
	if n[published.Uncovered] > 0 {
		text += fmt.Sprintf(", %d not covered", n[published.Uncovered])
	}
	p.Say("%s", text)
	p.Say("%s", outcome(n, len(cells)))
	if differing := differingFigures(cells); differing != "" {
		p.hang("What differs: ", differing)
	}
	if largest := largestDifference(cells); largest != "" {
		p.hang("The largest difference: ", largest)
	}
}

// outcome is the answer: of so many reports, how many have which verdict.
func outcome(n map[published.Verdict]int, all int) string {
	switch different, uncovered := n[published.Different], n[published.Uncovered]; {
	case uncovered == all:
		return "Nothing was reproduced: the candles cover none of it."
	case different > 0:
		return fmt.Sprintf("Not reproduced: nothing known explains what differs in %d of them.", different)
	case uncovered > 0:
		return fmt.Sprintf("Reproduced as far as the candles reach: %d of %s not run.", uncovered, plural.Of(all, "report was", "reports were"))
	case n[published.Explained] > 0:
		return "Reproduced: with the known candles as they were then, every figure is equal."
	default:
		return "Reproduced: every figure is equal."
	}
}

// differingFigures names the figures that differ in most reports.
func differingFigures(cells []published.Reproduction) string {
	n := map[string]int{}
	for i := range cells {
		for _, f := range cells[i].Figures {
			if !f.Equal {
				n[f.Label]++
			}
		}
		if len(cells[i].Days) > 0 {
			n["rows of days"]++
		}
	}
	names := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	const named = 3
	var out []string
	for i, name := range names[:min(named, len(names))] {
		of := fmt.Sprint(n[name])
		if i == 0 {
			of = plural.Of(n[name], "report", "reports")
		}
		out = append(out, name+" in "+of)
	}
	if more := len(names) - named; more > 0 {
		out = append(out, plural.Of(more, "more figure", "more figures"))
	}
	return strings.Join(out, ", ")
}

// largestDifference names the figure that differs most beside what was published.
func largestDifference(cells []published.Reproduction) string {
	text, most := "", 0.0
	for i := range cells {
		for _, f := range cells[i].Figures {
			if x, ok := f.Relative(); ok && !f.Equal && x > most {
				most = x
				text = fmt.Sprintf("%s %s, published %s (%s of it), in %s", f.Label, table.Shown(f.Ours), table.Shown(f.Published), Percent(100*x), cells[i].Report.Name())
			}
		}
	}
	return text
}

// byStrategy counts the verdicts of every strategy.
func byStrategy(cells []published.Reproduction) *table.Table {
	t := table.New("", table.Words("Strategy").Numbers("Reports", "Equal", "Explained", "Different", "Not covered").Keep("Equal", "Explained", "Different", "Not covered"))
	of := map[string][]published.Reproduction{}
	for _, c := range cells {
		of[c.Report.Strategy] = append(of[c.Report.Strategy], c)
	}
	for _, name := range slices.Sorted(maps.Keys(of)) {
		n := published.Count(of[name])
		t.Add(name, len(of[name]), n[published.Equal], n[published.Explained], n[published.Different], n[published.Uncovered])
	}
	return t
}
