package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// tip is what the tooltip says, a line each, after the mouse moved to a place in a chart.
func (b *browser) tip(figure string, panel int, x, y float64) []string {
	type place struct{ X, Y float64 }
	p := ask[place](b, `(() => {
		const svg = %s, d = svg.querySelectorAll("g.panel")[%d].dataset, n = (k) => parseFloat(d[k]);
		svg.scrollIntoView({block: "center"});
		const q = new DOMPoint(n("x") + n("width") * %v, n("y") + n("height") * %v).matrixTransform(svg.getScreenCTM());
		return {X: q.x, Y: q.y};
	})()`, seen(figure), panel, x, y)
	b.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, p.X, p.Y))
	type tip struct {
		Lines []string
		Near  float64
	}
	got := ask[tip](b, `(() => {
		const t = document.querySelector(".tip"), r = t.getBoundingClientRect();
		if (t.hidden) return {Lines: []};
		const dx = Math.max(r.left - %[1]v, %[1]v - r.right, 0), dy = Math.max(r.top - %[2]v, %[2]v - r.bottom, 0);
		return {Lines: [...t.children].map(e => e.textContent), Near: Math.hypot(dx, dy)};
	})()`, p.X, p.Y)
	if len(got.Lines) > 0 && got.Near > 60 {
		b.Errorf("the tooltip of %s is %.0f pixels from the pointer", figure, got.Near)
	}
	return got.Lines
}

// tooltips points at every chart of a strategy: each says something somewhere, and what
// can be checked is right.
func (b *browser) tooltips(dir string) {
	names := ask[[]string](b, `[...document.querySelectorAll("#cell-1 figure .scroll svg")].map(s => s.id.replace(/.*-/, ""))`)
	if len(names) < 13 {
		b.Errorf("the first strategy has the charts %q", names)
	}
	for _, name := range names {
		said := 0
		for _, at := range [][2]float64{{0.4, 0.5}, {0.2, 0.3}, {0.6, 0.7}, {0.55, 0.45}, {0.5, 0.1}} {
			if len(b.tip(figureOf(name), 0, at[0], at[1])) > 0 {
				said++
			}
		}
		if said == 0 {
			b.Errorf("the chart %s never says anything", name)
		}
	}
	x, y, name := 0.5/13, 0.25, "2023, Jan"
	if ask[bool](b, `%s.id.endsWith("slim")`, seen(figureOf("calendar"))) {
		x, y, name = y, x, "Jan, 2023" // it is turned round
	}
	cell := b.tip(figureOf("calendar"), 0, x, y)
	january := 100 * (equityOn(b.T, dir, "NFIQuickstart", "baseline", "2023-01-31")/1000 - 1)
	if want := fmt.Sprintf("%.1f", january); len(cell) != 2 || cell[0] != name || strings.ReplaceAll(cell[1], "−", "-") != want {
		b.Errorf("the first month says %q, want %s and %s", cell, name, want)
	}
	if bar := b.tip(figureOf("waterfall"), 0, 0.5/3, 0.95); len(bar) < 2 || bar[0] != "trading less" {
		b.Errorf("the first bar of the waterfall says %q", bar)
	}
}

