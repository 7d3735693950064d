package freqtrade_test

import (
	"bufio"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// listing is what a folder holds, names and bytes.
func listing(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s %x\n", e.Name(), sha256.Sum256(text))
	}
	return out.String()
}

// TestDatabaseReadOnly: nothing is written to the database or beside it, neither where
// no bot has it open nor with commits that are in a -wal alone, as in a copy. These
// are read all the same.
func TestDatabaseReadOnly(t *testing.T) {
	file := database(t)
	dir := filepath.Dir(file)
	before := listing(t, dir)
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	if _, err := freqtrade.ReadResults(file); err != nil {
		t.Fatal(err)
	}
	if after := listing(t, dir); after != before {
		t.Errorf("the folder holds\n%swant\n%s", after, before)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	bot := open(t, file)
	for _, change := range []string{"PRAGMA wal_autocheckpoint = 0", "UPDATE trades SET close_rate = 777 WHERE id = 1"} {
		if _, err := bot.Exec(change); err != nil {
			t.Fatal(err)
		}
	}
	copied := filepath.Join(t.TempDir(), "copied.sqlite")
	for _, ending := range []string{"", "-wal"} {
		text, err := os.ReadFile(file + ending)
		if err == nil {
			err = os.WriteFile(copied+ending, text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	dir = filepath.Dir(copied)
	before = listing(t, dir)
	all, err := freqtrade.ReadResults(copied)
	if err != nil || all[0].Trades[0].CloseRate != 777 {
		t.Errorf("of a copy with its -wal: %v, %+v", err, all)
	}
	if after := listing(t, dir); after != before {
		t.Errorf("the copy's folder holds\n%swant\n%s", after, before)
	}
}

// open opens a database to write, as a bot does.
func open(t *testing.T, file string) *sql.DB {
	t.Helper()
	bot, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: file}).String())
	if err != nil {
		t.Fatal(err)
	}
	bot.SetMaxOpenConns(1)
	t.Cleanup(func() { bot.Close() })
	return bot
}

// TestDatabaseOfAnotherProcess: while another program commits, every reading is of one
// state, and neither keeps the other waiting for long.
func TestDatabaseOfAnotherProcess(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to write meanwhile")
	}
	file := database(t)
	bot := exec.Command(python, "-c", `
import select, sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=5)
db.execute("PRAGMA synchronous = OFF")
print("begun", flush=True)
n = 0
while not select.select([sys.stdin], [], [], 0)[0]:
    n += 1
    db.execute("UPDATE trades SET close_rate = ?, amount = ? WHERE is_open = 0", (n, n))
    db.commit()
print("done", flush=True)
`, file)
	out, err := bot.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stop, err := bot.StdinPipe()
	if err == nil {
		err = bot.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer bot.Wait()
	defer stop.Close()
	lines := bufio.NewScanner(out)
	lines.Scan()
	seen := map[float64]bool{}
	for begun := time.Now(); len(seen) < 5 && time.Since(begun) < 20*time.Second; {
		all, err := freqtrade.ReadResults(file)
		if err != nil {
			t.Fatal(err)
		}
		first := all[0].Trades[0].CloseRate
		for _, u := range all[0].Trades[1:] {
			if first > 0 && u.Amount != 2 && (u.CloseRate != first || u.Amount != first) {
				t.Fatalf("rates %v and %v, amount %v: of two states", first, u.CloseRate, u.Amount)
			}
		}
		seen[first] = true
	}
	stop.Close()
	lines.Scan()
	if err := bot.Wait(); err != nil || lines.Text() != "done" {
		t.Errorf("the other program: %v, %q", err, lines.Text())
	}
	if len(seen) < 3 {
		t.Errorf("%d states seen: the other program did not write meanwhile", len(seen))
	}
}

// TestDatabaseInUse: what a running bot has committed is read, what it has not is
// not, and neither waits for the other.
func TestDatabaseInUse(t *testing.T) {
	file := database(t)
	bot := open(t, file)
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
