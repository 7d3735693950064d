package report

import (
	"bytes"
	"io"

	"github.com/remora-bt/remora-bt/report/sheet"
)

// writeShort writes report.md, what a pull request shows: the answers, what they rest
// on, and of each strategy where the difference comes from.
func (s *Study) writeShort(w io.Writer) error {
	var b bytes.Buffer
	opt := sheet.Options{Format: "md", Worst: 5}
	p := page{&b, opt, true}
	s.screen(opt, 0).writeMarkdown(p)
	s.ground(p)
	for i := range s.Cells {
		c := &s.Cells[i]
		s.introduce(p, i)
		if k := c.Comparison; k != nil && k.Attribution != nil {
			p.sheets(s.Attribution(c))
		}
		p.sheets(s.Drawdowns(c, opt))
	}
	if w := s.Doubts(); len(w) > 0 {
		p.heading("## ", "Warnings")
		for _, text := range w {
			p.doubt(text)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
