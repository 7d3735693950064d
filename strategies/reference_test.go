package strategies_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/strategies"
)

// The signals of every strategy equal those of the same rules as data frames over
// TA-Lib (scripts/strategy_reference.py), on every row.
func TestSignalsEqualReference(t *testing.T) {
	f, err := os.Open("testdata/signals.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type key struct {
		candles, strategy string
		row               int
	}
	want := make(map[key]strategies.Action)
	for _, row := range readCSV(t, f)[1:] {
		i, err := strconv.Atoi(row[2])
		if err != nil {
			t.Fatal(err)
		}
		want[key{row[0], row[1], i}] = strategies.Action(row[3][0] - '0')
	}
	for _, candles := range []string{"talib", "talib_edge"} {
		// The candles lie with the indicators that are held against the same library.
		bars := readBars(t, "../signals/indicator/testdata/"+candles+".csv.gz")
		if len(bars) != 2000 {
			t.Fatalf("%s: %d candles, want 2000", candles, len(bars))
		}
		for _, spec := range strategies.All() {
			t.Run(candles+"/"+spec.Name, func(t *testing.T) {
				signals := 0
				for i, got := range replay(spec, bars) {
					want := want[key{candles, spec.Name, i}]
					if got != want {
						t.Errorf("row %d: action %d, want %d", i, got, want)
					}
					if want != strategies.Hold {
						signals++
					}
				}
				if signals < 30 {
					t.Errorf("%d signals in the reference, want at least 30", signals)
				}
			})
		}
	}
}

// real are the signals of scripts/strategy_reference.py over six years of 5-minute
// candles as the file has them, holes left as they are: how many candles say enter
// and exit, and the digest of one byte a candle.
var real = []struct {
	strategy, pair string
	enter, exit    int
	sha256         string
}{
	{"NFIQuickstart", "BTC_USDT", 7059, 10843, "9b3e8161ba15b5d1"},
	{"MACDCross", "BTC_USDT", 14742, 25775, "237b77c322b7d232"},
	{"RSIEMA", "BTC_USDT", 1143, 68678, "c88dca894b219cef"},
	{"BollingerBreakout", "BTC_USDT", 15309, 44375, "134f5c450e4804a6"},
	{"NFIQuickstart", "ETH_USDT", 7017, 11167, "fd698f503ea6fe4b"},
	{"MACDCross", "ETH_USDT", 13751, 25527, "1a2354b987cc639c"},
	{"RSIEMA", "ETH_USDT", 1117, 69216, "fe7624a707598d32"},
	{"BollingerBreakout", "ETH_USDT", 15071, 44653, "3e3153d24543c256"},
	{"NFIQuickstart", "SOL_USDT", 5374, 8323, "8e5d662485b3a56d"},
	{"MACDCross", "SOL_USDT", 10748, 20621, "0e73a8fc2ec9406a"},
	{"RSIEMA", "SOL_USDT", 926, 54492, "82b25f4b5476f271"},
	{"BollingerBreakout", "SOL_USDT", 11748, 34719, "d4264b0e302f3d52"},
}

func TestSignalsOnRealCandles(t *testing.T) {
	for i, pair := range []string{"BTC_USDT", "ETH_USDT", "SOL_USDT"} {
		t.Run(pair, func(t *testing.T) {
			if testing.Short() && i > 0 {
				t.Skip("six years of another pair")
			}
			t.Parallel()
			checkReal(t, pair)
		})
	}
}

func checkReal(t *testing.T, pair string) {
	t.Helper()
	bars := readBars(t, filepath.Join(shared.Dir(t), "candles", pair+"-5m.csv.gz"))
	checked := 0
	for _, tt := range real {
		if tt.pair != pair {
			continue
		}
		checked++
		spec, err := strategies.Find(tt.strategy)
		if err != nil {
			t.Fatal(err)
		}
		var enter, exit int
		actions := make([]byte, 0, len(bars))
		for _, a := range replay(spec, bars) {
			enter += int(a & strategies.Enter)
			exit += int(a&strategies.Exit) / 2
			actions = append(actions, byte(a))
		}
		digest := fmt.Sprintf("%x", sha256.Sum256(actions))[:16]
		if enter != tt.enter || exit != tt.exit || digest != tt.sha256 {
			t.Errorf("%s on %s: %d enter, %d exit, digest %s, want %d, %d, %s",
				tt.strategy, tt.pair, enter, exit, digest, tt.enter, tt.exit, tt.sha256)
		}
	}
	if want := len(strategies.All()); checked != want {
		t.Errorf("%s: %d strategies checked, want %d", pair, checked, want)
	}
}

func replay(spec strategies.Spec, bars []data.Bar) []strategies.Action {
	s := spec.New()
	actions := make([]strategies.Action, len(bars))
	for i := range bars {
		actions[i] = s.Update(&bars[i])
	}
	return actions
}

// readBars reads candles from the columns open to volume of a gzipped CSV file.
func readBars(t testing.TB, path string) []data.Bar {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows := readCSV(t, z)
	open := 0
	for rows[0][open] != "open" {
		open++
	}
	bars := make([]data.Bar, len(rows)-1)
	for i, row := range rows[1:] {
		c := &bars[i].Candle
		for k, p := range []*float64{&c.Open, &c.High, &c.Low, &c.Close, &c.Volume} {
			if *p, err = strconv.ParseFloat(row[open+k], 64); err != nil {
				t.Fatal(err)
			}
		}
		c.Start = data.Instant(i) * data.Instant(5*data.Minute)
		bars[i].Now = c.Start.Add(5 * data.Minute)
	}
	return bars
}

func readCSV(t testing.TB, r io.Reader) [][]string {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
