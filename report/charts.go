package report

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// ChartFormats are the forms of the files in charts/.
var ChartFormats = []string{"svg", "png"}

// charts are those of a study. Their names are those of the files.
type charts struct {
	answers  [2]draw.Chart  // of profit and of the worst days, for the page alone
	together *draw.Chart    // what the difference is made of
	cells    [][]draw.Chart // one list a cell
	overview []draw.Chart   // of several cells together
}

// makeCharts works out what the charts show, for cells that were prepared for it.
func (s *Study) makeCharts(ctx context.Context) (*charts, error) {
	out := &charts{cells: make([][]draw.Chart, len(s.Cells))}
	var inputs []chart.Input
	for i := range s.Cells {
		if in := s.Cells[i].Chart; in != nil {
			inputs = append(inputs, *in)
		}
	}
	var zoomed []*chart.Input
	for i := range s.Cells {
		if in := s.Cells[i].Chart; in != nil {
			zoomed = append(zoomed, in)
		}
	}
	chart.AddZooms(zoomed, chart.MostCandles, chart.MostTrades)
	err := parallel.Each(parallel.Named(ctx, "drawing"), len(s.Cells), func(i int) {
		if in := s.Cells[i].Chart; in != nil {
			out.cells[i] = chart.All(*in)
		}
	})
	if err != nil || len(inputs) == 0 {
		return out, err
	}
	taken := map[string]bool{}
	for i, list := range out.cells {
		prefix := fileName(s.Label(&s.Cells[i]))
		for n := 2; taken[prefix]; n++ {
			prefix = fmt.Sprintf("%s-%d", fileName(s.Label(&s.Cells[i])), n)
		}
		taken[prefix] = true
		for k := range list {
			list[k].Name = prefix + "-" + list[k].Name
		}
	}
	if len(s.Cells) > 1 && s.Joint != nil {
		out.overview = append(out.overview, chart.ChoiceGrid(s.choices(), s.StakeCurrency, s.Synthetic))
	}
	s.answerCharts(out)
	if len(s.Cells) > 1 && len(s.Filters()) == 1 && s.Filter.Profile != nil {
		out.overview = append(out.overview, chart.ByRegime(inputs))
	}
	for i := range out.overview {
		out.overview[i].Name = "all-" + out.overview[i].Name
	}
	return out, nil
}

// fileName makes a name of letters, digits and hyphens of any text.
func fileName(text string) string {
	name := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, text)
	name = strings.Trim(name, "-")
	if len(name) > 60 {
		name = name[:60]
	}
	if name == "" || name[0] < 'A' { // identifiers of the page begin with a letter
		name = "s-" + name
	}
	return name
}

// outputs draws every chart that has something to show, light and dark, in the
// formats of the study.
func (k *charts) outputs(ctx context.Context, formats []string) ([]output, error) {
	type job struct {
		c      draw.Chart
		theme  draw.Theme
		format string
	}
	var jobs []job
	for _, list := range append(append([][]draw.Chart{}, k.cells...), k.overview) {
		for _, c := range list {
			for _, format := range formats {
				if len(c.Panels) > 0 {
					jobs = append(jobs, job{c, draw.Light, format}, job{c, draw.Dark, format})
				}
			}
		}
	}
	drawn, errs := make([]bytes.Buffer, len(jobs)), make([]error, len(jobs))
	err := parallel.Each(parallel.Named(ctx, "writing charts"), len(jobs), func(i int) {
		draw := jobs[i].c.SVG
		if jobs[i].format == "png" {
			draw = jobs[i].c.PNG
		}
		errs[i] = draw(jobs[i].theme, &drawn[i])
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	out := make([]output, len(jobs))
	for i, j := range jobs {
		name := "charts/" + j.c.Name
		if j.theme.Name == draw.Dark.Name {
			name = "charts/dark/" + j.c.Name
		}
		out[i] = output{name + "." + j.format, func(w io.Writer) error {
			_, err := w.Write(drawn[i].Bytes())
			return err
		}}
	}
	return out, nil
}
