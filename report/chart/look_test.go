package chart_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/strategies"
)

var look = flag.String("look", "", "folder to write every chart of the tests' runs to, for people to look at")

// write leaves a chart as PNG and SVG in both themes, and narrow as on a phone.
func write(t *testing.T, run string, c draw.Chart) {
	t.Helper()
	narrow := draw.Light
	narrow.Name, narrow.Width = "narrow", 281 // 375 pixels
	for _, th := range []draw.Theme{draw.Light, draw.Dark, narrow} {
		dir := filepath.Join(*look, run, th.Name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		var png, svg bytes.Buffer
		if err := c.PNG(th, &png); err != nil {
			t.Fatal(err)
		}
		if err := c.SVG(th, &svg); err != nil {
			t.Fatal(err)
		}
		for ext, b := range map[string][]byte{".png": png.Bytes(), ".svg": svg.Bytes()} {
			if err := os.WriteFile(filepath.Join(dir, c.Name+ext), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestLook writes charts to the folder of -look.
func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("no folder given with -look")
	}
	for name, in := range map[string]chart.Input{"demo": demo(t, "MACDCross"), "real": real(t, "MACDCross"), "published": published(t), "one": one(t), "empty": empty(t), "winner": winner()} {
		for _, c := range chart.All(in) {
			write(t, name, c)
		}
	}
	var cells []chart.Input
	var lifts []chart.Choice
	for i, spec := range strategies.All() {
		cells = append(cells, demo(t, spec.Name))
		for k, year := range []string{"2020", "2021", "2022", "2023", "2020-01–2023-12"} {
			v := float64((i*7+k*5)%13-6) * 3.37
			lifts = append(lifts, chart.Choice{Row: spec.Name, Column: year, Value: &v, Answer: []string{"helps", "unsure", "none", ""}[(i+k)%4]})
		}
	}
	lifts[3].Value = nil
	write(t, "overview", chart.ByRegime(cells))
	write(t, "overview", chart.ChoiceGrid(lifts, "USDT", true))
}
