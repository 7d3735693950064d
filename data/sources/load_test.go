package sources_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/internal/shared"
)

// today is the present in which the tests read files.
var today = data.Date(2026, 1, 1)

// folder writes files, name and text by turns, and returns where.
func folder(t testing.TB, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func instant(t testing.TB, text string) data.Instant {
	t.Helper()
	at, err := data.ParseInstant(text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// Every native shape of a source gives the observations that it holds.
func TestFormats(t *testing.T) {
	for _, tt := range []struct {
		name   string
		series data.Series
		file   string
		text   string
		want   []string // value event known
	}{
		{
			"fear and greed", data.FearGreed, "fear_greed.csv",
			"time_utc,value,value_classification,timestamp\n2019-12-01,25,Extreme Fear,1575158400\n",
			[]string{"25 2019-12-01 00:00:00 2019-12-01 00:10:00"},
		},
		{
			"alternative.me", data.FearGreed, "fng.json",
			`{"name":"Fear and Greed Index","data":[{"value":"13","value_classification":"Extreme Fear","timestamp":"1763856000","time_until_update":"42011"},
			{"value":"11","value_classification":"Extreme Fear","timestamp":"1763769600"}],"metadata":{"error":null}}`,
			[]string{"11 2025-11-22 00:00:00 2025-11-22 00:10:00", "13 2025-11-23 00:00:00 2025-11-23 00:10:00"},
		},
		{
			"vix with publication", data.VIX, "vix.csv",
			"time_utc,open,high,low,close,known_at_utc\n2019-11-01,12.99,13.12,12.25,12.30,2019-11-02T20:15:00Z\n",
			[]string{"12.3 2019-11-01 00:00:00 2019-11-02 20:15:00"},
		},
		{
			"cboe", data.VIX, "VIX_History.csv",
			"DATE,OPEN,HIGH,LOW,CLOSE\n07/03/2025,25.970000,27.840000,22.540000,16.380000\n11/21/2025,25.970000,27.840000,22.540000,23.430000\n",
			[]string{"16.38 2025-07-03 00:00:00 2025-07-03 20:15:00", "23.43 2025-11-21 00:00:00 2025-11-21 21:15:00"},
		},
		{
			"fred, new header", data.DXY, "DTWEXBGS.csv",
			"observation_date,DTWEXBGS\n2025-11-20,122.1\n2025-11-27,\n",
			[]string{"122.1 2025-11-20 00:00:00 2025-11-24 21:15:00"},
		},
		{
			"fred, old header", data.VIX, "VIXCLS.csv",
			"DATE,VIXCLS\r\n2020-01-01,.\r\n2020-01-02,12.47\r\n",
			[]string{"12.47 2020-01-02 00:00:00 2020-01-02 21:15:00"},
		},
		{
			"fred json", data.DXY, "dtwexbgs.json",
			`{"realtime_start":"2026-01-03","observations":[{"realtime_start":"2026-01-03","realtime_end":"2026-01-03","date":"2025-11-21","value":"122.2350"},
			{"realtime_start":"2026-01-03","realtime_end":"2026-01-03","date":"2025-11-27","value":"."}]}`,
			[]string{"122.235 2025-11-21 00:00:00 2025-11-24 21:15:00"},
		},
		{
			"fred json with vintages", data.DXY, "dtwexbgs.json",
			`{"observations":[{"realtime_start":"2025-11-24","date":"2025-11-21","value":"122.2"},
			{"realtime_start":"2025-12-01","date":"2025-11-21","value":"122.4"}]}`,
			[]string{"122.2 2025-11-21 00:00:00 2025-11-24 21:15:00", "122.4 2025-11-21 00:00:00 2025-12-01 21:15:00"},
		},
		{
			"vintage columns", data.DXY, "dtwexbgs.csv",
			"time_utc,value_vintage_2026_04,value_vintage_2026_01,known_at_utc\n2019-11-01,115.7,115.8,2019-11-04T21:15:00Z\n2026-02-02,116,,\n",
			[]string{"115.8 2019-11-01 00:00:00 2019-11-04 21:15:00", "116 2026-02-02 00:00:00 2026-02-09 21:15:00"},
		},
		{
			"funding", data.FundingRate, "funding_binance_btcusdt.csv",
			"time_utc,funding_time_ms,funding_rate,mark_price\n2025-11-30T00:00:00Z,1764460800003,0.00006082,90765.0\n",
			[]string{"6.082e-05 2025-11-30 00:00:00 2025-11-30 00:00:00.003"},
		},
		{
			"funding json", data.FundingRate, "funding.json",
			`[{"symbol":"BTCUSDT","fundingRate":"0.00010000","fundingTime":1570636800047,"markPrice":""}]`,
			[]string{"0.0001 2019-10-09 16:00:00 2019-10-09 16:00:00.047"},
		},
		{
			"funding archive", data.FundingRate, "BTCUSDT-fundingRate-2025-01.csv",
			"calc_time,funding_interval_hours,last_funding_rate\n1735689600001,8,0.00010000\n",
			[]string{"0.0001 2025-01-01 00:00:00 2025-01-01 00:00:00.001"},
		},
		{
			"news", data.NewsSentiment, "news_btc.csv", "time_utc,score_mean,n\n2021-11-08,-0.20994,4\n",
			[]string{"-0.20994 2021-11-08 00:00:00 2021-11-09 00:00:00"},
		},
		{
			"dominance of a day and of a moment", data.BTCDominance, "btc_dominance.csv",
			"date,btc_dominance\n2022-01-01,40.5\n2022-01-02T06:30:00Z,41\n",
			[]string{"40.5 2022-01-01 00:00:00 2022-01-02 00:10:00", "41 2022-01-02 06:30:00 2022-01-02 06:30:00"},
		},
		{
			"open interest archive", data.OpenInterest, "BTCUSDT-metrics-2022-01-01.csv",
			"create_time,symbol,sum_open_interest,sum_open_interest_value\n2022-01-01 00:05:00,BTCUSDT,20403.6,150570784.07\n",
			[]string{"1.5057078407e+08 2022-01-01 00:05:00 2022-01-01 00:05:00"},
		},
		{
			"liquidations", data.Liquidations, "liquidations.csv", "time_utc,value\n2022-01-01,1e6\n",
			[]string{"1e+06 2022-01-01 00:00:00 2022-01-02 00:10:00"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, _, err := sources.LoadAt(folder(t, tt.file, tt.text), data.Date(2026, 3, 1))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range c[tt.series] {
				known := o.Known.Time().Format("2006-01-02 15:04:05.999")
				got = append(got, strings.Join([]string{number(o.Value), o.Event.String(), known}, " "))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("observations\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func TestRefuses(t *testing.T) {
	const header = "time_utc,value\n"
	for _, tt := range []struct{ name, file, text, want string }{
		{
			"duplicate days", "fear_greed.csv", header + "2022-05-11,12\n2022-05-12,12\n2022-05-12,13\n",
			"fear_greed.csv: row 3: value 13 for 2022-05-12 00:00:00, but row 2 of fear_greed.csv says 12; expected one value, or a later known_at_utc",
		},
		{
			"text in a value", "fear_greed.csv", header + "2022-05-12,twelve\n",
			`fear_greed.csv: row 1: value "twelve": expected a number from 0 to 100 (index, 0 (fear) to 100 (greed))`,
		},
		{"not a number", "fear_greed.csv", header + "2022-05-12,NaN\n", `row 1: value "NaN": expected a number`},
		{"out of range", "fear_greed.csv", header + "2022-05-12,101\n", `row 1: value "101": expected a number from 0 to 100`},
		{
			"date from the future", "fear_greed.csv", header + "2022-05-12,12\n2062-05-13,12\n",
			"fear_greed.csv: row 2: 2062-05-13 lies in the future: expected a time before 2026-01-02 00:00:00",
		},
		{
			"known before it happened", "vix.csv", "time_utc,close,known_at_utc\n2022-05-12,30,2022-05-11T20:15:00Z\n",
			"vix.csv: row 1: known_at_utc 2022-05-11 20:15:00 is before what it speaks of, 2022-05-12 00:00:00",
		},
		{"empty file", "fear_greed.csv", "", "fear_greed.csv: the file is empty"},
		{"header only", "fear_greed.csv", header, "fear_greed.csv: the file is empty: a header, but no rows"},
		{"no value column", "vix.csv", "time_utc,open\n2022-05-12,30\n", "vix.csv: no column with the value (close, vixcls, vix, value) among time_utc, open"},
		{"no time column", "vix.csv", "when,close\n2022-05-12,30\n", "vix.csv: no column with the time"},
		{"time that is none", "vix.csv", "time_utc,close\n2022-02-30,30\n", `vix.csv: row 1: time "2022-02-30" has day 30`},
		{"time in another unit", "vix.csv", "time_utc,close\n20220512,30\n", `vix.csv: row 1: time "20220512" means 1970-08-23`},
		{"short row", "vix.csv", "time_utc,close\n2022-05-12\n", "vix.csv: row 1 has 1 column: expected 2"},
		{"not csv", "vix.csv", "time_utc,close\n\"2022-05-12,30\n", "vix.csv: line 2 is not CSV"},
		{"a long value", "fng.json", `{"data":[{"value":"` + strings.Repeat("1", 5000) + `"}]}`, "a name or value of 5002 bytes: expected at most 4096"},
		{"a long name", "fng.json", `{"data":[{"` + strings.Repeat("v", 5000) + `":"1"}]}`, "a name or value of 5000 bytes: expected at most 4096"},
		{"truncated json", "fng.json", `{"data":[{"value":"13","timest`, "fng.json: the file is truncated: its JSON does not end"},
		{"error answer", "fng.json", `{"data":null,"metadata":{"error":"no such limit"}}`, `fng.json: the file is an error answer: "no such limit"`},
		{"error answer of fred", "dtwexbgs.json", `{"error_code":400}`, `dtwexbgs.json: no list "data" or "observations"`},
		{
			"other symbol", "funding.json", `[{"symbol":"ETHUSDT","fundingRate":"0.0001","fundingTime":1570636800000}]`,
			`funding.json: row 1: symbol "ETHUSDT": expected BTCUSDT`,
		},
		{"rate in percent", "funding.csv", "time_utc,value\n2022-05-12T08:00:00Z,1.0\n", `expected a number from -0.05 to 0.05 (fraction per 8 hours)`},
		{"nothing of ours", "candles.csv", "a,b\n", "no context file in it: expected names such as fear_greed.csv"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := folder(t, tt.file, tt.text)
			_, _, err := sources.LoadAt(dir, today)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), dir) {
				t.Errorf("error %v, want one with %q in %s", err, tt.want, dir)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("error is of more than one line: %v", err)
			}
		})
	}
}

func TestReport(t *testing.T) {
	dir := folder(t,
		"fear_greed.csv", "time_utc,value,known_at_utc\n"+
			"2022-05-01,30,\n2022-05-02,31,\n2022-05-02,31,\n"+ // repeated
			"2022-05-01,29,2022-05-02T12:00:00Z\n"+ // revised, out of order
			"2022-05-05,,\n2022-05-06,33,\n", // missing, gap
		"ice.csv", "a\n", "notes.txt", "hello")
	_, r, err := sources.LoadAt(dir, today)
	if err != nil {
		t.Fatal(err)
	}
	got := r.Series[data.FearGreed]
	want := sources.SeriesReport{
		Series: data.FearGreed, Files: []string{"fear_greed.csv"}, Rows: 6, Missing: 1, Duplicates: 1, Revisions: 1, OutOfOrder: 1, Kept: 4,
		First: data.Date(2022, 5, 1), Last: data.Date(2022, 5, 6), Min: 29, Max: 33,
		Known: instant(t, "2022-05-01 00:10"), Until: instant(t, "2022-05-06 00:10"),
		MaxAge:   36 * data.Hour,
		Silences: []sources.Silence{{instant(t, "2022-05-02 12:00"), data.Timeframe(instant(t, "2022-05-06 00:10") - instant(t, "2022-05-02 12:00"))}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("report\n%+v, want\n%+v", got, want)
	}
	for _, tt := range []struct {
		span    string
		touched bool
	}{{"", true}, {"20220505-", true}, {"20220507-", false}, {"-20220504", true}, {"-20220503", false}, {"20220504-20220505", true}} {
		span, err := data.ParseTimeRange(tt.span)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(strings.Join(r.Warnings(span), "\n"), "1 stretch"); got != tt.touched {
			t.Errorf("%q: a warning of the stretch is %v, want %v", tt.span, got, tt.touched)
		}
	}
	// Its values are known from 1 May, 00:10, and the last of them is too old on 7 May, 12:10.
	for _, tt := range []struct{ span, want string }{
		{"", ""},
		{"20220501-20220507", ""},
		{"20220429-20220507", "absent from 2022-04-29 00:00:00 until 2022-05-01 00:10:00, before its first value is public"},
		{"20220430-20220507", ""}, // 24 hours, less than its maximum age of 36
		{"20220501-20220508", "absent from 2022-05-07 12:10:00 until 2022-05-08 00:00:00, its last value being too old"},
		{"20220601-20220608", "absent from 2022-06-01 00:00:00 until 2022-06-08 00:00:00, its last value being too old"},
		{"20220401-20220408", "absent from 2022-04-01 00:00:00 until 2022-04-08 00:00:00, before its first value is public"},
	} {
		span, err := data.ParseTimeRange(tt.span)
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(r.Warnings(span), "\n")
		if tt.want == "" && strings.Contains(got, "absent from") || !strings.Contains(got, tt.want) {
			t.Errorf("%q: %s, want %q", tt.span, got, tt.want)
		}
	}
	warnings := strings.Join(r.Warnings(data.TimeRange{}), "\n")
	for _, w := range []string{
		"fear_greed: 1 stretch with more than the maximum age", "1 row repeats", "1 row was out of order",
		"no file of vix, dxy, funding_rate,", "not a context series: ice.csv",
	} {
		if !strings.Contains(warnings, w) {
			t.Errorf("warnings lack %q:\n%s", w, warnings)
		}
	}
}

// Two files of one series are read as one; what they both have must agree.
func TestFilesTogether(t *testing.T) {
	one := "calc_time,funding_interval_hours,last_funding_rate\n1735689600001,8,0.0001\n1735718400000,8,0.0002\n"
	two := "calc_time,funding_interval_hours,last_funding_rate\n1735718400000,8,0.0002\n1735747200000,8,0.0003\n"
	c, r, err := sources.LoadAt(folder(t, "BTCUSDT-fundingRate-2025-01.csv", one, "BTCUSDT-fundingRate-2025-02.csv", two), today)
	if err != nil {
		t.Fatal(err)
	}
	if n, d := len(c[data.FundingRate]), r.Series[data.FundingRate].Duplicates; n != 3 || d != 1 {
		t.Errorf("%d observations and %d duplicates, want 3 and 1", n, d)
	}
	_, _, err = sources.LoadAt(folder(t, "funding_a.csv", one, "funding_b.csv", strings.Replace(two, "0.0002", "0.0009", 1)), today)
	if err == nil || !strings.Contains(err.Error(), "funding_b.csv: row 1: value 0.0009 for 2025-01-01 08:00:00, but row 2 of funding_a.csv says 0.0002") {
		t.Errorf("error %v, want one that names both rows", err)
	}
}

// The release rules give the publication times that the shared files state.
func TestPublicationRules(t *testing.T) {
	dir := filepath.Join(shared.Dir(t), "context")
	c, _, err := sources.LoadAt(dir, today)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []data.Series{data.VIX, data.DXY} {
		if len(c[s]) < 1500 {
			t.Fatalf("%s: %d observations, want more than 1500", s, len(c[s]))
		}
		for _, o := range c[s] {
			if got := sources.Of(s).Known(o.Event); got != o.Known {
				t.Errorf("%s: Known(%s) = %s, want %s", s, o.Event, got, o.Known)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	dir := filepath.Join(shared.Dir(b), "context")
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := sources.LoadAt(dir, today); err != nil {
			b.Fatal(err)
		}
	}
}
