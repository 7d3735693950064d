package show_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// An audit has its answers first and last, at most 40 lines between them, and its tables
// on request.
func TestAuditIsShort(t *testing.T) {
	x := func(v float64) *float64 { return &v }
	answers := verdict.Answers{
		Profit: verdict.ProfitAnswer{Answer: verdict.Inconclusive, P: x(0.9), PWorse: x(0.1), Delta: x(300), Less: x(400), Selection: x(-100), Lo: x(-200), Hi: x(10), BP: x(-5), BPLo: x(-12), BPHi: x(1)},
		Risk: verdict.RiskAnswer{
			Answer: verdict.NoEffect, P: x(0.01), PWorse: x(0.99), Avoided: x(20), Share: x(9), Points: x(11), Lo: x(3), Hi: x(22),
			Cut: x(6), CutShifted: x(1), Beyond: x(0.3), BeyondLo: x(-3), BeyondHi: x(4), GivenUp: x(13),
		},
		Trades: 32896, Refused: 2021, RefusedPct: x(6.1),
	}
	names := []string{"BollingerBreakoutRemoraStrategy/20200101-20251231", "MACDCrossRemoraStrategy/20200101-20211231"}
	a := &published.Audit{
		Windows: 29, Blocked: 0.063, Answers: answers, Compared: 20, Improved: 18, Ruined: names, Duplicate: names, Open: names[:1],
		Shifted: published.Shifted{MinDays: 7, Shifts: 2141, Q05: 332, Q50: 418, Q95: 514},
	}
	for _, name := range []string{"NFIQuickstart", "MACDCross", "RSIEMA", "BollingerBreakout"} {
		a.Arms = append(a.Arms, published.Arm{Strategy: name, Answers: answers})
	}
	a.Sum = published.Arm{Strategy: "all", Answers: answers}
	printed := func(d show.Detail) string {
		var b bytes.Buffer
		p := show.To(&b, table.Options{Width: 80})
		p.Audit(a, d)
		if p.Err() != nil {
			t.Fatal(p.Err())
		}
		return b.String()
	}
	quiet := printed(show.Detail{Quiet: true})
	for _, want := range []string{"refused 2,021 of\n32,896 trades (6.1 %)\n", "\nPROFIT  +300.00 USDT. Its choice: INCONCLUSIVE\n", "\nRISK    worst 5 % of days 6.0 % milder. Its choice: NO EFFECT\n", "\nRSIEMA "} {
		if !strings.Contains(quiet, want) {
			t.Errorf("no %q in\n%s", want, quiet)
		}
	}
	first, brief := quiet+"every table: -v\n", printed(show.Detail{})
	between, ok := strings.CutSuffix(strings.TrimPrefix(brief, first), first)
	if !ok || strings.Count(between, "\n") > 40 || strings.Contains(between, names[0]) || !strings.Contains(between, "cannot be told from luck") {
		t.Errorf("want first and last\n%sand at most 40 lines between them, but printed is\n%s", first, brief)
	}
	full := printed(show.Detail{Verbose: true})
	for _, want := range []string{"Profit, USDT\n", "Worst 5 % of days, each arm by its own, %\n", names[0]} {
		if !strings.Contains(full, want) {
			t.Errorf("verbose: no %q in\n%s", want, full)
		}
	}
	if between, ok := strings.CutSuffix(strings.TrimPrefix(full, quiet), quiet); !ok || len(between) < len(full)/2 {
		t.Errorf("verbose: want first and last\n%sbut printed is\n%s", quiet, full)
	}
}

