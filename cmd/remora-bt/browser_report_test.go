package main

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The report of the built-in study in a real browser.
func TestBrowser(t *testing.T) {
	browserProgram(t)
	dir := filepath.Join(t.TempDir(), "run")
	if code, _, stderr := remora(t, "run", "--charts", "none", "--output", dir); code != exitOK {
		t.Fatal(stderr)
	}
	b := open(t, filepath.Join(dir, "report.html"))
	b.quiet()
	for _, c := range []struct {
		name, colours string
		width         int64
	}{{"light", "light", 1280}, {"dark", "dark", 1280}, {"tablet", "light", 768}, {"phone", "light", 390}, {"phone, dark", "dark", 390}, {"narrow", "light", 320}} {
		t.Run(c.name, func(t *testing.T) {
			in := &browser{T: t, ctx: b.ctx}
			in.screen(c.width, c.colours)
			in.accessible()
			in.picture(c.name)
		})
	}
	b.screen(1280, "light")
	b.unfold()
	t.Run("unfolded", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).accessible() })
	t.Run("unfolded on a phone", func(t *testing.T) {
		in := &browser{T: t, ctx: b.ctx}
		in.screen(390, "light")
		in.accessible()
		in.picture("phone, unfolded")
		in.screen(1280, "light")
	})
	t.Run("crosshair", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).crosshair(dir) })
	t.Run("formulas", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).formulas() })
	t.Run("tooltips", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).tooltips(dir) })
	t.Run("zoom", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).zooms(dir) })
	t.Run("a phone's pictures", func(t *testing.T) {
		in := &browser{T: t, ctx: b.ctx}
		in.screen(375, "light")
		in.crosshair(dir)
		in.tooltips(dir)
		in.zooms(dir)
		in.toggles()
		in.screen(1280, "light")
	})
	t.Run("toggles", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).toggles() })
	t.Run("sort", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).sorts() })
	t.Run("filter", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).filters() })
	t.Run("print", func(t *testing.T) { (&browser{T: t, ctx: b.ctx}).prints() })
	b.quiet()
}

// point moves the mouse to a third of a chart's width and returns what the
// crosshair says, and the time there.
func (b *browser) point(figure string) (said string, at time.Time) {
	type place struct{ X, Y, At float64 }
	p := ask[place](b, `(() => {
		const svg = %s, d = svg.querySelector("g.panel").dataset;
		svg.scrollIntoView();
		const n = (k) => parseFloat(d[k]);
		const at = n("xmin") + (n("xmax") - n("xmin")) / 3;
		const q = new DOMPoint(n("x") + n("width") / 3, n("y") + n("height") / 2).matrixTransform(svg.getScreenCTM());
		return {X: q.x, Y: q.y, At: at};
	})()`, seen(figure))
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, p.X, p.Y))
	return ask[string](b, `%s.querySelector("output").textContent`, figure), time.UnixMilli(int64(p.At)).UTC()
}

// valueOf is the number after a name in what the crosshair says.
func (b *browser) valueOf(said, name string) float64 {
	_, after, _ := strings.Cut(said, " "+name+" ")
	text, _, _ := strings.Cut(after, ",")
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		b.Errorf("the crosshair says %q, want a number after %s", said, name)
	}
	return v
}

func figureOf(chart string) string {
	return `document.querySelector("[id$=NFIQuickstart-` + chart + `]").closest("figure")`
}

// seen is the picture of a figure that is shown: there may be another for phones.
func seen(figure string) string {
	return `[...` + figure + `.querySelectorAll("svg.chart")].find(s => s.checkVisibility())`
}

// crosshair points at the charts of equity and of months and compares what it says
// with equity.csv.
func (b *browser) crosshair(dir string) {
	arms := []string{"baseline", "filtered"}
	on := func(arm string, day time.Time) float64 {
		return equityOn(b.T, dir, "NFIQuickstart", arm, day.Format(time.DateOnly))
	}
	said, around := b.point(figureOf("equity"))
	at, err := time.Parse(time.DateOnly, said[:min(10, len(said))])
	if err != nil || at.Sub(around).Abs() > 48*time.Hour {
		b.Fatalf("the crosshair says %q, want a day around %s", said, around)
	}
	for _, arm := range arms {
		if got, want := b.valueOf(said, arm), on(arm, at.AddDate(0, 0, -1)); math.Abs(got-want) > 1e-5*want {
			b.Errorf("the crosshair says %q, want %s %v as in equity.csv", said, arm, want)
		}
	}
	ask[bool](b, `%s.parentNode.focus(); true`, seen(figureOf("equity")))
	b.do(chromedp.KeyEvent(kb.ArrowRight))
	next := ask[string](b, `%s.querySelector("output").textContent`, figureOf("equity"))
	if !strings.HasPrefix(next, at.AddDate(0, 0, 1).Format(time.DateOnly)) {
		b.Errorf("an arrow key leads from %q to %q, want the next day", said, next)
	}

	said, around = b.point(figureOf("months"))
	if !strings.HasPrefix(said, around.Format("2006-01: ")) {
		b.Fatalf("the crosshair says %q, want the month of %s", said, around)
	}
	first := time.Date(around.Year(), around.Month(), 1, 0, 0, 0, 0, time.UTC)
	for _, arm := range arms {
		want := 100 * (on(arm, first.AddDate(0, 1, -1))/on(arm, first.AddDate(0, 0, -1)) - 1)
		if got := b.valueOf(said, arm); math.Abs(got-want) > 1e-4*math.Abs(want) {
			b.Errorf("the crosshair says %q, want %s %v as in equity.csv", said, arm, want)
		}
	}
}

