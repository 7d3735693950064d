package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/chart/draw"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/report/web"
)

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>' {{.}} </style></script><!--`

// overTime is a chart of n points with a gap in them.
func overTime(name string, n int) draw.Chart {
	var points []draw.Point
	for i := range n {
		points = append(points, draw.Point{X: float64(1_600_000_000_000 + i*86_400_000), Y: 1000 + 100*math.Sin(float64(i))})
	}
	points[n/2].Y = math.NaN()
	return draw.Chart{Name: name, Title: "Equity " + hostile, Alt: hostile, Panels: []draw.Panel{{
		Label: hostile, Height: 100, X: draw.Axis{Scale: draw.Time},
		Layers: []draw.Layer{{Kind: draw.Line, Name: hostile, Role: draw.Baseline, Points: points}},
	}}}
}

// document has hostile text wherever text can be.
func document(charts ...draw.Chart) *web.Document {
	example := func() *table.Table {
		return &table.Table{
			Title: hostile, Note: hostile, Groups: []string{"", hostile, ""}, Totals: 1, Filter: true,
			Columns: table.Columns{{Name: hostile, Text: true}, {Name: "a"}, {Name: "b"}},
			Rows: [][]table.Field{
				{{Text: hostile}, {Text: "1", Tone: 1}, {Text: "2", Tone: -1}}, {{Text: "x"}, {Text: "1"}, {Text: "2"}}, {{Text: "ALL"}, {}, {}},
			},
		}
	}
	return &web.Document{
		Title: hostile, Lead: []string{hostile}, Badge: hostile, Cards: []web.Card{{Title: hostile, Answer: hostile, Tone: 1, Fact: hostile, Lines: []string{hostile}}}, Reasons: []string{hostile}, Footer: hostile,
		Sections: []web.Section{{ID: "one", Title: hostile, Blocks: []web.Block{
			{Heading: hostile, Text: hostile, List: []string{hostile}, Code: hostile},
			{Table: example()},
			{Charts: charts},
			{More: &web.More{Title: hostile, Blocks: []web.Block{{Table: example()}}}},
		}}},
	}
}

