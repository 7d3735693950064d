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
const pageLimit = 2_950_000

// chartKinds are the charts by how much they matter.
var chartKinds = []string{
	"profit", "tail", "waterfall", "grid", "regimes", "equity", "placebo", "price", "underwater", "groups", "months", "ratios", "threshold", "profits", "flow", "calendar", "drawdowns", "scatter", "risk",
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
		d.Cards, d.Reasons = s.cards(charts), slices.Concat(answer.Lacking(s.Joint.Answers.Reasons), s.Joint.Notes, s.Approximate())
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

// overviewSection is about all strategies: charts, the answers row by row, and the tables
// behind them folded by kind.
func (s *Study) overviewSection(k *charts) web.Section {
	out := web.Section{ID: "overview", Title: "All strategies"}
	if len(s.Cells) == 1 {
		out.Title = "Overview"
	}
	all := k.overview
	if k.together != nil && len(k.together.Panels) > 0 {
		all = append([]draw.Chart{*k.together}, all...)
	}
	out.Blocks = append(out.Blocks, chartBlocks("", all)...)
	if s.Joint != nil {
		if len(s.Cells) > 1 {
			rows := s.AnswersTable()
			rows.Title = "The answers, row by row"
			out.Blocks = append(out.Blocks, s.tables(rows)...)
			if why := s.invalid(); len(why) > 0 {
				out.Blocks = append(out.Blocks, web.Block{List: why})
			}
		}
		out.Blocks = append(out.Blocks, s.folded("Profit in figures", s.Decomposition()), s.folded("Worst days in figures", s.Risks()))
		if s.Against != nil {
			out.Blocks = append(out.Blocks, s.folded("Against the second filter", s.Duels()))
		}
	}
	out.Blocks = append(out.Blocks, s.folded("Runs of the wallet", s.Strategies()))
	for t := range web.Tables(out.Blocks) {
		t.Filter = len(s.Cells) > 6
	}
	return out
}

// folded are the tables of a kind, which readers ask for.
func (s *Study) folded(title string, all ...*table.Table) web.Block {
	return web.Block{More: &web.More{Title: title, Blocks: s.tables(all...)}}
}

// cellSection is one strategy: its answers, its charts, and its tables folded by kind.
func (s *Study) cellSection(i int, k *charts) web.Section {
	c := &s.Cells[i]
	out := web.Section{ID: fmt.Sprintf("cell-%d", i+1), Title: s.Label(c), Fold: len(s.Cells) > 1}
	out.Blocks = append(out.Blocks, web.Block{Text: strings.Join(c.Pairs, ", ") + " · " + c.Span()})
	if said := c.Said(); said != nil {
		out.Blocks = append(out.Blocks, web.Block{Text: "Trades worked out by freqtrade", List: said})
	}
	if s.Joint != nil && len(s.Cells) > 1 { // else it stands on top
		out.Blocks = append(out.Blocks, s.cellAnswers(i))
		out.Brief = s.brief(i)
	}
	if i < len(k.cells) {
		out.Blocks = append(out.Blocks, chartBlocks("Charts", k.cells[i])...)
	}
	for _, kind := range []struct {
		title  string
		sheets []*table.Table
	}{
		{"Where the difference comes from", s.ComparedSheets(c)},
		{"Trades, exits and periods", s.TradeSheets(c)},
		{"Metrics and drawdowns", s.MetricSheets(c, wide)},
		{"Market conditions and refused trades", s.ConditionSheets(c, wide)},
	} {
		if len(kind.sheets) > 0 {
			out.Blocks = append(out.Blocks, s.folded(kind.title, kind.sheets...))
		}
	}
	return out
}

// brief are both answers of a strategy in a word each.
func (s *Study) brief(i int) []table.Field {
	a := &s.Joint.Cells[i].Answers
	if a.Profit.Answer == "" {
		return []table.Field{{Text: "not counted"}}
	}
	return []table.Field{
		{Text: "profit: " + answer.Short(a.Profit.Answer), Tone: answer.Tone(a.Profit.Answer)},
		{Text: "worst days: " + answer.Short(a.Risk.Answer), Tone: answer.Tone(a.Risk.Answer)},
	}
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
