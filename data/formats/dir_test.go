package formats_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// folder makes files with the given content.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(t *testing.T, dir string) *formats.Dir {
	t.Helper()
	d, err := formats.OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const (
	rowA = "1640995200000,1,2,0.5,1.5,10\n"
	rowB = "1640995500000,1.5,2,1,1,11\n"
	rowC = "1640995800000,1,3,1,2,12\n"
	rowX = "1640995500000,1.5,2,1,1.25,11\n" // disagrees with rowB
)

func TestDirLoad(t *testing.T) {
	for _, tt := range []struct {
		name           string
		files          map[string]string
		format, unused string
		used, rows     int
	}{
		{"one", map[string]string{"BTC_USDT-5m.csv": rowA, "ETH_USDT-5m.csv": rowB, "BTC_USDT-1h.csv": rowC}, "csv", "", 1, 1},
		{"prefers csv", map[string]string{"BTC_USDT-5m.csv": rowA, "BTC_USDT-5m.json": "[]", "BTCUSDT-5m-2024-01.zip": ""}, "csv", "BTC_USDT-5m.json BTCUSDT-5m-2024-01.zip", 1, 1},
		{"periods", map[string]string{"BTCUSDT-5m-2022-02.csv": rowC, "BTCUSDT-5m-2022-01.csv": rowA + rowB}, "csv", "", 2, 3},
		{"overlap", map[string]string{"BTCUSDT-5m-2022-01.csv": rowA + rowB, "BTCUSDT-5m-2022-01-01.csv": rowB + rowC}, "csv", "", 2, 3},
		{"overlap that disagrees", map[string]string{"BTCUSDT-5m-2022-01.csv": rowA + rowB, "BTCUSDT-5m-2022-01-01.csv": rowX + rowC}, "csv", "", 2, 4},
		{"disorder inside", map[string]string{"BTCUSDT-5m-2022-01.csv": rowB + rowA, "BTCUSDT-5m-2022-01-01.csv": rowB + rowC}, "csv", "", 2, 4},
		{"futures beside", map[string]string{"BTC_USDT-5m.csv": rowA, "futures/BTC_USDT_USDT-5m-futures.csv": rowB}, "csv", "", 1, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, s, err := open(t, folder(t, tt.files)).Load(pair, timeframe)
			if err != nil {
				t.Fatal(err)
			}
			var unused []string
			for _, path := range s.Unused {
				unused = append(unused, filepath.Base(path))
			}
			if s.Format != tt.format || len(s.Files) != tt.used || strings.Join(unused, " ") != tt.unused || c.Len() != tt.rows {
				t.Errorf("Load = %d rows from %d files of %s without %v, want %d from %d of %s without %s",
					c.Len(), len(s.Files), s.Format, unused, tt.rows, tt.used, tt.format, tt.unused)
			}
			if c.Pair != pair || c.Timeframe != timeframe || len(s.Files) == 0 || s.Files[0].Size == 0 {
				t.Errorf("candles are of %s %s, source has files %v", c.Pair, c.Timeframe, s.Files)
			}
		})
	}
}

func TestDirMissing(t *testing.T) {
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{
			"other pairs",
			map[string]string{"ETH_USDT-5m.csv": rowA, "BTC_USDT-1h.feather": "", "futures/SOL_USDT_USDT-1h-mark.feather": "", "notes.txt": ""},
			"no 5m candles of BTC/USDT: looked in that folder for BTC_USDT-5m.parquet, .feather, .csv, .csv.gz, .json, .json.gz and BTCUSDT-5m-YYYY-MM[-DD].zip; it holds BTC/USDT 1h, ETH/USDT 5m, SOL/USDT:USDT 1h (mark)",
		},
		{"nothing", nil, "and BTCUSDT-5m-YYYY-MM[-DD].zip; it holds no candle files"},
		{"a level too high", map[string]string{"data/binance/BTC_USDT-5m.csv": rowA}, "it holds no candle files, but "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := folder(t, tt.files)
			_, _, err := open(t, dir).Load(pair, timeframe)
			wantFault(t, err, tt.want)
			wantFault(t, err, dir+": ")
		})
	}
	_, err := formats.OpenDir(filepath.Join(t.TempDir(), "absent"))
	wantFault(t, err, "no such file or directory")
	_, err = open(t, t.TempDir()).List()
	wantFault(t, err, "it holds no candle files")
}

