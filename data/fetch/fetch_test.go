package fetch

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

const (
	january  = "/data/spot/monthly/klines/BTCUSDT/5m/BTCUSDT-5m-2024-01.zip"
	rest     = "/api/v3/klines"
	aDay     = 288
	yearRows = 31*aDay + 29*aDay + 9*aDay + 12*12 // to 12:00 on 10 March; the candle of 12:00 is open
)

// candlesOf reads the folder as a run would.
func candlesOf(t *testing.T, dir string) *data.Candles {
	t.Helper()
	d, err := formats.OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := d.Load("BTC/USDT", 5*data.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCandles(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	r, err := Run(t.Context(), w.options(dir, ""))
	if err != nil {
		t.Fatal(err)
	}
	c := candlesOf(t, dir)
	if c.Len() != yearRows {
		t.Errorf("%d candles, want %d", c.Len(), yearRows)
	}
	if report := data.Check(c); report.Faults() > 0 || report.Missing() > 0 {
		t.Errorf("%d faults, %d missing", report.Faults(), report.Missing())
	}
	if last := c.Time[c.Len()-1]; last != data.At(today.Truncate(time.Hour)).Add(-5*data.Minute) {
		t.Errorf("the last candle is of %s: the one of 12:00 is still open", last)
	}
	// January from the archive; February's month is not archived yet, so its days
	// are; of March the archive has the days up to the 7th.
	for name, want := range map[string]int{"BTCUSDT-5m-2024-01.zip": 31 * aDay, "BTCUSDT-5m-2024-02-29.zip": aDay, "BTCUSDT-5m-2024-03-07.zip": aDay, "BTCUSDT-5m-2024-03-09.zip": aDay, "BTCUSDT-5m-2024-03-10.zip": 144} {
		if got := rowsOf(t, filepath.Join(dir, name)); got != want {
			t.Errorf("%s holds %d rows, want %d", name, got, want)
		}
	}
	for _, f := range r.Fetched {
		if f.Whole == (f.Name == "BTCUSDT-5m-2024-03-10.zip") {
			t.Errorf("%s: whole %v", f.Name, f.Whole)
		}
	}
}

func TestCandlesAgain(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	o := w.options(dir, "")
	first, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	before := w.count("")
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Fetched) != 1 || r.Fetched[0].Name != "BTCUSDT-5m-2024-03-10.zip" {
		t.Errorf("the second call fetched %d files, want today's only", len(r.Fetched))
	}
	if asked := w.count("") - before; asked > 3 {
		t.Errorf("the second call made %d requests", asked)
	}
	if want := len(first.Fetched) - 1 - 29; r.Kept < want {
		t.Errorf("%d files kept, want at least %d", r.Kept, want)
	}
	// Later, February is archived: its days make way.
	o.Now = func() time.Time { return today.AddDate(0, 1, 0) }
	w.breakAt("/data/spot/monthly/klines/BTCUSDT/5m/BTCUSDT-5m-2024-02.zip", serveZip(w, "2024-02-01", "2024-03-01"))
	w.breakAt("/data/spot/monthly/klines/BTCUSDT/5m/BTCUSDT-5m-2024-02.zip.CHECKSUM", serveSum(w, "2024-02", "2024-02-01", "2024-03-01"))
	if _, err := Run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "BTCUSDT-5m-2024-02-*")); len(left) > 0 {
		t.Errorf("%d days of February are left beside the month", len(left))
	}
}

// A pair that was listed within the range has no candles before, which is no fault.
func TestListedLater(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	w.from = data.Date(2024, 3, 8)
	o := w.options(dir, "")
	o.Range, _ = data.ParseTimeRange("20231101-")
	if _, err := Run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if c := candlesOf(t, dir); c.Time[0] != w.from {
		t.Errorf("the first candle is of %s, want %s", c.Time[0], w.from)
	}
	w.from = data.Date(2030, 1, 1)
	if _, err := Run(t.Context(), w.options(t.TempDir(), "")); err == nil || !strings.Contains(err.Error(), "no candles of BTC/USDT") {
		t.Errorf("a pair without any candle: %v", err)
	}
}

// Every fault ends in the same bytes, or in an error that says what is wrong; after
// an error a second call completes the folder.
func TestFaults(t *testing.T) {
	clean := t.TempDir()
	if _, err := Run(t.Context(), newWorld(t).options(clean, "")); err != nil {
		t.Fatal(err)
	}
	want := sumsOf(t, clean)
	for _, x := range []struct {
		name   string
		path   string
		faults []fault
		err    string // "": the call succeeds
	}{
		{"429 with a short wait", january, []fault{status(429, "Retry-After", "1")}, ""},
		{"429 without one", january, []fault{status(429), status(429)}, ""},
		{"429 with a long wait", january, []fault{status(429, "Retry-After", "3600")}, "asks to wait 1h0m0s"},
		{"500 twice", january, []fault{status(500), status(502)}, ""},
		{"500 for ever", january, always(status(500)), "500 Internal Server Error"},
		{"reset in the middle", january, []fault{reset, reset}, ""},
		{"reset, then no ranges", january, []fault{reset, ignoresRange}, ""},
		{"wrong bytes once", january, []fault{flipped}, ""},
		{"wrong bytes for ever", january, always(flipped), "SHA-256"},
		{"truncated zip", january, []fault{short}, ""},
		{"slow drip", january, []fault{drip}, ""},
		{"web page once", january, []fault{page}, ""},
		{"web page for a checksum", january + ".CHECKSUM", []fault{page}, ""},
		{"web page for ever", january + ".CHECKSUM", always(page), "web page"},
		{"redirect loop", january, always(loop), "redirects"},
		{"451", rest, always(status(451)), "451"},
		{"web page for candles", rest, []fault{page}, ""},
		{"candles cut off", rest, []fault{short}, ""},
		{"candles of another time", rest, always(func(w http_, _ *request_, _ []byte) {
			_, _ = w.Write([]byte(`[[1,"1","1","1","1","1",2,"1",1,"1","1","0"]]`))
		}), "open time 1"},
		{"the exchange says no", rest, always(func(w http_, _ *request_, _ []byte) { _, _ = w.Write([]byte(`{"code":-1121,"msg":"Invalid symbol."}`)) }), "Invalid symbol."},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			w, dir := newWorld(t), t.TempDir()
			w.breakAt(x.path, x.faults...)
			_, err := Run(t.Context(), w.options(dir, ""))
			if x.err == "" && err != nil {
				t.Fatal(err)
			}
			if x.err != "" {
				if err == nil || !strings.Contains(err.Error(), x.err) {
					t.Fatalf("got %v, want an error with %q", err, x.err)
				}
				w.breakAt(x.path)
				if _, err := Run(t.Context(), w.options(dir, "")); err != nil {
					t.Fatalf("the second call: %v", err)
				}
			}
			for name, sum := range sumsOf(t, dir) {
				if want[name] != sum {
					t.Errorf("%s differs from what a quiet network brings", name)
				}
			}
			if got := sumsOf(t, dir); len(got) != len(want) {
				t.Errorf("%d files, want %d", len(got), len(want))
			}
			if parts, _ := filepath.Glob(filepath.Join(dir, ".*.part*")); len(parts) > 0 {
				t.Errorf("left behind: %v", parts)
			}
		})
	}
}

