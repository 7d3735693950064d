package report

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/report/answer"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/report/web"
)

// wide is how tables of the page are made: without a limit to their width.
var wide = sheet.Options{Worst: 5, Verbose: true}

// writeHTML writes report.html.
func (s *Study) writeHTML(ctx context.Context, w io.Writer, charts *charts) error {
	return web.Write(ctx, w, s.document(charts))
}

// pageLimit keeps the page small enough for mail and for old phones, bytes.
const pageLimit = 2_900_000

// chartKinds are the charts by how much they matter.
var chartKinds = []string{
	"profit", "tail", "waterfall", "grid", "regimes", "equity", "placebo", "underwater", "groups", "threshold", "months", "ratios", "profits", "flow", "drawdowns", "calendar", "scatter", "price", "risk",
}

// document is the page: the verdict, what it rests on, strategy by strategy, then
// the data, the method and the manifest.
func (s *Study) document(charts *charts) *web.Document {
	subject, sample, _ := strings.Cut(strings.TrimSuffix(s.Title(), sheet.SyntheticMark), " · ")
	d := &web.Document{Title: subject, Lead: []string{sample}, Limit: pageLimit, Kinds: chartKinds, Footer: "Written by remora-bt " + s.Manifest.Version + ". Past results of a simulation say nothing certain of the future."}
	if s.Synthetic {
		d.Badge = "Synthetic data: made up by a generator, not market history"
	}
	if len(s.Filters()) > 0 {
		d.Lead = append(d.Lead, sheet.Capital(s.Refusal()))
	}
	if s.Joint != nil {
		d.Cards, d.Reasons = s.cards(charts), append(answer.Lacking(s.Joint.Answers.Reasons), s.Joint.Notes...)
		d.Reasons = append(d.Reasons, s.Why()...)
		for _, line := range s.DuelLines() {
			d.Reasons = append(d.Reasons, "Against the second filter: "+line+".")
		}
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

// cards are the two answers with the pictures that they are read from.
func (s *Study) cards(k *charts) []web.Card {
	var out []web.Card
	for i, p := range answer.Parts(&s.Joint.Answers, s.StakeCurrency) {
		c := web.Card{Title: cardTitles[i], Answer: p.Says, Tone: answer.Tone(p.Answer), Fact: p.Fact, Lines: p.Lines}
		if len(k.answers[i].Panels) > 0 {
			c.Charts = []draw.Chart{k.answers[i]}
		}
		out = append(out, c)
	}
	return out
}

// cardTitles are the two questions.
var cardTitles = [2]string{"Profit: does it refuse the worse trades?", "Risk: does it make the worst days milder?"}

// overviewSection has the tables of all strategies.
func (s *Study) overviewSection(k *charts) web.Section {
	out := web.Section{ID: "overview", Title: "All strategies"}
	if len(s.Cells) == 1 {
		out.Title = "Overview"
	}
	if s.Joint != nil {
		if k.together != nil && len(k.together.Panels) > 0 {
			out.Blocks = append(out.Blocks, web.Block{Charts: []draw.Chart{*k.together}})
		}
		out.Blocks = append(out.Blocks, s.tables(s.Decomposition(), s.Risks())...)
		if s.Against != nil {
			out.Blocks = append(out.Blocks, s.tables(s.Duels())...)
		}
		for i := range out.Blocks {
			if t := out.Blocks[i].Table; t != nil {
				t.Filter = len(s.Cells) > 6
			}
		}
	}
	out.Blocks = append(out.Blocks, s.tables(s.Strategies())...)
	if len(k.overview) > 0 {
		out.Blocks = append(out.Blocks, chartBlocks("Charts of all strategies", k.overview)...)
	}
	return out
}

// cellSection is one strategy: what the filter is worth, its drawdowns, charts, and
// behind a fold everything else.
func (s *Study) cellSection(i int, k *charts) web.Section {
	c := &s.Cells[i]
	out := web.Section{ID: fmt.Sprintf("cell-%d", i+1), Title: s.Label(c), Fold: len(s.Cells) > 8}
	out.Blocks = append(out.Blocks, web.Block{Text: strings.Join(c.Pairs, ", ") + " · " + c.Span()})
	if said := c.Said(); said != nil {
		out.Blocks = append(out.Blocks, web.Block{Text: "Trades worked out by freqtrade", List: said})
	}
	if s.Joint != nil && len(s.Cells) > 1 { // else it stands on top
		out.Blocks = append(out.Blocks, s.cellAnswers(i))
	}
	compared := s.ComparedSheets(c)
	first := compared[:min(2, len(compared))]
	drawdowns := s.Drawdowns(c, wide)
	out.Blocks = append(out.Blocks, s.tables(append(slices.Clone(first), drawdowns)...)...)
	if i < len(k.cells) {
		out.Blocks = append(out.Blocks, chartBlocks("Charts", k.cells[i])...)
	}
	rest := slices.DeleteFunc(s.CellSheets(c, wide), func(t *table.Table) bool { return t.Title == drawdowns.Title })
	rest = append(slices.Clone(compared[len(first):]), rest...)
	out.Blocks = append(out.Blocks, web.Block{More: &web.More{Title: "All other tables of " + s.Label(c), Blocks: s.tables(rest...)}})
	return out
}

// cellAnswers are both answers of one strategy.
func (s *Study) cellAnswers(i int) web.Block {
	k := &s.Joint.Cells[i]
	var b web.Block
	for _, p := range answer.Parts(&k.Answers, s.StakeCurrency) {
		line := sheet.Capital(strings.ToLower(p.Name)) + ": " + p.Head()
		if len(p.Lines) > 0 {
			line += ": " + strings.Join(p.Lines, "; ")
		}
		b.List = append(b.List, line+".")
	}
	if k.Why != "" {
		b.List = append(b.List, "Not counted: "+k.Why)
	}
	b.List = append(b.List, k.Answers.Reasons...)
	return b
}

// chartBlocks are the charts under a heading, and in words those that have nothing
// to show.
func chartBlocks(heading string, all []draw.Chart) []web.Block {
	var drawn []draw.Chart
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