// zooms drags over the chart of equity; the other charts of the strategy follow, and the
// price shows candles, trades and refused entries.
func (b *browser) zooms(dir string) {
	ranges := func() []float64 {
		return ask[[]float64](b, `(() => {
			const list = [...document.querySelectorAll("#cell-1 figure.time")].map(f => f.querySelector(".range").textContent);
			return [list.length, new Set(list).size, list.filter(t => / to /.test(t)).length];
		})()`)
	}
	count := func(what string) int {
		return ask[int](b, `%s.querySelectorAll(%q).length`, seen(figureOf("price")), what)
	}
	drag := func(from, to float64) {
		type place struct{ X, X2, Y float64 }
		p := ask[place](b, `(() => {
			const svg = %s, d = svg.querySelector("g.panel").dataset, n = (k) => parseFloat(d[k]);
			svg.scrollIntoView({block: "center"});
			const at = (s) => new DOMPoint(n("x") + n("width") * s, n("y") + n("height") / 2).matrixTransform(svg.getScreenCTM());
			return {X: at(%v).x, X2: at(%v).x, Y: at(0).y};
		})()`, seen(figureOf("equity")), from, to)
		b.do(
			chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, p.X, p.Y, chromedp.Button(string(input.MouseButtonLeft))),
			chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, (p.X+p.X2)/2, p.Y, chromedp.Button(string(input.MouseButtonLeft))),
			chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, p.X2, p.Y, chromedp.Button(string(input.MouseButtonLeft))),
			chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, p.X2, p.Y, chromedp.Button(string(input.MouseButtonLeft))))
	}
	if n := count(".candle"); n != 0 {
		b.Errorf("there are %d candles before the first zoom", n)
	}
	drag(0.5, 0.53) // three weeks
	if got := ranges(); got[0] < 4 || got[1] != 1 || got[2] != got[0] {
		b.Errorf("charts, ranges and zoomed charts of the strategy are %v", got)
	}
	if n := count(".candle"); n < 60 || n > 121 {
		b.Errorf("three weeks have %d candles, want 60 to 120", n)
	}
	trades, refused := count(".trade"), count(".refused")
	wantTrades, wantRefused := b.inRange(dir)
	if trades != wantTrades || refused != wantRefused || trades == 0 {
		b.Errorf("%d trades and %d refused entries are shown, want %d and %d", trades, refused, wantTrades, wantRefused)
	}
	if seen := ask[[]string](b, `[...%s.querySelectorAll("path.redrawn")].filter(p => getComputedStyle(p).visibility === "visible" && p.getTotalLength() > 100).map(p => p.dataset.name)`, seen(figureOf("equity"))); !slices.Contains(seen, "baseline") || !slices.Contains(seen, "filtered") {
		b.Errorf("of the equity only %q are seen when zoomed", seen)
	}
	b.legible(50)
	b.do(chromedp.KeyEvent("0")) // the chart has the focus
	if got := ranges(); got[2] != 0 {
		b.Errorf("after 0 %v charts are still zoomed", got[2])
	}
	b.do(chromedp.KeyEvent("+"), chromedp.KeyEvent("+"))
	if got := ranges(); got[2] != got[0] {
		b.Errorf("after + only %v of %v charts are zoomed", got[2], got[0])
	}
	ask[int](b, `(%s.querySelector("[aria-label='The whole time']").click(), 0)`, figureOf("flow"))
	if got := ranges(); got[2] != 0 || count(".candle") != 0 {
		b.Errorf("after the button %v charts are still zoomed", got[2])
	}
}

// inRange counts the trades and the refused entries in the range that is shown, in
// trades.csv and blocked.csv.
func (b *browser) inRange(dir string) (trades, refused int) {
	text := ask[string](b, `%s.querySelector(".range").textContent`, figureOf("price"))
	instant := func(s string) time.Time {
		at, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			at, err = time.Parse(time.DateOnly, s)
		}
		if err != nil {
			b.Fatalf("the range is %q", text)
		}
		return at
	}
	first, last, _ := strings.Cut(text, " to ")
	from, to := instant(first), instant(last)
	at := func(s string) time.Time {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			b.Fatal(err)
		}
		return t
	}
	for _, r := range csvRows(b.T, filepath.Join(dir, "trades.csv")) {
		if r["strategy"] == "NFIQuickstart" && r["arm"] == "baseline" && at(r["close_date"]).After(from) && at(r["open_date"]).Before(to) {
			trades++
		}
	}
	for _, r := range csvRows(b.T, filepath.Join(dir, "blocked.csv")) {
		if signal := at(r["signal_date"]); r["strategy"] == "NFIQuickstart" && !signal.Before(from) && !signal.After(to) {
			refused++
		}
	}
	return trades, refused
}

// csvRows are the rows of a CSV file by column.
func csvRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		row := map[string]string{}
		for i, name := range rows[0] {
			row[name] = r[i]
		}
		out = append(out, row)
	}
	return out
}
