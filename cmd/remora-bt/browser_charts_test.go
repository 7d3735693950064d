package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// texts tells what is wrong with the texts of the charts on the page.
//
//go:embed testdata/texts.js
var texts string

// load shows another page in the same browser.
func (b *browser) load(path string) {
	b.Helper()
	b.mu.Lock()
	b.address = "file://" + path
	b.mu.Unlock()
	b.do(chromedp.Navigate("file://"+path), chromedp.WaitReady(chromedp.CSS("footer")))
}

// unfold opens everything that is folded.
func (b *browser) unfold() {
	b.Helper()
	ask[int](b, `(() => { for (const d of document.querySelectorAll("details")) d.open = true; return 0; })()`)
}

// legible holds the texts of all charts to their size and to places of their own.
func (b *browser) legible(least int) {
	b.Helper()
	got := ask[struct {
		Texts  int
		Faults []string
	}](b, "%s", texts)
	if got.Texts < least {
		b.Errorf("only %d texts were seen, want at least %d", got.Texts, least)
	}
	for i, f := range got.Faults {
		if i == 25 {
			b.Errorf("and %d more", len(got.Faults)-i)
			break
		}
		b.Error(f)
	}
}

// whole holds charts to being seen whole, but for some kinds on a phone.
func (b *browser) whole(width int64, but []string) {
	b.Helper()
	for _, id := range ask[[]string](b, `[...document.querySelectorAll("figure.chart .scroll, figure.chart .slim")].filter(e => e.scrollWidth > e.clientWidth).map(e => e.querySelector("svg").id)`) {
		if width > 600 || !slices.Contains(but, id[strings.LastIndexByte(id, '-')+1:]) {
			b.Errorf("%s is wider than its box", id)
		}
	}
}

// The charts of runs of every kind, at three widths, light and dark.
func TestBrowserCharts(t *testing.T) {
	if testing.Short() {
		t.Skip("runs six studies and looks at each in a browser")
	}
	browserProgram(t)
	dir := t.TempDir()
	signals := func(name, rows string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("date,pair,enter_long,exit_long\n"+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		return "signals:" + path
	}
	one := signals("one.csv", "2023-03-01 10:00:00,BTC/USDT,1,0\n2023-03-01 14:00:00,BTC/USDT,0,1\n")
	none := signals("none.csv", "2023-03-01 10:00:00,BTC/USDT,0,0\n")
	cases := []struct {
		name  string
		least int // texts
		args  []string
		wider []string // kinds of charts that phones scroll
	}{
		{"one cell", 200, []string{"--strategy-list", "NFIQuickstart"}, []string{"risk"}},
		{"twenty cells", 1000, []string{"--timerange", "20230101-20241231,20230101-20230630,20230701-20231231,20240101-20240630,20240701-20241231"}, []string{"regimes", "equity", "underwater", "price"}},
		{"one trade", 20, []string{"--strategy-list", one}, []string{"risk"}},
		{"no trade", 5, []string{"--strategy-list", none}, []string{"risk"}},
		{"several pairs", 200, []string{"--strategy-list", "RSIEMA,MACDCross", "--pairs", "BTC/USDT,ETH/USDT", "--max-open-trades", "2"}, []string{"risk"}},
		{"unlimited stake", 200, []string{"--strategy-list", "BollingerBreakout", "--stake-amount", "unlimited"}, []string{"risk"}},
		{"five days", 100, []string{"--strategy-list", "BollingerBreakout", "--timerange", "20240501-20240505"}, []string{"risk"}},
	}
	page := func(name string) string { return filepath.Join(dir, strings.ReplaceAll(name, " ", "-"), "report.html") }
	for _, c := range cases {
		if code, _, stderr := remora(t, append([]string{"run", "--charts", "none", "--output", filepath.Dir(page(c.name))}, c.args...)...); code != exitOK {
			t.Fatal(c.name, stderr)
		}
	}
	b := open(t, page(cases[0].name))
	for _, c := range cases {
		b.load(page(c.name))
		b.unfold()
		for _, width := range []int64{375, 768, 1280} {
			for _, colours := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s, %d, %s", c.name, width, colours), func(t *testing.T) {
					in := &browser{T: t, ctx: b.ctx}
					in.screen(width, colours)
					in.legible(c.least)
					in.whole(width, c.wider)
				})
			}
		}
	}
	b.quiet()
}
