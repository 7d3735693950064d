package fetch

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/sources"
)

type (
	http_    = http.ResponseWriter
	request_ = http.Request
)

func get(address string) *http.Request {
	r, _ := http.NewRequest(http.MethodGet, address, nil)
	return r
}

func serveZip(w *world, from, to string) fault {
	return func(out http.ResponseWriter, _ *http.Request, _ []byte) {
		_, _ = out.Write(w.zipBetween(from, to))
	}
}

func serveSum(w *world, period, from, to string) fault {
	return func(out http.ResponseWriter, _ *http.Request, _ []byte) {
		_, _ = out.Write(summed(w.zipBetween(from, to), "BTCUSDT-5m-"+period+".zip", true))
	}
}

func (w *world) zipBetween(from, to string) []byte {
	a, _ := data.ParseInstant(from)
	b, _ := data.ParseInstant(to)
	text, _ := zipOf("x.csv", w.candles(a, b, ","))
	return text
}

func sumsOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), ".") || f.Name() == ManifestName {
			continue
		}
		if out[f.Name()], err = formats.HashFile(filepath.Join(dir, f.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestContext(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	if _, err := Run(t.Context(), w.options("", dir)); err != nil {
		t.Fatal(err)
	}
	c, report, err := sources.LoadAt(dir, data.At(today))
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[data.Series]float64{data.FearGreed: 70, data.VIX: 14.74, data.DXY: 119.9, data.FundingRate: 0.0002, data.BTCDominance: 51.2, data.OpenInterest: 5000000000.1} {
		obs := c[s]
		if len(obs) == 0 || obs[len(obs)-1].Value != want {
			t.Errorf("%s: got %v, want it to end with %v", s, obs, want)
		}
	}
	if len(report.Ignored) > 0 {
		t.Errorf("files that no series reads: %v", report.Ignored)
	}
	archived := w.count("fundingRate-")
	if _, err := Run(t.Context(), w.options("", dir)); err != nil {
		t.Fatal(err)
	}
	if again := w.count("fundingRate-") - archived; again > 2 {
		t.Errorf("the second call asked %d times for archived months of funding", again)
	}
}

// Where a source fails the next one of its line serves, and a series without
// history is a note.
func TestContextFailover(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	w.breakAt("/api/global/us_indices/daily_prices/VIX_History.csv", always(page)...)
	w.breakAt("/api/v3/global", always(status(403))...)
	w.breakAt("/fapi/v1/fundingRate", always(status(451))...)
	r, err := Run(t.Context(), w.options("", dir))
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := sources.LoadAt(dir, data.At(today))
	if err != nil {
		t.Fatal(err)
	}
	if obs := c[data.VIX]; len(obs) == 0 || obs[len(obs)-1].Value != 119.9 {
		t.Errorf("vix: got %v, want FRED's", obs)
	}
	notes := strings.Join(r.Notes, "\n")
	for _, want := range []string{"btc_dominance could not be fetched", "funding_rate ends with the archive's last month"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no note %q in:\n%s", want, notes)
		}
	}
}

func TestContextFaults(t *testing.T) {
	for _, x := range []struct {
		name, path string
		faults     []fault
		err        string
	}{
		{"an error answer", "/fng/", always(func(w http_, _ *request_, _ []byte) {
			_, _ = w.Write([]byte(`{"data":null,"metadata":{"error":"down"}}`))
		}), "down"},
		{"values out of range", "/fng/", always(func(w http_, _ *request_, _ []byte) {
			_, _ = w.Write([]byte(`{"data":[{"value":"170","timestamp":"1710028800"}],"metadata":{"error":null}}`))
		}), "170"},
		{"cut off once", "/fng/", []fault{short}, ""},
		{"both of its sources fail", "/graph/fredgraph.csv", always(status(500)), "FRED"},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			w, dir := newWorld(t), t.TempDir()
			w.breakAt(x.path, x.faults...)
			_, err := Run(t.Context(), w.options("", dir))
			switch {
			case x.err == "" && err != nil:
				t.Fatal(err)
			case x.err != "" && (err == nil || !strings.Contains(err.Error(), x.err) && !strings.Contains(err.Error(), x.path)):
				t.Fatalf("got %v, want an error with %q", err, x.err)
			}
			// The other series are there all the same.
			if _, err := os.Stat(filepath.Join(dir, "vix.csv")); err != nil {
				t.Error(err)
			}
			w.breakAt(x.path)
			if _, err := Run(t.Context(), w.options("", dir)); err != nil {
				t.Errorf("the second call: %v", err)
			}
		})
	}
}

func TestOptions(t *testing.T) {
	for _, x := range []struct {
		o    Options
		want string
	}{
		{Options{}, "nothing to fetch"},
		{Options{Dir: "x", Timeframe: data.Hour}, "no pair"},
		{Options{Dir: "x", Pairs: []string{"BTC/USDT"}, Timeframe: data.Hour}, "timerange with a start"},
		{Options{Dir: "x", Pairs: []string{"BTC/USDT"}, Timeframe: 7 * data.Day}, "at most a day"},
	} {
		if err := x.o.Validate(); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("got %v, want %q", err, x.want)
		}
	}
	c := newClient(&Options{Getenv: func(string) string { return "not an address" }})
	if _, err := c.address(fred, "/x"); err == nil || !strings.Contains(err.Error(), "REMORA_MIRROR_FRED") {
		t.Errorf("a mirror that is no address: %v", err)
	}
}

// What a kill left of a file goes when the file is written again, and a pipe in the
// place of one is refused at once: to open it would wait for its other end.
func TestContextLeftovers(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	left := filepath.Join(dir, "."+supplies[0].file+".part-0badcafe")
	if err := os.WriteFile(left, []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), w.options("", dir)); err != nil {
		t.Fatal(err)
	}
	if hidden, _ := filepath.Glob(filepath.Join(dir, ".*")); len(hidden) > 0 {
		t.Errorf("left behind: %v", hidden)
	}
	path := filepath.Join(dir, ManifestName)
	if err := errors.Join(os.Remove(path), syscall.Mkfifo(path, 0o644)); err != nil {
		t.Skip(err)
	}
	if _, err := Run(t.Context(), w.options("", dir)); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("a pipe for a manifest: %v", err)
	}
}
