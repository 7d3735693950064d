package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/fetch"
)

// exchange is a local server that has hourly candles of January 2024 and no archive.
func exchange(t *testing.T) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v3/klines" {
			http.NotFound(w, r)
			return
		}
		q := r.URL.Query()
		from, _ := strconv.ParseInt(q.Get("startTime"), 10, 64)
		to, _ := strconv.ParseInt(q.Get("endTime"), 10, 64)
		var rows []string
		const hour = data.Instant(data.Hour)
		for at := (data.Instant(from) + hour - 1) / hour * hour; at <= data.Instant(to) && len(rows) < 1000; at += hour {
			price := 40000 + int64(at)/3600000*37%911
			rows = append(rows, fmt.Sprintf(`[%d,"%d","%d","%d","%d","1.5",%d,"1",1,"1","1","0"]`, at, price, price+50, price-50, price+10, int64(at)+3599999))
		}
		fmt.Fprintf(w, "[%s]", strings.Join(rows, ","))
	}))
	t.Cleanup(server.Close)
	for _, name := range fetch.Mirrors() {
		t.Setenv(name, server.URL)
	}
}

func TestDataFetch(t *testing.T) {
	exchange(t)
	dir := filepath.Join(t.TempDir(), "candles")
	args := []string{"fetch", "-d", dir, "--pairs", "BTC/USDT", "--timeframe", "1h", "--timerange", "20240101-20240131"}
	code, stdout, stderr := runData(t, args...)
	if code != exitOK || !strings.Contains(stdout, "BTCUSDT-1h-2024-01.zip") || !strings.Contains(stderr, "1 file fetched") {
		t.Fatalf("exit %d\n%s%s", code, stdout, stderr)
	}
	if code, _, stderr = runData(t, args...); code != exitOK || !strings.Contains(stderr, "0 files fetched, 1 file there before") {
		t.Errorf("again: exit %d\n%s", code, stderr)
	}
	if code, stdout, stderr = runData(t, "check", "-d", dir); code != exitOK || !strings.Contains(stdout, "744") {
		t.Errorf("check: exit %d\n%s%s", code, stdout, stderr)
	}
	path := filepath.Join(dir, "BTCUSDT-1h-2024-01.zip")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text[11] ^= 1 // the date of the file in the zip: nothing that candles show
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr = runData(t, "check", "-d", dir); code != exitData || !strings.Contains(stderr, "is not what was fetched from https://data-api.binance.vision") {
		t.Errorf("check of a changed file: exit %d\n%s", code, stderr)
	}
}

func TestDataFetchExitCodes(t *testing.T) {
	exchange(t)
	dir := t.TempDir()
	for _, x := range []struct {
		args string
		code int
		want string
	}{
		{"fetch", exitUsage, "nothing to fetch"},
		{"fetch -d " + dir, exitUsage, "no pair"},
		{"fetch --pairs BTC/USDT", exitUsage, "--datadir"},
		{"fetch -d " + dir + " --pairs BTC/USDT", exitUsage, "timerange with a start"},
		{"fetch -d " + dir + " --pairs BTCUSDT --timerange 20240101-", exitUsage, "BASE/QUOTE"},
		{"fetch -d " + dir + " --pairs BTC/USDT --timerange 2024", exitUsage, "timerange"},
		{"fetch -d " + dir + " --pairs BTC/USDT --timerange 20240101- --timeframe 5x", exitUsage, "5x"},
		{"fetch -d " + dir + " --pairs BTC/USDT --timerange 20240101- --offline", exitUsage, "--offline"},
		{"fetch --context " + dir, exitData, "fear_greed"},
	} {
		if code, _, stderr := runData(t, strings.Fields(x.args)...); code != x.code || !strings.Contains(stderr, x.want) {
			t.Errorf("%s: exit %d, want %d and %q in\n%s", x.args, code, x.code, x.want, stderr)
		}
	}
}

// Without a network there is no table and no count of nothing: the address once, and what
// may help.
func TestDataFetchWithoutNetwork(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close() // nobody listens there any more
	for _, name := range fetch.Mirrors() {
		t.Setenv(name, server.URL)
	}
	ctx := t.Context()
	var stdout, stderr strings.Builder
	r := data.TimeRange{From: 1704067200000, To: 1704153600000, HasFrom: true, HasTo: true}
	o := fetch.Options{Dir: t.TempDir(), Pairs: []string{"BTC/USDT"}, Timeframe: data.Hour, Range: r, Wait: func(time.Duration) time.Duration { return time.Microsecond }}
	err := runFetch(ctx, o, "table", &stdout, &stderr)
	if err == nil || exitCode(err) != exitData {
		t.Fatalf("%v: exit code %d", err, exitCode(err))
	}
	if stdout.String()+stderr.String() != "" {
		t.Errorf("printed %q and %q", stdout.String(), stderr.String())
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	if strings.Count(first, "http://") != 1 || !strings.Contains(first, ": cannot be reached: dial tcp") || !strings.HasSuffix(err.Error(), "goes on from there") || !strings.Contains(err.Error(), "HTTPS_PROXY") {
		t.Errorf("%q", err.Error())
	}
}
