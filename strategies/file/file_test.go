package file

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
)

// Every row that cannot be used is named, whatever its fault, and no signals are made.
func TestFaults(t *testing.T) {
	head := "date,pair,enter_long,exit_long\n2023-02-02 00:00,BTC/USDT,1,0\n"
	for text, want := range map[string]string{
		head + "2023-02-02 00:00,BTC/USDT,0,1\n":                    "row 2: 2023-02-02 00:00:00 of BTC/USDT is also that of row 1",
		head + "2023-02-02 00:05,SOL/USDT,0,1\n":                    `row 2: pair "SOL/USDT" is not among those of the study`,
		head + "2023-02-02 00:07,BTC/USDT,0,1\n":                    "row 2: date 2023-02-02 00:07:00 is no open time of 5m candles of BTC/USDT",
		head + "2022-12-31 23:55,BTC/USDT,0,1\n":                    "row 2: date 2022-12-31 23:55:00 lies outside the candles of BTC/USDT, which run from 2023-01-01 00:00:00",
		head + "2025-01-01 00:00,BTC/USDT,0,0\n":                    "row 2: date 2025-01-01 00:00:00 lies outside the candles",
		head + "2023-02-02 00:05,BTC/USDT,2,0\n":                    `row 2: enter_long "2": expected 0 or 1`,
		head + "yesterday,BTC/USDT,1,0\n":                           `row 2: time "yesterday"`,
		head + "2023-02-02 00:05,,1,0\n":                            "row 2: the pair is missing",
		"date,pair,enter_long\n2023-02-02,BTC/USDT,1\n":             `no column "exit_long" among date, pair, enter_long`,
		"date,pair,pair,enter_long,exit_long\n":                     `column "pair" is there twice`,
		"date,pair,enter_long,exit_long\n":                          "no rows",
		"":                                                          "the file is empty",
		"date,pair,enter_long,exit_long,enter_short\n1,BTC_X,0,0,1": "row 1: enter_short: shorts are not simulated",
	} {
		path := filepath.Join(t.TempDir(), "s.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Read(path)
		if err == nil {
			err = s.Check([]Grid{{"BTC/USDT", 5 * data.Minute, data.Date(2023, 1, 1), data.Date(2024, 12, 31)}})
		}
		if err == nil || !strings.Contains(err.Error(), path+": "+want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

// An error names the first rows at fault and counts the others.
func TestManyFaults(t *testing.T) {
	var text strings.Builder
	text.WriteString("date,pair,enter_long,exit_long\n")
	for i := range 20 {
		fmt.Fprintf(&text, "2023-01-01 00:%02d:30,BTC/USDT,1,0\n", 59-i)
	}
	path := filepath.Join(t.TempDir(), "s.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Check([]Grid{{"BTC/USDT", 5 * data.Minute, data.Date(2023, 1, 1), data.Date(2024, 12, 31)}})
	for i, line := range strings.Split(fmt.Sprint(err), "\n") {
		want := fmt.Sprintf("%s: row %d: date", path, i+1)
		if i == named {
			want = path + ": and 15 more rows like that"
		}
		if !strings.HasPrefix(line, want) {
			t.Errorf("line %q, want %q", line, want)
		}
	}
}
