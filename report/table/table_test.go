package table_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/table"
)

func write(t *testing.T, x *table.Table, o table.Options) string {
	t.Helper()
	var b strings.Builder
	if err := x.Write(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// coverage is a table with every kind of column.
func coverage() *table.Table {
	t := table.New("Coverage", table.Words("Pair").Numbers("Rows").Words("From", "Note").Numbers("Missing candles").Words("Verdict").Keep("Verdict").
		Keys("pair", "rows", "from", "note", "missing", "verdict"))
	t.Add("BTC/USDT", 630834, "2020-01-01 00:00:00", "one two three four five six", 12, "ok")
	t.Add("ETH/USDT", 7, "2021-01-01 00:00:00", "=1+1", -3, table.Field{Text: "sparse", Tone: -1})
	return t
}

func TestTableFitsAnyWidth(t *testing.T) {
	for _, all := range []bool{false, true} {
		for width := 1; width < 120; width++ {
			text := write(t, coverage(), table.Options{Width: width, All: all})
			for line := range strings.Lines(text) {
				if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > width {
					t.Errorf("width %d: a line of %d: %q", width, n, line)
				}
			}
			if strings.ContainsAny(text, "│┌└") {
				t.Errorf("width %d: boxes in\n%s", width, text)
			}
			if dropped := strings.Contains(text, "Not shown"); dropped && (all || width < 40) {
				t.Errorf("width %d, all %t: columns are dropped:\n%s", width, all, text)
			}
			if word := strings.Join(strings.Fields(text), ""); !strings.Contains(word, "sparse") || !strings.Contains(word, "ETH/USDT") {
				t.Errorf("width %d: the first column or one to keep is gone:\n%s", width, text)
			}
		}
	}
}

// What goes first is the rightmost column that need not stay, and it is named.
func TestColumnsAreDroppedFromTheRight(t *testing.T) {
	text := write(t, coverage(), table.Options{Width: 42})
	if want := "Not shown for want of width: Note, Missing\ncandles\n"; !strings.HasSuffix(text, want) {
		t.Errorf("the table ends otherwise than %q:\n%s", want, text)
	}
	if head := strings.Split(text, "\n")[1]; strings.Join(strings.Fields(head), " ") != "Pair Rows From Verdict" {
		t.Errorf("the columns are %q", head)
	}
	whole := write(t, coverage(), table.Options{Width: 200})
	if strings.Contains(whole, "Not shown") || !coverage().Fits(200) || coverage().Fits(42) {
		t.Errorf("a table with room for all columns is\n%s", whole)
	}
}

func TestAlignment(t *testing.T) {
	x := coverage()
	x.Title = ""
	lines := strings.Split(write(t, x, table.Options{}), "\n")
	for i, want := range []string{"Pair        Rows  From ", "", "BTC/USDT  630834  2020", "ETH/USDT       7  2021"} {
		if i != 1 && !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d is %q, want %q first", i, lines[i], want)
		}
	}
}

func TestFiles(t *testing.T) {
	want := "pair,rows,from,note,missing,verdict\n" +
		"BTC/USDT,630834,2020-01-01 00:00:00,one two three four five six,12,ok\n" +
		"ETH/USDT,7,2021-01-01 00:00:00,'=1+1,-3,sparse\n"
	if got := write(t, coverage(), table.Options{Format: "csv"}); got != want {
		t.Errorf("CSV is\n%s, want\n%s", got, want)
	}
	var rows []map[string]any
	text := write(t, coverage(), table.Options{Format: "json"})
	if err := json.Unmarshal([]byte(text), &rows); err != nil || len(rows) != 2 || rows[0]["rows"] != 630834.0 || rows[1]["note"] != "=1+1" || rows[1]["verdict"] != "sparse" {
		t.Errorf("JSON is %s, %v", text, err)
	}
	if i, j := strings.Index(text, `"rows"`), strings.Index(text, `"from"`); i > j {
		t.Errorf("the keys of JSON are not in the order of columns: %s", text)
	}
	if md := write(t, coverage(), table.Options{Format: "md"}); !strings.HasPrefix(md, "### Coverage\n\n| Pair | Rows |") || !strings.Contains(md, "\n|:--- | ---:|") {
		t.Errorf("Markdown is\n%s", md)
	}
	if err := coverage().Write(new(strings.Builder), table.Options{Format: "xml"}); err == nil || !strings.Contains(err.Error(), `format "xml"`) {
		t.Errorf("format xml: %v", err)
	}
}

func TestColor(t *testing.T) {
	text := write(t, coverage(), table.Options{Color: true})
	if !strings.Contains(text, "\x1b[31msparse\x1b[0m") || strings.Contains(write(t, coverage(), table.Options{}), "\x1b") {
		t.Errorf("bad news is not red, or red without colours:\n%q", text)
	}
}

func TestGuarded(t *testing.T) {
	for in, want := range map[string]string{"": "", "BTC/USDT": "BTC/USDT", "=1+1": "'=1+1", "-x": "'-x", "@a": "'@a", "+b": "'+b"} {
		if got := table.Guarded(in); got != want {
			t.Errorf("table.Guarded(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHang(t *testing.T) {
	tests := []struct {
		name, in string
		width    int
		want     string
	}{
		{"a  ", "b c", 0, "a  b c"},
		{"a  ", "b c d", 9, "a  b c d"},
		{"a  ", "bb cc dd", 9, "a  bb cc\n   dd"},
		{"   ", "bb cc dd", 9, "   bb cc\n   dd"},
		{"name ", "b c d e f", 12, "name b c d e\nf"}, // no room beside the name
	}
	for _, tt := range tests {
		if got := table.Hang(tt.name, tt.in, tt.width); got != tt.want {
			t.Errorf("table.Hang(%q, %q, %d) = %q, want %q", tt.name, tt.in, tt.width, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		in    string
		width int
		want  string
	}{
		{"a b c", 0, "a b c"},
		{"Avg Profit %", 6, "Avg\nProfit\n%"},
		{"BollingerBreakout", 9, "Bollinger\nBreakout"},
		{"abc", 1, "a\nb\nc"},
		{"über alles", 4, "über\nalle\ns"},
	}
	for _, tt := range tests {
		if got := table.Wrap(tt.in, tt.width); got != tt.want {
			t.Errorf("table.Wrap(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
		}
	}
}

// Numbers have one minus for people, programs another; a date is no number.
func TestMinus(t *testing.T) {
	for text, want := range map[string]string{
		"-12.08": "−12.08", "-1.5 to -.5": "−1.5 to −.5", "4.1 (-2)": "4.1 (−2)", "2020-01-01": "2020-01-01", "-": "-", "−3": "−3", "1-2": "1-2", "": "",
	} {
		if got := table.Shown(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
		tab := table.New("", table.Words("a").Numbers("b"))
		tab.Add(text, text)
		var people, program strings.Builder
		if err := errors.Join(tab.Write(&people, table.Options{Format: "md"}), tab.Write(&program, table.Options{Format: "csv"})); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(people.String(), "| "+want+" |") || text != "" && !strings.Contains(program.String(), ","+text+"\n") {
			t.Errorf("%q: for people %q, for programs %q", text, people.String(), program.String())
		}
	}
}

// Names are never broken to make room: a table that has none becomes a list of its rows.
// What is longer than a name is, as a path.
func TestWordsStayWhole(t *testing.T) {
	x := table.New("", table.Words("Metric", "Where").Numbers("A", "B").Keep("Where", "A", "B"))
	x.Add("profit_total_abs", "BollingerBreakout", -469.461, 228.127)
	for width := 24; width < 80; width++ {
		got := write(t, x, table.Options{Width: width})
		if !strings.Contains(got, "profit_total_abs") || !strings.Contains(got, "BollingerBreakout") {
			t.Fatalf("width %d breaks a name:\n%s", width, got)
		}
		if listed := strings.Contains(got, "\n  A: −469.461\n"); listed != (width < 51) {
			t.Errorf("width %d: a list is %v:\n%s", width, listed, got)
		}
	}
	x.Add("path", strings.Repeat("/a/long/path", 9), 1, 2)
	if got := write(t, x, table.Options{Width: 60}); !strings.Contains(got, "────") || !strings.Contains(got, "profit_total_abs") {
		t.Errorf("a path is not broken:\n%s", got)
	}
}
