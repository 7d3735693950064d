package web

import (
	"fmt"
	"html/template"

	"github.com/remora-bt/remora-bt/report/table"
)

// The views are what the template prints.
type (
	view struct {
		*Document
		Policy        string
		Style, Script template.HTML
		Cards         []cardView // hides the document's, as do
		Sections      []sectionView
		Listed        []sectionView // of them, in the contents
		Folded        []sectionView // the others, where there are many
		Shared        []candleData
		Formulas      []string // numbered from 1 in data-about
	}
	cardView struct {
		Card
		Blocks []blockView
	}
	sectionView struct {
		ID, Title string
		Fold      bool
		Brief     []table.Field
		Blocks    []blockView
	}
	blockView struct {
		Heading, Text, Code string
		List                []string
		Table               *tableView
		Figures             []*figure
		More                *moreView
		Left                []string // titles of what would make the page too large
	}
	moreView struct {
		Title  string
		Blocks []blockView
	}
)

// A filler makes views.
type filler struct {
	drawn  map[string]*figure
	more   bool
	tables int // so far
	about  formulas
}

func (f *filler) views(blocks []Block) []blockView {
	out := make([]blockView, len(blocks))
	for i, b := range blocks {
		v := blockView{Heading: b.Heading, Text: b.Text, Code: b.Code, List: b.List}
		if b.Table != nil {
			f.tables++
			v.Table = tableOf(b.Table, fmt.Sprintf("table-%d", f.tables), &f.about)
		}
		for _, c := range b.Charts {
			if k := f.drawn[c.Name]; k != nil {
				v.Figures = append(v.Figures, k)
			} else {
				v.Left = append(v.Left, c.Title)
			}
		}
		switch {
		case b.More != nil && f.more:
			v.More = &moreView{b.More.Title, f.views(b.More.Blocks)}
		case b.More != nil:
			v.Left = append(v.Left, b.More.Title)
		}
		out[i] = v
	}
	return out
}
