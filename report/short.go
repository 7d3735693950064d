package report

import (
	"bytes"
	"io"
)

// writeShort writes report.md, what a pull request shows: the verdict, what it
// rests on, and of each strategy the comparison and where the difference comes
// from.
func (s *Study) writeShort(w io.Writer) error {
	var b bytes.Buffer
	opt := Options{Format: "md", Worst: 5}
	p := page{&b, opt, true}
	p.heading("# ", s.title())
	if s.Filter != nil {
		p.heading("", filterText(s.Filter))
	}
	if s.Grid != nil {
		text := s.verdictText()
		p.heading("## ", text[0])
		p.heading("", s.meaning())
		for _, reason := range text[1:] {
			p.heading("- ", reason)
		}
		p.sheets(s.verdicts(), s.power())
	}
	p.sheets(s.strategies())
	for i := range s.Cells {
		c := &s.Cells[i]
		p.heading("## ", s.headline(c))
		if compared := s.comparedSheets(c, opt); len(compared) > 1 {
			p.sheets(compared[:2]...)
		}
		p.sheets(s.drawdowns(c, opt))
	}
	if w := s.warnings(); len(w) > 0 {
		p.heading("## ", "Warnings")
		for _, text := range w {
			p.doubt(text)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