// Candles of futures are found where freqtrade keeps them, from the exchange's folder and
// from their own; a message of one that is missing names that place.
func TestFuturesAreFound(t *testing.T) {
	const future = "BTC/USDT:USDT"
	dir := folder(t, map[string]string{"futures/BTC_USDT_USDT-5m-futures.csv": rowA, "BTC_USDT-5m.csv": rowA + rowA})
	for _, path := range []string{dir, filepath.Join(dir, "futures")} {
		if c, _, err := open(t, path).Load(future, timeframe); err != nil || c.Len() != 1 || c.Pair != future {
			t.Errorf("%s: %v, %v", path, c, err)
		}
	}
	_, _, err := open(t, dir).Load(future, data.Hour)
	wantFault(t, err, "no 1h candles of BTC/USDT:USDT, which are futures: looked in that folder and in futures below it, where freqtrade keeps them, for BTC_USDT_USDT-1h-futures.parquet, .feather, ")
	wantFault(t, err, ".json.gz; it holds ")
}

func TestDirList(t *testing.T) {
	d := open(t, folder(t, map[string]string{
		"BTC_USDT-5m.json": "[]", "BTC_USDT-5m.feather": "", "ADA_BTC-1h.csv.gz": "", "1000SATS_FDUSD-1d.parquet": "",
		"BTCUSDT-5m-2024-01.zip": "x", "BTCUSDT-5m-2024-02-03.zip": "yz", "BTC_USDT-1Mo.json": "", "README.csv": "",
		"futures/BTC_USDT_USDT-8h-funding_rate.feather": "", "futures/BTC_USDT_USDT-5m-futures.feather": "",
	}))
	entries, err := d.List()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, strings.TrimSpace(strings.Join([]string{e.Pair, e.Timeframe.String(), e.Format, e.Kind}, " ")))
	}
	want := []string{
		"1000SATS/FDUSD 1d parquet", "ADA/BTC 1h csv.gz", "BTC/USDT 5m feather", "BTC/USDT 5m json", "BTC/USDT 5m zip",
		"BTC/USDT:USDT 8h feather funding_rate", "BTC/USDT:USDT 5m feather futures",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("List =\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if zips := entries[4]; len(zips.Files) != 2 || zips.Size() != 3 {
		t.Errorf("periods = %d files of %d bytes, want 2 of 3", len(zips.Files), zips.Size())
	}
}

func TestHashFile(t *testing.T) {
	_, s, err := open(t, folder(t, map[string]string{"BTC_USDT-5m.csv": rowA})).Load(pair, timeframe)
	if err != nil {
		t.Fatal(err)
	}
	// printf '1640995200000,1,2,0.5,1.5,10\n' | sha256sum
	const want = "5a214afd7bb87dc5fdd226e11bc68a618f5154d09e63b088a83903bf9fbde4b4"
	got, err := formats.HashFile(s.Files[0].Path)
	if err != nil || got != want {
		t.Errorf("HashFile = %v, %v, want %s", got, err, want)
	}
}

func TestMergeIsOrderOfTime(t *testing.T) {
	all := read(t, "testdata/candles.csv")
	cut := func(i, j int) *data.Candles {
		part := data.NewCandles(pair, timeframe, j-i)
		for ; i < j; i++ {
			part.Append(all.At(i))
		}
		return part
	}
	sameCandles(t, formats.Merge(pair, timeframe, []*data.Candles{cut(40, 60), cut(0, 0), cut(0, 25), cut(20, 41), cut(5, 7)}), all)
}

func TestDirNamesWhatIsNoFile(t *testing.T) {
	dir := folder(t, map[string]string{"BTC_USDT-1h.csv/inside": ""})
	if err := os.Symlink("nowhere", filepath.Join(dir, "BTC_USDT-5m.csv")); err != nil {
		t.Skipf("this system makes no links: %v", err)
	}
	_, err := open(t, dir).List()
	wantFault(t, err, "it holds no candle files; BTC_USDT-1h.csv is a folder, BTC_USDT-5m.csv is a link that leads nowhere")
	if err := os.WriteFile(filepath.Join(dir, "ETH_USDT-5m.csv"), []byte(rowA), 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err = open(t, dir).Load(pair, timeframe)
	wantFault(t, err, "it holds ETH/USDT 5m; BTC_USDT-1h.csv is a folder, BTC_USDT-5m.csv is a link that leads nowhere")
}