func page(t *testing.T, d *web.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := web.Write(t.Context(), &b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEverythingIsEscaped(t *testing.T) {
	got := page(t, document(overTime("a-equity", 50)))
	for _, bad := range []string{"<script>alert", "<img", "<!--", "onerror=alert(1)>"} {
		if strings.Contains(got, bad) {
			i := strings.Index(got, bad)
			t.Errorf("the page holds %q: …%s…", bad, got[max(0, i-80):min(len(got), i+80)])
		}
	}
	if n := strings.Count(got, "</script>"); n != 2 {
		t.Errorf("%d scripts end, want 2: the program and the values of one chart", n)
	}
	if n := strings.Count(got, "</style>"); n != 1 {
		t.Errorf("%d style sheets end, want 1", n)
	}
}

// What runs and what paints has a hash in the policy, and nothing else may.
func TestPolicy(t *testing.T) {
	got := page(t, document(overTime("a-equity", 50)))
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(got)[1]
	if !strings.HasPrefix(policy, "default-src &#39;none&#39;;") {
		t.Errorf("the policy is %q", policy)
	}
	for tag, source := range map[string]string{"style": "style-src", "script": "script-src"} {
		body := regexp.MustCompile("(?s)<" + tag + ">(.*?)</" + tag + ">").FindStringSubmatch(got)[1]
		sum := sha256.Sum256([]byte(body))
		want := strings.ReplaceAll(source+" 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'", "'", "&#39;")
		if !strings.Contains(policy, strings.ReplaceAll(want, "+", "&#43;")) && !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks the %s", policy, tag)
		}
	}
	got = strings.ReplaceAll(got, "http://www.w3.org/2000/svg", "") // a name, not an address
	got = strings.ReplaceAll(got, "url(#", "")                      // a place on the page
	for _, bad := range []string{" style=", " onclick=", "http:", "https:", "@import", "url("} {
		if strings.Contains(got, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

// Without scripts nothing is there that needs them, and all tables are.
func TestCompleteWithoutScripts(t *testing.T) {
	got := page(t, document(overTime("a-equity", 50)))
	for _, control := range []string{"<button", "<input", "<output"} {
		if strings.Contains(got, control) {
			t.Errorf("the page holds %q, which needs a script", control)
		}
	}
	if n := strings.Count(got, "<table"); n != 2 {
		t.Errorf("%d tables, want 2", n)
	}
	if n := strings.Count(got, `<svg class="chart"`); n != 2 {
		t.Errorf("%d pictures, want 2: one is for phones", n)
	}
}

func TestEqualBytes(t *testing.T) {
	var charts []draw.Chart
	for i := range 20 {
		charts = append(charts, overTime(fmt.Sprintf("c%d-equity", i), 200+i))
	}
	first := page(t, document(charts...))
	for range 3 {
		if page(t, document(charts...)) != first {
			t.Fatal("a second page differs")
		}
	}
}

// A page stays below its limit and says what is missing; the kinds that matter
// most stay.
func TestLimit(t *testing.T) {
	var charts []draw.Chart
	for i := range 10 {
		charts = append(charts, overTime(fmt.Sprintf("c%d-equity", i), 800), overTime(fmt.Sprintf("c%d-risk", i), 800))
	}
	d := document(charts...)
	d.Kinds = []string{"equity", "risk"}
	whole := page(t, d)
	for _, tt := range []struct{ limit, charts, tables int }{
		{0, 20, 2}, {len(whole), 20, 2}, {len(whole) * 2 / 3, 10, 2}, {len(whole) / 3, 0, 2}, {65_000, 0, 1},
	} {
		d.Limit = tt.limit
		got := page(t, d)
		if n := strings.Count(got, `<svg class="chart"`); n != 2*tt.charts {
			t.Errorf("limit %d of %d: %d pictures, want %d, each for two screens", tt.limit, len(whole), n, 2*tt.charts)
		}
		if n := strings.Count(got, "<table"); n != tt.tables {
			t.Errorf("limit %d of %d: %d tables, want %d", tt.limit, len(whole), n, tt.tables)
		}
		if tt.limit > 0 && len(got) > tt.limit {
			t.Errorf("limit %d: the page has %d bytes", tt.limit, len(got))
		}
		if left := strings.Contains(got, "Left out"); left != (tt.charts < 20) {
			t.Errorf("limit %d: the page says that something is left out: %t", tt.limit, left)
		}
	}
}

// Where room is short, pictures for phones go before charts do, those of the kinds that
// matter least first, and those of answers stay.
func TestLimitOnPhones(t *testing.T) {
	var charts []draw.Chart
	for i := range 10 {
		charts = append(charts, overTime(fmt.Sprintf("c%d-equity", i), 800), overTime(fmt.Sprintf("c%d-risk", i), 800))
	}
	d := document(charts...)
	d.Cards[0].Charts = []draw.Chart{overTime("a-answer", 800)}
	d.Kinds = []string{"answer", "equity", "risk"}
	pictures := func() (out [6]int) {
		got := page(t, d)
		for i, id := range []string{"answer", "equity", "risk", "answer-slim", "equity-slim", "risk-slim"} {
			out[i] = strings.Count(got, "-"+id+`" role`)
		}
		return out
	}
	whole := len(page(t, d))
	for _, tt := range []struct {
		limit int
		want  [6]int
	}{
		{0, [6]int{1, 10, 10, 1, 10, 10}},
		{whole - 1, [6]int{1, 10, 10, 1, 10, 0}},
		{whole - 60_000, [6]int{1, 10, 10, 1, 0, 0}},
		{whole - 200_000, [6]int{1, 10, 0, 1, 10, 0}},
	} {
		d.Limit = tt.limit
		if got := pictures(); got != tt.want {
			t.Errorf("limit %d of %d: %v pictures of answers, equity and risk, then of phones, want %v", tt.limit, whole, got, tt.want)
		}
	}
}

// A picture for phones that would be large is left out: phones scroll the other one.
func TestLargePicturesHaveNoSlimOne(t *testing.T) {
	bars := func(n int) draw.Chart {
		c := overTime("x-bars", 10)
		l := &c.Panels[0].Layers[0]
		l.Kind, l.Points = draw.Rects, nil
		for i := range n {
			x := float64(1_600_000_000_000 + i*86_400_000)
			l.Points = append(l.Points, draw.Point{X: x, X2: x + 86_400_000, Y2: float64(i % 7)})
		}
		return c
	}
	for n, want := range map[int]bool{100: true, 20_000: false} {
		if got := strings.Contains(page(t, document(bars(n))), `-bars-slim" role`); got != want {
			t.Errorf("%d bars have a picture for phones: %t, want %t", n, got, want)
		}
	}
}

func TestNothing(t *testing.T) {
	if got := page(t, &web.Document{}); !strings.Contains(got, "<main") {
		t.Errorf("the page of nothing is %q", got)
	}
}
