package draw_test

import (
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/chart/draw"
)

// table is a chart of cells, each of which says its row and column.
func table(rows, columns []string) draw.Chart {
	cells := draw.Layer{Kind: draw.Cells}
	for y, row := range rows {
		for x, column := range columns {
			cells.Points = append(cells.Points, draw.Point{X: float64(x) - 0.4, X2: float64(x) + 0.4, Y: float64(y) - 0.4, Y2: float64(y) + 0.4, Text: row + column})
		}
	}
	return draw.Chart{Name: "t", Panels: []draw.Panel{{
		Height: 20 * float64(len(rows)), Layers: []draw.Layer{cells},
		X: draw.Axis{Scale: draw.Names, Names: columns}, Y: draw.Axis{Scale: draw.Names, Names: rows, Down: true},
	}}}
}

// written are the texts of a picture with their places.
func written(t *testing.T, c draw.Chart, th draw.Theme) (texts map[string][2]float64, picture string) {
	t.Helper()
	var b strings.Builder
	if err := c.SVG(th, &b); err != nil {
		t.Fatal(err)
	}
	texts = map[string][2]float64{}
	for _, m := range regexp.MustCompile(`<text x="([0-9.]+)" y="([0-9.]+)"[^>]*>([^<]*)<`).FindAllStringSubmatch(b.String(), -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		texts[m[3]] = [2]float64{x, y}
	}
	return texts, b.String()
}

// A table of more columns than fit a phone is turned round, each cell with its row and
// column; one that does not fit either way does not fit.
func TestTurnedTables(t *testing.T) {
	columns := strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Year")
	c := table([]string{"2023", "2024"}, columns)
	texts, _ := written(t, c, draw.Phone)
	if !c.Fits(draw.Phone) {
		t.Error("two years do not fit")
	}
	for _, name := range columns {
		for _, year := range []string{"2023", "2024"} {
			cell, row, column := texts[year+name], texts[name], texts[year]
			if math.Abs(cell[1]-row[1]) > 3 || math.Abs(cell[0]-column[0]) > 40 || cell == [2]float64{} {
				t.Errorf("cell %s%s is at %v, its row at %v, its column at %v", year, name, cell, row, column)
			}
		}
	}
	wide, _ := written(t, c, draw.Page)
	if wide["Feb"][1] != wide["Jan"][1] {
		t.Error("the page's table is turned round")
	}
	names := []string{"first strategy", "BollingerBreakout2", "AnotherStrategyOfMine", "OneMoreOfThem"}
	if c := table(names, append(columns, names...)); c.Fits(draw.Phone) || !c.Fits(draw.Theme{Width: 2000, Type: 1}) {
		t.Error("a table of long names fits a phone, or not a wide screen")
	}
}

// Where texts stand beside points, the names of rows are above them, and there is room
// for the texts, in all panels alike.
func TestRaisedNames(t *testing.T) {
	rows := []string{"low", "high"}
	panel := func(text string) draw.Panel {
		return draw.Panel{
			Height: 50, X: draw.Axis{Min: -1, Max: 1}, Y: draw.Axis{Scale: draw.Names, Names: rows, Down: true},
			Layers: []draw.Layer{
				{Kind: draw.Dots, Points: []draw.Point{{X: -1, Y: 0}, {X: -1, Y: 1}}},
				{Kind: draw.Labels, Place: draw.Right, Points: []draw.Point{{X: 1, Y: 0, Text: "a" + text}, {X: 1, Y: 1, Text: "b" + text}}},
			},
		}
	}
	c := draw.Chart{Name: "t", Panels: []draw.Panel{panel("n = 12, sum 3.45"), panel("n = 1,234, sum 56.7")}}
	texts, picture := written(t, c, draw.Phone)
	if !c.Fits(draw.Phone) {
		t.Error("it does not fit")
	}
	low, a, high, b := texts["low"][1], texts["an = 1,234, sum 56.7"][1], texts["high"][1], texts["bn = 1,234, sum 56.7"][1]
	if !(low+8 < a && a+8 < high && high+8 < b) {
		t.Errorf("names at %v and %v, texts at %v and %v: want each text below its name", low, high, a, b)
	}
	ranges := regexp.MustCompile(`data-xmin="([^"]*)" data-xmax="([^"]*)"`).FindAllString(picture, -1)
	if len(ranges) != 2 || ranges[0] != ranges[1] || strings.HasSuffix(ranges[0], `"1"`) {
		t.Errorf("the panels' ranges are %q, want wider ones, alike", ranges)
	}
	c.Panels[0] = panel(strings.Repeat("long ", 12))
	if c.Fits(draw.Phone) {
		t.Error("a text that takes all of the width fits")
	}
}

// Texts of one layer that would lie on each other stand side by side.
func TestTextsApart(t *testing.T) {
	marks := draw.Layer{Kind: draw.Labels, Place: draw.Below}
	for i, x := range []float64{1, 1.001, 1.002, 9.98, 9.99} {
		marks.Points = append(marks.Points, draw.Point{X: x, Y: 5, Text: "mark" + strconv.Itoa(i)})
	}
	c := draw.Chart{Name: "t", Panels: []draw.Panel{{Height: 80, X: draw.Axis{Min: 0, Max: 10}, Y: draw.Axis{Min: 0, Max: 10}, Layers: []draw.Layer{marks}}}}
	texts, _ := written(t, c, draw.Page)
	for i := range 5 {
		for k := range i {
			a, b := texts["mark"+strconv.Itoa(i)], texts["mark"+strconv.Itoa(k)]
			if math.Abs(a[0]-b[0]) < 22 && math.Abs(a[1]-b[1]) < 8 {
				t.Errorf("mark%d at %v and mark%d at %v overlap", i, a, k, b)
			}
		}
	}
}

// Of a cloud of dots, and of an area of more points than a phone is wide, the picture for
// phones draws fewer; an area whose foot moves, which others stand on, keeps its points.
func TestPhonesDrawFewer(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	size := func(th draw.Theme, kind draw.Kind, foot bool) int {
		l := draw.Layer{Kind: kind}
		for i := range 6000 {
			q := draw.Point{X: float64(i), Y: rng.Float64()}
			if foot {
				q.Y2 = -rng.Float64()
			}
			l.Points = append(l.Points, q)
		}
		_, picture := written(t, draw.Chart{Name: "c", Panels: []draw.Panel{{Height: 120, Layers: []draw.Layer{l}}}}, th)
		return len(picture)
	}
	for _, tt := range []struct {
		name string
		kind draw.Kind
		foot bool
		most float64 // of the page's picture
	}{{"dots", draw.Dots, false, 0.5}, {"area", draw.Area, false, 0.5}, {"stack", draw.Area, true, 1.1}} {
		page, phone := size(draw.Page, tt.kind, tt.foot), size(draw.Phone, tt.kind, tt.foot)
		if x := float64(phone) / float64(page); x > tt.most || tt.foot && x < 0.8 {
			t.Errorf("%s: %d bytes for phones, %d for the page", tt.name, phone, page)
		}
	}
}
