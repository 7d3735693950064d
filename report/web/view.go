package web

import (
	"fmt"
	"html/template"
)

// The views are what the template prints.
type (
	view struct {
		*Document
		Policy        string
		Style, Script template.HTML
		Sections      []sectionView // hides the document's
	}
	sectionView struct {
		ID, Title string
		Blocks    []blockView
	}
	blockView struct {
		Heading, Text, Code string
		List                []string
		Table               *tableView
		Figures             []*figure
		More                *moreView
	}
	moreView struct {
		Title  string
		Blocks []blockView
	}
)

// blockViews makes views; n counts the tables of the page.
func blockViews(blocks []Block, drawn map[string]*figure, n *int) []blockView {
	out := make([]blockView, len(blocks))
	for i, b := range blocks {
		v := blockView{Heading: b.Heading, Text: b.Text, Code: b.Code, List: b.List}
		if b.Table != nil {
			*n++
			v.Table = b.Table.view(fmt.Sprintf("table-%d", *n))
		}
		for _, c := range b.Charts {
			v.Figures = append(v.Figures, drawn[c.Name])
		}
		if b.More != nil {
			v.More = &moreView{b.More.Title, blockViews(b.More.Blocks, drawn, n)}
		}
		out[i] = v
	}
	return out
}
