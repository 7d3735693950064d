package chart_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/chart"
	"github.com/remora-bt/remora-bt/report/chart/draw"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// baselineOnly is a run without a filter.
func baselineOnly(in chart.Input) chart.Input {
	in.Filtered, in.Placebo, in.Thresholds, in.MaxRisk = nil, nil, nil, 0
	for i := range in.Pairs {
		in.Pairs[i].Buckets, in.Pairs[i].Scored = nil, false
	}
	return in
}

// hostile has names that try to be something else.
func hostile(in chart.Input) chart.Input {
	in.Strategy, in.Filter, in.Currency = `"><script>alert(1)</script>`, "../../x", "a&b\x00\x1b[31m\xff"
	in.Pairs = append([]chart.Pair{{Name: strings.Repeat("W", 500) + "' onload='x"}}, in.Pairs...)
	return in
}

// broken has numbers that are none.
func broken(in chart.Input) chart.Input {
	nan, inf := math.NaN(), math.Inf(1)
	in.Baseline.Equity = append([]chart.Day{{At: in.From, Equity: nan}, {At: in.From.Add(data.Day), Equity: inf}}, in.Baseline.Equity...)
	in.Baseline.Trades = append([]chart.Trade{{Trade: &backtest.Trade{ProfitRatio: nan, ProfitAbs: inf}, Rated: true, Risk: 0.5, Class: 1, Regime: 1}, {Trade: &backtest.Trade{ProfitRatio: -inf}}}, in.Baseline.Trades...)
	in.Placebo = &chart.Placebo{Draws: []float64{nan, inf, -inf}, Observed: nan, Lo: nan, Hi: inf, Bounded: true}
	in.Thresholds = []chart.Threshold{{Risk: nan, Observed: inf}, {Risk: 0.5}}
	in.Pairs = append([]chart.Pair{{Name: "X", Price: []draw.Point{{X: nan, Y: nan}, {X: 1, Y: inf}}}}, in.Pairs...)
	return in
}

func inputs(t testing.TB) map[string]chart.Input {
	return map[string]chart.Input{
		"nothing": {}, "empty": empty(t), "one": one(t), "three": tiny(t, 3), "demo": demo(t, "MACDCross"),
		"baseline": baselineOnly(demo(t, "RSIEMA")), "hostile": hostile(one(t)), "winner": winner(), "broken": broken(one(t)),
	}
}

var themes = []draw.Theme{draw.Light, draw.Dark, draw.Page, {Name: "narrow", Width: 200, Colours: draw.Light.Colours}}

// Every chart draws every run in every theme, as well-formed XML, and says what it
// shows.
func TestEveryChartDrawsEveryRun(t *testing.T) {
	for name, in := range inputs(t) {
		t.Run(name, func(t *testing.T) {
			charts := append(chart.All(in), chart.ByRegime([]chart.Input{in}), chart.ByRegime(nil), chart.ChoiceGrid(nil, "", false))
			for _, c := range charts {
				if c.Title == "" || c.Name == "" || c.Missing == "" && c.Alt == "" {
					t.Errorf("chart %q lacks name, title or text: %q, %q", c.Name, c.Title, c.Alt)
				}
				if in.Synthetic && len(c.Panels) > 0 && !strings.Contains(c.Note, "synthetic data") {
					t.Errorf("%s does not say that the data are synthetic: %q", c.Name, c.Note)
				}
				for _, th := range themes {
					var b bytes.Buffer
					if err := c.SVG(th, &b); err != nil {
						t.Fatal(err)
					}
					wellFormed(t, c.Name, b.Bytes())
				}
				if err := c.PNG(draw.Dark, io.Discard); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// wellFormed reads the SVG and holds it to its elements and to its size.
func wellFormed(t *testing.T, name string, svg []byte) {
	t.Helper()
	if len(svg) > 100_000 {
		t.Errorf("%s has %d bytes, more than 100 kB", name, len(svg))
	}
	if bytes.Contains(svg, []byte("NaN")) || bytes.Contains(svg, []byte("Inf")) {
		t.Errorf("%s has a number that is none", name)
	}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e, ok := tok.(xml.StartElement); ok && !strings.Contains(" svg title desc g path text ", " "+e.Name.Local+" ") {
			t.Fatalf("%s has an element %q", name, e.Name.Local)
		}
	}
}

// Equal input gives equal bytes, one after the other and side by side.
func TestSVGIsStable(t *testing.T) {
	in := demo(t, "MACDCross")
	draw := func() []byte {
		var b bytes.Buffer
		for _, c := range chart.All(in) {
			if err := c.SVG(draw.Light, &b); err != nil {
				t.Error(err)
			}
			if err := c.SVG(draw.Page, &b); err != nil {
				t.Error(err)
			}
		}
		return b.Bytes()
	}
	want := draw()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := draw(); !bytes.Equal(got, want) {
				t.Error("the same charts gave other bytes")
			}
		})
	}
	wg.Wait()
}

// A page's charts have no colours of their own, since those follow the page.
func TestPageHasClassesOnly(t *testing.T) {
	css := draw.Dark.CSS(".dark")
	for _, c := range chart.All(demo(t, "MACDCross")) {
		var b bytes.Buffer
		if err := c.SVG(draw.Page, &b); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if strings.Contains(text, `="#`) || strings.Contains(text, "style") {
			t.Errorf("%s has colours or styles of its own", c.Name)
		}
		for _, class := range []string{"f-text", "s-filtered", "f-shade"} {
			if strings.Contains(text, `class="`+class+`"`) && !strings.Contains(css, "."+class+"{") {
				t.Errorf("%s has class %q, which has no colour", c.Name, class)
			}
		}
		if !strings.HasPrefix(text, `<svg class="chart" id="chart-`+c.Name+`" role="img" aria-label="`) {
			t.Errorf("%s begins with %.80q", c.Name, text)
		}
	}
}

// Each chart has a name of its own, which Specs tells.
func TestNames(t *testing.T) {
	seen := map[string]bool{"grid": true, "regimes": true}
	for i, c := range chart.All(one(t)) {
		if s := chart.Specs()[i]; s.Name != c.Name || s.Doc == "" || seen[c.Name] {
			t.Errorf("chart %d has name %q, its spec %q: %q", i, c.Name, s.Name, s.Doc)
		}
		seen[c.Name] = true
	}
}

// The bytes are the same everywhere.
func TestGolden(t *testing.T) {
	const path = "testdata/equity.svg"
	var b bytes.Buffer
	if err := find(t, one(t), "equity").SVG(draw.Light, &b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		kept := filepath.Join(t.ArtifactDir(), "equity.svg")
		if err := os.WriteFile(kept, b.Bytes(), 0o644); err != nil {
			t.Error(err)
		}
		t.Errorf("%s differs from what is drawn, %s; -update rewrites it", path, kept)
	}
}