// equityOn is the equity of a day in equity.csv.
func equityOn(t *testing.T, dir, strategy, arm, day string) float64 {
	t.Helper()
	for _, r := range csvRows(t, filepath.Join(dir, "equity.csv")) {
		if r["date"] == day && r["strategy"] == strategy && r["arm"] == arm {
			v, err := strconv.ParseFloat(r["equity"], 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatalf("equity.csv lacks %s %s %s", day, strategy, arm)
	return 0
}

// formulas holds every figure to one that is a hover away: that of its column, or of its
// row where a row is one figure.
func (b *browser) formulas() {
	without := ask[[]string](b, `[...document.querySelectorAll("main table")].flatMap(t => {
		const heads = [...t.tHead.rows[t.tHead.rows.length - 1].cells];
		const rows = heads[0].textContent.startsWith("Metric") ? [...t.tBodies[0].rows].map(r => r.cells[0]) : [];
		return [...heads.filter(h => !h.classList.contains("text")), ...rows].filter(h => !h.title).map(h => t.getAttribute("class") + " " + h.textContent);
	})`)
	if len(without) > 0 {
		b.Errorf("nothing says how these are worked out: %q", without)
	}
}

// toggles hides a series and shows it again.
func (b *browser) toggles() {
	figure := figureOf("equity")
	shown := func() bool {
		return ask[bool](b, `[...%s.querySelectorAll("g.series[data-name=filtered]")].every(g => getComputedStyle(g).visibility === "visible")`, seen(figure))
	}
	press := func() {
		ask[bool](b, `[...%s.querySelectorAll(".legend button")].find(e => e.textContent === "filtered").focus(); true`, figure)
		b.do(chromedp.KeyEvent(kb.Enter))
	}
	for i, want := range []bool{true, false, true} {
		if i > 0 {
			press()
		}
		if got := shown(); got != want {
			b.Errorf("the filtered arm is shown: %t, want %t", got, want)
		}
	}
}

// sorts clicks on a heading, then presses Enter on it.
func (b *browser) sorts() {
	const table = `document.querySelector("#periods table")`
	const column = 6 // delta
	column7 := func() []float64 {
		return ask[[]float64](b, `[...%s.tBodies[0].rows].map(r => parseFloat(r.cells[%d].textContent.replace("−", "-")))`, table, column)
	}
	b.do(chromedp.Click(chromedp.CSS(`#periods thead th:nth-child(7) button`)))
	up := column7()
	if !slices.IsSorted(up) || len(up) < 90 || up[0] >= 0 {
		b.Errorf("one click on delta gives %v", up)
	}
	b.do(chromedp.KeyEvent(kb.Enter))
	down := column7()
	slices.Reverse(down)
	if !slices.IsSorted(down) {
		b.Errorf("Enter on delta does not turn the order round: %v", down)
	}
	if got := ask[string](b, `%s.querySelector("[aria-sort]").getAttribute("aria-sort")`, table); got != "descending" {
		b.Errorf("aria-sort is %q, want descending", got)
	}
}

// filters types into the box.
func (b *browser) filters() {
	b.do(chromedp.SendKeys(chromedp.CSS(`#periods input[type=search]`), "macdcross 2024-0"))
	shown := ask[[]string](b, `[...document.querySelectorAll("#periods tbody tr")].filter(r => r.offsetHeight > 0).map(r => r.cells[0].textContent + " " + r.cells[1].textContent)`)
	if len(shown) != 9 {
		b.Errorf("the filter shows %q, want the nine months", shown)
	}
	for _, s := range shown {
		if !strings.HasPrefix(s, "MACDCross 2024-0") {
			b.Errorf("the filter shows %q", s)
		}
	}
	if got := ask[string](b, `document.querySelector("#periods .count").textContent`); got != "9 of 96 rows" {
		b.Errorf("the filter counts %q, want 9 of 96 rows", got)
	}
}

// prints makes a PDF, with everything unfolded.
func (b *browser) prints() {
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	pdf := result(b, chromedp.PrintToPDF(chromedp.PDFPrintBackground(), chromedp.PDFPreferCSSPageSize()))
	if len(pdf) < 1000 {
		b.Errorf("the PDF has %d bytes", len(pdf))
	}
	if closed := ask[int](b, `document.querySelectorAll("details:not([open])").length`); closed > 0 {
		b.Errorf("%d parts are folded in print", closed)
	}
	if *look != "" {
		b.keep("print.pdf", pdf)
	}
}