// A transfer that a kill cut off is continued where it ended.
func TestContinues(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	whole, _ := w.good(get(w.URL + january))
	part := filepath.Join(dir, ".BTCUSDT-5m-2024-01.zip.part")
	if err := os.WriteFile(part, whole[:len(whole)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), w.options(dir, "")); err != nil {
		t.Fatal(err)
	}
	if w.ranges != 1 {
		t.Errorf("%d requests for the rest of a file, want 1", w.ranges)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "BTCUSDT-5m-2024-01.zip")); err != nil || string(got) != string(whole) {
		t.Errorf("the continued file is not the whole one (%v)", err)
	}
}

// A kill between the file and its line in the manifest, and one within the line.
func TestTornManifest(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	if _, err := Run(t.Context(), w.options(dir, "")); err != nil {
		t.Fatal(err)
	}
	want := sumsOf(t, dir)
	path := filepath.Join(dir, ManifestName)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{len(text) - 1, len(text) - 20, len(text) / 2} {
		if err := os.WriteFile(path, text[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Run(t.Context(), w.options(dir, ""))
		// A file without a line was perhaps not fetched: it is not written over.
		if err != nil && !strings.Contains(err.Error(), "was not fetched") {
			t.Fatal(err)
		}
		if got := sumsOf(t, dir); len(got) != len(want) {
			t.Errorf("%d files, want %d", len(got), len(want))
		}
	}
	if err := os.WriteFile(path, append([]byte("nonsense\n"), text...), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), w.options(dir, "")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a manifest with a foreign line: %v", err)
	}
}

func TestChanged(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	if _, err := Run(t.Context(), w.options(dir, "")); err != nil {
		t.Fatal(err)
	}
	if got, err := Changed(dir); err != nil || len(got) > 0 {
		t.Fatalf("fresh files count as changed: %v %v", got, err)
	}
	path := filepath.Join(dir, "BTCUSDT-5m-2024-01.zip")
	text, _ := os.ReadFile(path)
	text[100] ^= 1
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := Changed(dir); err != nil || len(got) != 1 || !strings.Contains(got[0], "SHA-256") {
		t.Errorf("a flipped bit: %v %v", got, err)
	}
	// What changed is fetched anew.
	if _, err := Run(t.Context(), w.options(dir, "")); err != nil {
		t.Fatal(err)
	}
	if got, err := Changed(dir); err != nil || len(got) > 0 {
		t.Errorf("after another call: %v %v", got, err)
	}
}

// A file of the user's is never written over.
func TestForeignFile(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	path := filepath.Join(dir, "BTCUSDT-5m-2024-01.zip")
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Run(t.Context(), w.options(dir, ""))
	if err == nil || !strings.Contains(err.Error(), "was not fetched") {
		t.Errorf("got %v", err)
	}
	if text, _ := os.ReadFile(path); string(text) != "mine" {
		t.Error("the user's file is gone")
	}
}

// A file is written down before it gets its name: whatever ends the program between
// the two, no file is there that the next call would take for the user's.
func TestAnnounced(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	spoil := func(out http.ResponseWriter, _ *http.Request, good []byte) {
		_ = os.Mkdir(filepath.Join(dir, ManifestName), 0o755) // which cannot be written to
		_, _ = out.Write(good)
	}
	w.breakAt(january+".CHECKSUM", spoil)
	o := w.options(dir, "")
	o.Range, _ = data.ParseTimeRange("20240101-20240131") // one file: none is written down before the spoiling
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), ManifestName) {
		t.Errorf("a manifest that cannot be written: %v", err)
	}
	if found, err := filepath.Glob(filepath.Join(dir, "*.zip")); err != nil || len(found) > 0 {
		t.Errorf("there are files that no manifest knows: %q, %v", found, err)
	}
	if err := os.Remove(filepath.Join(dir, ManifestName)); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), o); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if seen[line] {
			t.Errorf("written down twice: %s", line)
		}
		seen[line] = true
	}
}

func TestCancelled(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	w.breakAt(january, always(drip)...)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	began := time.Now()
	o := w.options(dir, "")
	o.Wait = nil
	if _, err := Run(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %s to stop", took)
	}
}
