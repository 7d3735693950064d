package filter_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		spec string
		want string
	}{
		{"none", "0   0 0"},
		{"default", "1 default  0 0"},
		{"profile:my,file.yaml", "2  my,file.yaml 0 0"},
		{"history:h.csv", "3  h.csv -1 172800000"},
		{"history:h,1.csv,lag=1h,max_age=3d", "3  h,1.csv 3600000 259200000"},
		{"history:h.parquet,max_age=30m,lag=0", "3  h.parquet 0 1800000"},
		{"blocks:C:/b.json", "4  C:/b.json 0 0"},
	} {
		f, err := filter.Parse(tt.spec)
		if got := fmt.Sprintln(f.Kind, f.Profile, f.Path, int64(f.Lag), int64(f.MaxAge)); err != nil || strings.TrimSpace(got) != tt.want {
			t.Errorf("Parse(%q) = %s, %v; want %s", tt.spec, got, err, tt.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct {
		spec string
		set  []string
		want string
	}{
		{"", nil, `filter "": expected none, default, fear, calm, profile:FILE`},
		{"defualt", nil, `filter "defualt": expected`},
		{"blocks:", nil, "names no file"},
		{"history:h.csv,lag=soon", nil, `filter "history:h.csv,lag=soon": lag: timeframe "soon"`},
		{"none", []string{"max_risk=0.7"}, "this filter has nothing to set"},
		{"blocks:b.json", []string{"max_risk=0.7"}, "this filter has nothing to set"},
		{"history:h.csv", []string{"max_risk=0.7", "reduce_from=1"}, "of a history only max_risk can be set"},
	} {
		if _, err := filter.Parse(tt.spec, tt.set...); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Parse(%q, %q) = %v, want an error with %q", tt.spec, tt.set, err, tt.want)
		}
	}
}

func open(t testing.TB, spec string, set ...string) *filter.Filter {
	t.Helper()
	f, err := filter.Parse(spec, set...)
	if err != nil {
		t.Fatal(err)
	}
	flt, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	return flt
}

func screen(t testing.TB, flt *filter.Filter, tape *data.Tape) *filter.Screen {
	t.Helper()
	s, err := flt.Screen(tape, flt.Replay(tape))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A filter that is said to block nothing blocks nothing, and the engine's screen
// says what the engine says.
func TestScreens(t *testing.T) {
	tape := worlds.Restless(t, 9000, 1)
	if n := screen(t, open(t, "none"), tape).Mask().Count(); n != 0 {
		t.Errorf("filter none refuses %d rows", n)
	}
	s := screen(t, open(t, "default", "flag_extreme_fear=30"), tape)
	e := signals.New(s.Track.Config)
	row := 0
	for b := range tape.Bars() {
		a := e.Update(b)
		if s.Blocked[row] != a.Blocked || s.Unsure[row] != a.Unsure || s.Safe(row) != a.Safe() {
			t.Fatalf("row %d: screen %v, want %v", row, s.Blocked[row], a.Blocked)
		}
		row++
	}
	stricter, base := s.Mask().Count(), screen(t, open(t, "default"), tape).Mask().Count()
	if stricter <= base {
		t.Errorf("%d rows refused at fear of 30, want more than the %d at 15", stricter, base)
	}
}

// A track laid over a tape of longer candles, or of a part of the time, gives what
// had been said by each close.
func TestScreenOfAnotherTape(t *testing.T) {
	tape := worlds.Restless(t, 9000, 1)
	track := signals.Replay(tape, signals.Default())
	for _, size := range []data.Timeframe{5 * data.Minute, data.Hour} {
		c := data.NewCandles("ETH/USDT", size, 0)
		for at := data.Date(2022, 1, 2); at < data.Date(2022, 2, 20); at = at.Add(size) {
			c.Append(data.Candle{Start: at, Open: 1, High: 1, Low: 1, Close: 1})
		}
		other, err := data.NewTape(c, data.TimeRange{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		s := filter.ByTrack(track, other)
		for i := range other.Len() {
			now := other.Time(i + 1)
			if now > tape.Time(tape.Len()) {
				if s.Blocked[i] != 0 || !s.Unsure[i] {
					t.Fatalf("%s after the track: blocked %v, unsure %t", now, s.Blocked[i], s.Unsure[i])
				}
				continue
			}
			row := tape.Row(now) - 1
			if want := track.At(row); want.At != now || s.Blocked[i] != want.Blocked {
				t.Fatalf("at %s: blocked %v, want %v as of %s", now, s.Blocked[i], want.Blocked, want.At)
			}
		}
	}
}

func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A history row is seen from the candle that closes its lag after it, until it is
// too old, and never before.
func TestHistoryJoin(t *testing.T) {
	tape := worlds.Flat(t, 12) // 2022-01-01 00:00 .. 00:55
	const text = "timestamp,safe_to_trade,risk_score\n2022-01-01 00:20:00,True,0.75\n2022-01-01 00:10:00,False,0.9\n2022-01-01 00:30:00,,\n"
	for _, tt := range []struct {
		name, options string
		set           []string
		want          string // . safe, # refused, ? unsure; a row a candle
	}{
		{"labels of candles", "", nil, "??##..??????"},
		{"times of publication", ",lag=0", nil, "?##..???????"},
		{"later", ",lag=10m", nil, "???##..?????"},
		{"short-lived", ",max_age=0", nil, "??#?.???????"},
		{"by score", "", []string{"max_risk=0.7"}, "??####??????"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := screen(t, open(t, "history:"+write(t, "h.csv", text)+tt.options, tt.set...), tape)
			got := ""
			for i := range s.Blocked {
				switch {
				case s.Blocked[i] != 0:
					got += "#"
				case s.Unsure[i]:
					got += "?"
				default:
					got += "."
				}
			}
			if got != tt.want {
				t.Errorf("screen %s, want %s", got, tt.want)
			}
		})
	}
}

func TestHistoryRefuses(t *testing.T) {
	const head = "timestamp,pair,safe_to_trade,risk_score\n"
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "h.csv: the file is empty"},
		{"no rows", head, "h.csv: no rows"},
		{"no column", "timestamp,safe\n", `h.csv: no column "safe_to_trade" among timestamp, safe`},
		{"no time", "safe_to_trade\n", `h.csv: no column "timestamp"`},
		{"text", head + "2022-01-01 00:00:00,BTC/USDT,maybe,\n", `h.csv: row 1: safe_to_trade "maybe": expected True or False`},
		{"time", head + "2022-13-01 00:00:00,BTC/USDT,True,\n", `h.csv: row 1: time "2022-13-01`},
		{"score", head + "2022-01-01 00:00:00,BTC/USDT,True,2\n", `h.csv: row 1: risk_score "2": expected a number from 0 to 1`},
		{"contradiction", head + "2022-01-01 00:00:00,BTC/USDT,True,\n2022-01-01 00:00:00,BTC/USDT,False,\n", "two rows for 2022-01-01 00:00:00 of BTC/USDT that differ"},
		{"columns", head + "2022-01-01 00:00:00,BTC/USDT\n", "h.csv: record on line 2: wrong number of fields"},
		{"other pair", head + "2022-01-01 00:00:00,ETH/USDT,True,\n", "h.csv: no row of pair BTC/USDT"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := filter.Parse("history:" + write(t, "h.csv", tt.text))
			if err != nil {
				t.Fatal(err)
			}
			flt, err := f.Open()
			if err == nil {
				_, err = flt.Screen(worlds.Flat(t, 3), nil)
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

// Parquet in the shapes that other tools write says what CSV says.
func TestHistoryParquet(t *testing.T) {
	type stamped struct {
		Timestamp int64   `parquet:"timestamp,timestamp(microsecond)"`
		Safe      bool    `parquet:"safe_to_trade"`
		Risk      float64 `parquet:"risk_score"`
	}
	type texts struct {
		Safe string `parquet:"safe_to_trade,dict"`
		Pair string `parquet:"pair,dict"`
		Time string `parquet:"timestamp"`
	}
	type optional struct {
		Time int64 `parquet:"timestamp"`
		Safe *bool `parquet:"safe_to_trade,optional"`
	}
	tape := worlds.Flat(t, 12)
	first, no := int64(tape.Time(2)), false
	for _, tt := range []struct {
		name  string
		write func(path string) error
	}{
		{"microseconds", func(path string) error {
			return parquet.WriteFile(path, []stamped{{first * 1000, false, 0.9}, {(first + 600_000) * 1000, true, 0.2}})
		}},
		{"text", func(path string) error {
			return parquet.WriteFile(path, []texts{{"False", "BTC_USDT", "2022-01-01 00:10:00"}, {"True", "BTC_USDT", "2022-01-01T00:20:00Z"}})
		}},
		{"epoch", func(path string) error {
			return parquet.WriteFile(path, []optional{{first, &no}, {first + 600_000, nil}})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "h.parquet")
			if err := tt.write(path); err != nil {
				t.Fatal(err)
			}
			s := screen(t, open(t, "history:"+path), tape)
			for i, r := range s.Blocked {
				if want := i == 2 || i == 3; (r != 0) != want {
					t.Errorf("row %d refused %t, want %t", i, r != 0, want)
				}
			}
		})
	}
}

// A damaged file is an error, never a panic.
func TestHistoryParquetDamaged(t *testing.T) {
	type row struct {
		Timestamp int64 `parquet:"timestamp,timestamp(millisecond)"`
		Safe      bool  `parquet:"safe_to_trade"`
	}
	rows := make([]row, 1000)
	for i := range rows {
		rows[i] = row{int64(data.Date(2022, 1, 1)) + int64(i)*300_000, i%7 != 0}
	}
	path := filepath.Join(t.TempDir(), "h.parquet")
	if err := parquet.WriteFile(path, rows); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := filter.Parse("history:" + path)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(whole); n += 37 {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := spec.Open(); err == nil {
			t.Errorf("the first %d of %d bytes were read without an error", n, len(whole))
		}
		flipped := append([]byte(nil), whole...)
		flipped[n] ^= 0x55
		if err := os.WriteFile(path, flipped, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := spec.Open(); err != nil && !strings.HasPrefix(err.Error(), path) {
			t.Errorf("byte %d flipped: error %v does not name the file", n, err)
		}
	}
}

// Asked bar by bar a filter says what it says of the whole tape.
func TestWatchIsScreen(t *testing.T) {
	tape := worlds.Restless(t, 9000, 4)
	history := "timestamp,safe_to_trade\n"
	for i := 0; i < tape.Len(); i += 97 {
		history += fmt.Sprintf("%s,%t\n", tape.Time(i), i%3 == 0)
	}
	blocks := `[{"from": "2022-01-02 10:02", "to": "2022-01-03 00:00"}, {"from": "2022-01-03", "to": "2022-01-09 17:35"}]`
	for _, spec := range []string{
		"none", "default", "history:" + write(t, "h.csv", history) + ",max_age=3h", "blocks:" + write(t, "b.json", blocks),
	} {
		flt := open(t, spec)
		s := screen(t, flt, tape)
		w, err := flt.Watch(tape.Pair)
		if err != nil {
			t.Fatal(err)
		}
		row := 0
		for b := range tape.Bars() {
			blocked, unsure := w.Update(b)
			if blocked != s.Blocked[row] || unsure != s.Unsure[row] {
				t.Fatalf("filter %s, row %d: blocked %v and unsure %t, want %v and %t", spec, row, blocked, unsure, s.Blocked[row], s.Unsure[row])
			}
			row++
		}
		if spec != "none" && s.Mask().Count() == 0 {
			t.Errorf("filter %s refuses nothing", spec)
		}
	}
}
