package report

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/report/web"
)

// wide is how tables of the page are made: without a limit to their width.
var wide = Options{Worst: 5, Verbose: true}

// writeHTML writes report.html.
func (s *Study) writeHTML(ctx context.Context, w io.Writer, charts *charts) error {
	return web.Write(ctx, w, s.document(charts))
}

// pageLimit keeps the page small enough for mail and for old phones, bytes.
const pageLimit = 2_900_000

// chartKinds are the charts by how much they matter.
var chartKinds = []string{
	"grid", "regimes", "equity", "placebo", "underwater", "groups", "threshold", "months", "ratios", "profits", "flow", "drawdowns", "calendar", "scatter", "price", "risk",
}

// document is the page: the verdict, what it rests on, strategy by strategy, then
// the data, the method and the manifest.
func (s *Study) document(charts *charts) *web.Document {
	subject, sample, _ := strings.Cut(strings.TrimSuffix(s.title(), syntheticMark), " · ")
	d := &web.Document{Title: subject, Lead: []string{sample}, Limit: pageLimit, Kinds: chartKinds, Footer: "Written by remora-bt " + s.Manifest.Version + ". Past results of a simulation say nothing certain of the future."}
	if s.Synthetic {
		d.Badge = "Synthetic data: made up by a generator, not market history"
	}
	if s.Filter != nil {
		d.Lead = append(d.Lead, filterText(s.Filter))
	}
	if s.Grid != nil {
		v := s.verdict()
		d.Answer, d.Reasons = "Verdict: "+string(v.Answer), v.Reasons
		d.Meaning, d.Tone = s.meaning(), answerTone[v.Answer]
	}
	d.Sections = append(d.Sections, s.overviewSection(charts))
	for i := range s.Cells {
		d.Sections = append(d.Sections, s.cellSection(i, charts))
	}
	return appendSections(d, s.periodSection(), s.healthSection(), methodSection(s), s.manifestSection())
}

func appendSections(d *web.Document, sections ...web.Section) *web.Document {
	for _, k := range sections {
		if len(k.Blocks) > 0 {
			d.Sections = append(d.Sections, k)
		}
	}
	return d
}

// alone explains the answers of one strategy.
var alone = map[verdict.Answer]string{
	verdict.Helps:        "The filter did better than the same blocks at other times, by more than luck explains.",
	verdict.Hurts:        "The filter did worse than the same blocks at other times, by more than luck explains.",
	verdict.NoEvidence:   "A gain as large as claimed would probably have shown in this much data, and it did not: blocking at other times does about as well.",
	verdict.Inconclusive: "This much data cannot tell whether the filter does anything: neither that it helps nor that it does not.",
	verdict.Invalid:      "The comparison is not a fair one, for the reasons below. Do not read its figures as a result.",
}

// together explains the answers of several strategies or periods at once.
var together = map[verdict.Answer]string{
	verdict.Helps:        "Somewhere the filter did better than the same blocks at other times, by more than luck explains even among so many looks, and nowhere worse.",
	verdict.Hurts:        "Somewhere the filter did worse than the same blocks at other times, by more than luck explains even among so many looks, and nowhere better.",
	verdict.NoEvidence:   "Nowhere did the filter do better or worse than luck explains among so many looks. Where the data could have shown a gain as large as claimed, they did not.",
	verdict.Inconclusive: "The strategies and periods contradict each other, or none has the data to tell whether the filter does anything.",
	verdict.Invalid:      "None of the comparisons is a fair one. Do not read their figures as a result.",
}

// meaning is the verdict's answer in a sentence.
func (s *Study) meaning() string {
	if len(s.Grid.Cells) > 1 {
		return together[s.verdict().Answer]
	}
	return alone[s.verdict().Answer]
}

var answerTone = map[verdict.Answer]int{verdict.Helps: +1, verdict.Hurts: -1}

// overviewSection has the tables of all strategies.
func (s *Study) overviewSection(k *charts) web.Section {
	out := web.Section{ID: "overview", Title: "All strategies"}
	if len(s.Cells) == 1 {
		out.Title = "Overview"
	}
	if s.Grid != nil {
		out.Blocks = s.tables(s.verdicts(), s.power())
		out.Blocks[0].Table.Filter = len(s.Cells) > 6
	}
	out.Blocks = append(out.Blocks, s.tables(s.strategies())...)
	if len(k.overview) > 0 {
		out.Blocks = append(out.Blocks, chartBlocks("Charts of all strategies", k.overview)...)
	}
	return out
}

// cellSection is one strategy: what the filter is worth, its drawdowns, charts, and
// behind a fold everything else.
func (s *Study) cellSection(i int, k *charts) web.Section {
	c := &s.Cells[i]
	out := web.Section{ID: fmt.Sprintf("cell-%d", i+1), Title: s.label(c), Fold: len(s.Cells) > 8}
	out.Blocks = append(out.Blocks, web.Block{Text: strings.Join(c.Pairs, ", ") + " · " + c.span()})
	if g := s.Grid; g != nil && i < len(g.Cells) {
		v := g.Cells[i].Verdict
		if len(g.Cells) > 1 { // else it stands on top
			out.Blocks = append(out.Blocks, web.Block{Text: "Verdict: " + string(v.Answer), List: v.Reasons})
		}
	}
	compared := s.comparedSheets(c, wide)
	first := compared[:min(2, len(compared))]
	drawdowns := s.drawdowns(c, wide)
	out.Blocks = append(out.Blocks, s.tables(append(slices.Clone(first), drawdowns)...)...)
	if i < len(k.cells) {
		out.Blocks = append(out.Blocks, chartBlocks("Charts", k.cells[i])...)
	}
	rest := slices.DeleteFunc(s.cellSheets(c, wide), func(t *table.Table) bool { return t.Title == drawdowns.Title })
	rest = append(slices.Clone(compared[len(first):]), rest...)
	out.Blocks = append(out.Blocks, web.Block{More: &web.More{Title: "All other tables of " + s.label(c), Blocks: s.tables(rest...)}})
	return out
}

// chartBlocks are the charts under a heading, and in words those that have nothing
// to show.
func chartBlocks(heading string, all []chart.Chart) []web.Block {
	var drawn []chart.Chart
	var missing []string
	for _, c := range all {
		if len(c.Panels) == 0 {
			missing = append(missing, c.Title+": "+c.Missing)
			continue
		}
		drawn = append(drawn, c)
	}
	if len(all) == 0 {
		return nil
	}
	out := []web.Block{{Heading: heading, Charts: drawn}}
	if len(missing) > 0 {
		out = append(out, web.Block{Text: "Not drawn, for want of data:", List: missing})
	}
	return out
}