// What is wrong stands below answers of nothing. It may come from any folder: what a
// terminal would act on is quoted.
func TestWhatIsWrongIsSaid(t *testing.T) {
	var b bytes.Buffer
	none := verdict.Answers{Profit: verdict.ProfitAnswer{Answer: verdict.Invalid}, Risk: verdict.RiskAnswer{Answer: verdict.Invalid}}
	none.Reasons = []string{"Constant mask: it blocks everything.", "\x1b[2J"}
	p := show.To(&b, table.Options{Width: 80})
	p.Comparison(&runfolder.Comparison{A: &runfolder.Folder{Dir: "a", Answers: &none}, B: &runfolder.Folder{Dir: "b"}}, false, show.Detail{Quiet: true})
	want := "a: a\nPROFIT  INVALID\nRISK    INVALID\n        Constant mask: it blocks everything.\n        \"\\x1b[2J\"\nb: b\n"
	if got := b.String(); !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// What a page has no room for is counted, with the noun that fits.
func TestOneMoreIsOne(t *testing.T) {
	for n, want := range map[int]string{4: "\n1 more warning: -v\n", 5: "\n2 more warnings: -v\n"} {
		var b bytes.Buffer
		p := show.To(&b, table.Options{Width: 80})
		c := &runfolder.Comparison{A: &runfolder.Folder{Dir: "a"}, B: &runfolder.Folder{Dir: "b"}, Warnings: make([]string, n)}
		p.Comparison(c, false, show.Detail{})
		if got := b.String(); !strings.Contains(got, want) {
			t.Errorf("%d warnings: no %q in\n%s", n, want, got)
		}
	}
}

// Two runs say on the first screen in what their studies differ: a few things, each short.
func TestWhatDiffersIsSaidFirst(t *testing.T) {
	of := func(changes ...runfolder.Change) string {
		var b bytes.Buffer
		p := show.To(&b, table.Options{Width: 80})
		p.Comparison(&runfolder.Comparison{A: &runfolder.Folder{Dir: "a"}, B: &runfolder.Folder{Dir: "b"}, Config: changes}, false, show.Detail{Quiet: true})
		_, differ, _ := strings.Cut(b.String(), "DIFFER  ")
		return differ
	}
	long := "/home/of/somebody/with/a/long/name/candles"
	fee, filter := runfolder.Change{Key: "fee", A: "0.001", B: "0.0005"}, runfolder.Change{Key: "filter", A: `"default"`}
	file := runfolder.Change{Key: "input BTC_USDT-5m.csv.gz", A: strings.Repeat("ab", 32), B: strings.Repeat("cd", 32)}
	for _, tt := range []struct {
		changes []runfolder.Change
		want    string
	}{
		{nil, ""},
		{[]runfolder.Change{fee, filter}, "in fee (0.001, 0.0005), filter (default, none)\n"},
		{[]runfolder.Change{fee, filter, file, fee, fee}, "in fee (0.001, 0.0005), filter (default, none), input BTC_USDT-5m.csv.gz\n        (abababababab…, cdcdcdcdcdcd…), 2 more\n"},
		{[]runfolder.Change{{Key: "datadir", A: `"` + long + `/binance"`, B: `"` + long + `/kraken/of/2024/and/later"`}}, "in datadir (…candles/binance, …candles/kraken/of/2024…)\n"},
		{[]runfolder.Change{{Key: "datadir", A: `"` + long + `"`, B: `"` + long + `2"`}}, "in datadir (…/candles, …/candles2)\n"},
		{[]runfolder.Change{{Key: "pairs", A: `["` + strings.Repeat("X", 50) + `"]`, B: "\x1b[2J"}}, "in \"pairs ([\\\"XXXXXXXXXXXXXXXXXXXXX…, \\x1b[2J)\"\n"},
	} {
		if got := of(tt.changes...); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// What is left out of two filters' test is named, quoted where it is hostile.
func TestWhatIsLeftOutIsNamed(t *testing.T) {
	var b bytes.Buffer
	p := show.To(&b, table.Options{Width: 80})
	p.Comparison(&runfolder.Comparison{
		A: &runfolder.Folder{Dir: "a"}, B: &runfolder.Folder{Dir: "b", Answers: &verdict.Answers{}},
		Filters: &runfolder.Pairing{All: &verdict.Duel{Equal: true}, Left: []string{"A 2024: no trade", "\x1b[2J"}},
	}, false, show.Detail{Quiet: true})
	want := "AGAINST a: equal: both refuse the same candles\n        left out: A 2024: no trade\n        left out: \"\\x1b[2J\"\n"
	if got := b.String(); !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

// What differs late in two long values is seen in the table of the studies too.
func TestStudiesDifferInSight(t *testing.T) {
	var b bytes.Buffer
	p := show.To(&b, table.Options{Width: 200})
	long := strings.Repeat("x", 70)
	p.Comparison(&runfolder.Comparison{A: &runfolder.Folder{Dir: "a"}, B: &runfolder.Folder{Dir: "b"}, Config: []runfolder.Change{{Key: "datadir", A: long + "1", B: long + "2"}}}, false, show.Detail{Verbose: true})
	if got, want := b.String(), "…xxxxxxxx1  …xxxxxxxx2"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}
