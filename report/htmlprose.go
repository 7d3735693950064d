package report

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/report/web"
)

// healthSection says what the filter knew, what data there were and what is
// doubtful about them.
func (s *Study) healthSection() web.Section {
	out := web.Section{ID: "health", Title: "Health and data coverage"}
	for i := range s.Cells {
		k := s.Cells[i].Comparison
		if k == nil || len(k.Health.Faults) == 0 {
			continue
		}
		b := web.Block{Heading: "Doubts about " + s.Label(&s.Cells[i])}
		for _, f := range k.Health.Faults {
			b.List = append(b.List, "Fault: "+f)
		}
		out.Blocks = append(out.Blocks, b)
	}
	if w := s.Doubts(); len(w) > 0 {
		out.Blocks = append(out.Blocks, web.Block{Heading: "Warnings", List: w})
	} else {
		out.Blocks = append(out.Blocks, web.Block{Text: "There are no warnings about the data or the runs."})
	}
	if s.Filter != nil {
		out.Blocks = append(out.Blocks, web.Block{Text: sheet.FilterText(s.Filter)})
		out.Blocks = append(out.Blocks, s.folded("What the filter refused, why, and what it knew", s.FilterSheets()...))
	}
	return out
}

// methodSection explains the figures to those who did not make them.
func methodSection(s *Study) web.Section {
	out := web.Section{ID: "method", Title: "How this was worked out, and when not to believe it", Blocks: []web.Block{
		{Heading: "The simulation", Text: "Candles are replayed one by one. A signal on a candle is filled at the open of the next. Within a candle freqtrade's order holds: exit signal, stop, target, then a stop that has trailed. Fees are paid on both sides. No reading is used before it was public."},
	}}
	if s.HasFiltered() {
		out.Blocks = append(out.Blocks,
			web.Block{Heading: "Two arms", Text: "The baseline takes every entry of the strategy. The filtered arm is the same code on the same candles, and refuses the entries that the filter blocks. Exits are never blocked. Attribution accounts for the whole difference trade by trade: blocked trades, refilled ones that only fit because a blocked one left room, and displaced ones."},
			web.Block{Heading: "Delta = less + choosing", Text: "Any filter that trades less looks good while a strategy loses. So the difference to the baseline is taken apart. Trading less is what any filter that was shut as often in those months would have brought. Choosing is what remains: what refusing these trades brought beyond refusing as many of those around them, within 90 days before and after. Only choosing is skill."},
			web.Block{Heading: "Worst days", Text: "A smaller stake makes every bad day milder too, for nothing. So the fall of the mean of the worst 5 % of days stands beside the share of trades refused, which a smaller stake would give, and only what lies beyond it helps. That the filter knows bad days is asked apart: knowing is not yet helping, for other days become the worst."},
			web.Block{Heading: "Shifted masks", Text: "The same refusals are shifted in time by whole days, many times over: as many blocks, as long, at times at which they know nothing. What these masks choose, each in proportion to its own spread, is what luck looks like. p is the share of them that did at least as well, or, for HURTS, at least as badly, the filter counted as one of them. Of several strategies it is corrected for their number. Each side is tested at 5 %."})
	}
	return appendBlocks(out, web.Block{Heading: "When not to believe it", List: s.disbelief()},
		web.Block{More: &web.More{Title: "How every figure is worked out", Blocks: []web.Block{{List: sheet.Formulas()}}}})
}

func appendBlocks(k web.Section, blocks ...web.Block) web.Section {
	k.Blocks = append(k.Blocks, blocks...)
	return k
}

// disbelief lists what would make the figures wrong.
func (s *Study) disbelief() []string {
	var out []string
	if s.Synthetic {
		out = append(out, "The candles and readings here are synthetic. They show what the report looks like and nothing about any market.")
	}
	if s.HasFiltered() {
		out = append(out,
			"If the settings of the filter were chosen on these same years, they fit them, and the p-value does not know. Test on years that nobody has looked at.",
			"An interval that holds zero says that the figure beside it may be luck.",
			"A choice that rests on one month is a story about that month: see the table of choosing by month.",
			"A given list of refusals cannot be shown not to know the future: what it knew at the time cannot be proven.",
			"Where readings were missing or old, the filter admits entries by default: health counts them.")
	}
	return append(out,
		"Orders are filled in full at the candle's prices plus the slippage given: large stakes in thin markets are not.",
		"Within a candle the order of high and low is not known. Short candles keep that error small.",
		"Few trades: below thirty, averages and ratios are mostly luck.")
}

// manifestSection says what the run was made of.
func (s *Study) manifestSection() web.Section {
	m := s.manifest()
	seed := "none"
	if m.Seed != nil {
		seed = strconv.FormatUint(*m.Seed, 10)
	}
	facts := &table.Table{Title: "The run", Fixed: true, Columns: table.Words("What", "Value")}
	fact := func(name, value string) {
		facts.Add(name, value)
	}
	fact("Program", m.Program+" "+m.Version)
	fact("Format of the folder", strconv.Itoa(m.Format))
	fact("SHA-256 of the configuration", m.ConfigSHA256)
	fact("Seed", seed)
	fact("Data", s.Origin())
	if m.Created != "" {
		fact("Created", m.Created)
	}
	inputs := table.New("Input files", table.Words("Path").Numbers("Bytes").Words("SHA-256"))
	for _, d := range m.Inputs {
		inputs.Add(d.Path, d.Bytes, d.SHA256)
	}
	out := web.Section{ID: "manifest", Title: "Manifest", Blocks: []web.Block{
		{Text: "The same program on the same files with this configuration writes the same bytes; “remora-bt verify” checks them. manifest.json beside this page has the digest of every file written."},
		{Table: facts},
	}}
	if len(m.Inputs) > 0 {
		out.Blocks = append(out.Blocks, web.Block{Table: inputs})
	} else {
		out.Blocks = append(out.Blocks, web.Block{Text: "No file was read."})
	}
	return appendBlocks(out, web.Block{Heading: "Configuration", Code: indented(m.Config)})
}

// indented is JSON to read; what is no JSON stays as it is.
func indented(text []byte) string {
	var b bytes.Buffer
	if json.Indent(&b, text, "", "  ") != nil {
		return string(text)
	}
	return b.String()
}
