package freqtrade_test

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// database copies a bot's database to a folder whose name is no plain part of a URI.
func database(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/tradesv3.sqlite")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "user data #1?%20")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "tradesv3.sqlite")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestDatabase reads what freqtrade's own models wrote: nine closed trades of two
// strategies, and one that is open.
func TestDatabase(t *testing.T) {
	file := database(t)
	all, err := freqtrade.ReadResults(file)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d strategies, %v", len(all), err)
	}
	live := all[0]
	if live.Strategy != "Live" || len(live.Trades) != 8 || all[1].Strategy != "Other" || len(all[1].Trades) != 1 ||
		live.Timeframe != 5*data.Minute || !live.Futures || live.Slots != -1 || live.Currency != "USDT" ||
		strings.Join(live.Pairs, " ") != "BTC/USDT:USDT ETH/USDT:USDT" {
		t.Errorf("%s with %d trades, %s with %d: %+v", live.Strategy, len(live.Trades), all[1].Strategy, len(all[1].Trades), live)
	}
	u := live.Trades[3]
	if !u.Short || u.Pair != "ETH/USDT:USDT" || u.Open != data.Date(2024, 2, 5)+data.Instant(9*data.Hour)+7250 || u.Close-u.Open != data.Instant(47*data.Minute) ||
		u.OpenRate != 103 || u.CloseRate != 104 || u.Stake != 103 || u.Leverage != 2 || u.ProfitAbs != -2.177 || u.Funding != 0.03 ||
		u.EnterTag != "tag 3" || u.ExitReason != "roi" || u.FeeOpen != 0.0005 {
		t.Errorf("trade %+v", u)
	}
	if live.Trades[2].EnterTag != "" {
		t.Errorf("tag %q of a trade without one", live.Trades[2].EnterTag)
	}
}

// TestDatabaseReadOnly: nothing is written, and a folder that cannot be written to
// is read all the same.
func TestDatabaseReadOnly(t *testing.T) {
	if os.Geteuid() <= 0 {
		t.Skip("this user may write everywhere")
	}
	file := database(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(file)
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	if _, err := freqtrade.ReadResults(file); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(file)
	if err != nil || string(after) != string(before) {
		t.Errorf("the database has changed, %v", err)
	}
}

// TestDatabaseInUse: what a running bot has committed is read, what it has not is
// not, and neither waits for the other.
func TestDatabaseInUse(t *testing.T) {
	file := database(t)
	bot, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: file}).String())
	if err != nil {
		t.Fatal(err)
	}
	defer bot.Close()
	tx, err := bot.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("UPDATE trades SET close_rate = 999 WHERE id = 1"); err != nil {
		t.Fatal(err)
	}
	rate := func() float64 {
		all, err := freqtrade.ReadResults(file)
		if err != nil {
			t.Fatal(err)
		}
		return all[0].Trades[0].CloseRate
	}
	if got := rate(); got != 101 {
		t.Errorf("close rate %v before the bot commits, want 101", got)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := rate(); got != 999 {
		t.Errorf("close rate %v after the bot has committed, want 999", got)
	}
}

func TestDatabaseRefuses(t *testing.T) {
	whole, err := os.ReadFile("testdata/tradesv3.sqlite")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, want string
		text       []byte
	}{
		{"cut", "malformed", whole[:len(whole)/2]},
		{"header alone", "x.sqlite", whole[:16]},
	} {
		_, err := freqtrade.ReadResults(write(t, "x.sqlite", tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "x.sqlite") {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}
