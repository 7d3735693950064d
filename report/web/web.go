// Package web writes a report as one web page: complete without a network and
// without scripts, which only add to it. It knows tables and charts, but not what
// they are about.
package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"io"
	"iter"
	"strings"

	"github.com/remora-bt/remora-bt/report/chart/draw"

	_ "embed"

	"github.com/remora-bt/remora-bt/report/table"
)

// A Document is what the page says, from top to bottom.
type Document struct {
	Title    string
	Lead     []string // below the title
	Badge    string   // a mark beside it: that the data are made up
	Cards    []Card   // side by side on the first screen
	Reasons  []string // below them
	Sections []Section
	Footer   string

	// The page has at most Limit bytes, 0 for any. Where it would have more, kinds
	// of charts are left out, those first that come last in Kinds. A chart's kind is
	// what follows the last hyphen in its name.
	Limit int
	Kinds []string
}

// A Card is an answer with the pictures that it is read from.
type Card struct {
	Title  string
	Answer string
	Tone   int    // whether it is good (+1) or bad (−1) news
	Fact   string // in large type; "" for none
	Lines  []string
	Charts []draw.Chart
}

// A Section has a heading of the second rank. IDs are unique, of letters, digits
// and hyphens, and begin with a letter.
type Section struct {
	ID, Title string
	Fold      bool          // the page shows it only to those who ask for it
	Brief     []table.Field // beside the title of what is folded
	Blocks    []Block
}

// A Block holds one thing; what is empty is left out.
type Block struct {
	Heading string
	Text    string
	List    []string
	Table   *table.Table
	Charts  []draw.Chart // with names that are unique on the page
	Code    string
	More    *More
}

// More is what only those see who ask for it.
type More struct {
	Title  string
	Blocks []Block
}

// Tables are all tables of the blocks, folded ones too.
func Tables(blocks []Block) iter.Seq[*table.Table] {
	return func(yield func(*table.Table) bool) {
		for _, b := range blocks {
			if b.Table != nil && !yield(b.Table) {
				return
			}
			if b.More == nil {
				continue
			}
			for t := range Tables(b.More.Blocks) {
				if !yield(t) {
					return
				}
			}
		}
	}
}

var (
	//go:embed page.html
	markup string
	//go:embed style.css
	style string
	//go:embed script.js
	script string

	layout = template.Must(template.New("page").Funcs(template.FuncMap{"tone": tone}).Parse(markup))
)

// mostLinks is how many folded sections the contents name one by one.
const mostLinks = 8

func tone(v int) string {
	switch {
	case v > 0:
		return " good"
	case v < 0:
		return " bad"
	}
	return ""
}

// Write writes the page. Equal documents give equal bytes.
func Write(ctx context.Context, w io.Writer, d *Document) error {
	drawn, common, err := drawAll(ctx, d)
	if err != nil {
		return err
	}
	b, err := d.render(drawn, common, true)
	if err == nil && d.Limit > 0 && b.Len() > d.Limit {
		b, err = d.shorten(drawn, common, b.Len())
	}
	if err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// render fills the template; more says whether what is folded is on the page.
func (d *Document) render(drawn map[string]*figure, common *shared, more bool) (*bytes.Buffer, error) {
	sheet := style + themes()
	v := view{
		Document: d,
		Policy: "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-" +
			digest(sheet) + "'; script-src 'sha256-" + digest(script) + "'",
		Style:  template.HTML("<style>" + sheet + "</style>"),
		Script: template.HTML("<script>" + script + "</script>"),
	}
	f := filler{drawn: drawn, more: more, about: formulas{numbers: map[string]int{}}}
	for _, c := range d.Cards {
		v.Cards = append(v.Cards, cardView{c, f.views([]Block{{Charts: c.Charts}})})
	}
	for _, s := range d.Sections {
		v.Sections = append(v.Sections, sectionView{s.ID, s.Title, s.Fold, s.Brief, f.views(s.Blocks)})
	}
	folded := 0
	for _, s := range v.Sections {
		if s.Fold {
			folded++
		}
	}
	for _, s := range v.Sections {
		if s.Fold && folded > mostLinks {
			v.Folded = append(v.Folded, s)
		} else {
			v.Listed = append(v.Listed, s)
		}
	}
	v.Formulas = f.about.list
	if common.used(drawn) {
		v.Shared = common.All
	}
	b := new(bytes.Buffer)
	return b, layout.Execute(b, v)
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// themes are the colours of charts, dark ones where the reader's screen is.
func themes() string {
	const within = "figure.chart"
	var b strings.Builder
	b.WriteString(draw.Light.CSS(within))
	b.WriteString("@media screen and (prefers-color-scheme:dark){" + draw.Dark.CSS(within) + "}\n")
	return b.String()
}
