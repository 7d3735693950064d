package fetch

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
)

// today is the present of the tests: 10 March 2024, 12:02, within a candle of 5 minutes.
var today = time.Date(2024, 3, 10, 12, 2, 0, 0, time.UTC)

// A world is a local server in the place of every provider. It serves the shapes
// that their documentation shows, made up values, and misbehaves as told.
type world struct {
	*httptest.Server
	from data.Instant // first candle

	lock   sync.Mutex
	faults map[string][]fault // by path: what the next requests meet
	asked  map[string]int     // by path
	ranges int                // requests for the rest of a file
}

// A fault answers in place of the server, which is good.
type fault func(w http.ResponseWriter, r *http.Request, good []byte)

func newWorld(t *testing.T) *world {
	w := &world{from: data.Date(2024, 1, 1), faults: map[string][]fault{}, asked: map[string]int{}}
	w.Server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.Close)
	return w
}

func (w *world) options(dir, context string) Options {
	o := Options{
		Dir: dir, Context: context,
		Now: func() time.Time { return today },
		Getenv: func(name string) string {
			if strings.HasPrefix(name, "REMORA_MIRROR_") {
				return w.URL
			}
			return ""
		},
		Wait: func(d time.Duration) time.Duration {
			if d == stall {
				return 3 * time.Second // a busy machine is slow
			}
			return d / 500
		},
	}
	if dir != "" {
		o.Pairs, o.Timeframe = []string{"BTC/USDT"}, 5*data.Minute
		o.Range, _ = data.ParseTimeRange("20240101-")
	}
	return o
}

// breakAt lets the next requests for a path meet faults, one each.
func (w *world) breakAt(path string, faults ...fault) { w.faults[path] = faults }

func (w *world) count(part string) (n int) {
	w.lock.Lock()
	defer w.lock.Unlock()
	for path, k := range w.asked {
		if strings.Contains(path, part) {
			n += k
		}
	}
	return n
}

func (w *world) serve(out http.ResponseWriter, r *http.Request) {
	good, ok := w.good(r)
	w.lock.Lock()
	w.asked[r.URL.Path]++
	var f fault
	if q := w.faults[r.URL.Path]; len(q) > 0 {
		f, w.faults[r.URL.Path] = q[0], q[1:]
	}
	if r.Header.Get("Range") != "" {
		w.ranges++
	}
	w.lock.Unlock()
	switch {
	case f != nil:
		f(out, r, good)
	case !ok:
		http.NotFound(out, r)
	default:
		http.ServeContent(out, r, "", time.Time{}, bytes.NewReader(good))
	}
}

// answers are those of good, which are the same in every world.
var answers sync.Map

type answer struct {
	text []byte
	ok   bool
}

// good is what an honest server answers.
func (w *world) good(r *http.Request) ([]byte, bool) {
	key := fmt.Sprint(w.from, r.URL.RequestURI())
	if a, ok := answers.Load(key); ok {
		return a.(answer).text, a.(answer).ok
	}
	text, ok := w.make(r)
	answers.Store(key, answer{text, ok})
	return text, ok
}

func (w *world) make(r *http.Request) ([]byte, bool) {
	path := r.URL.Path
	name, checksum := strings.CutSuffix(path[strings.LastIndex(path, "/")+1:], ".CHECKSUM")
	switch {
	case strings.Contains(path, "/klines/"):
		period := strings.TrimSuffix(strings.TrimPrefix(name, "BTCUSDT-5m-"), ".zip")
		at, err := time.Parse("2006-01", period)
		end := at.AddDate(0, 1, 0)
		if err != nil {
			if at, err = time.Parse(time.DateOnly, period); err != nil {
				return nil, false
			}
			end = at.AddDate(0, 0, 1)
		}
		// The archive has months that are over for nine days, days for two.
		late := 2 * 24 * time.Hour
		if len(period) == 7 {
			late = 9*24*time.Hour + 18*time.Hour
		}
		if end.Add(late).After(today) || data.At(at) < w.from {
			return nil, false
		}
		text, _ := zipOf(strings.TrimSuffix(name, ".zip")+".csv", w.candles(data.At(at), data.At(end), ","))
		return summed(text, name, checksum), true
	case path == "/api/v3/klines":
		q := r.URL.Query()
		from, _ := strconv.ParseInt(q.Get("startTime"), 10, 64)
		to, _ := strconv.ParseInt(q.Get("endTime"), 10, 64)
		step := int64(5 * data.Minute)
		from = (from + step - 1) / step * step
		to = min(to, from+(klinePage-1)*step, today.UnixMilli())
		rows := strings.Fields(string(w.candles(max(data.Instant(from), w.from), data.Instant(to)+1, `","`)))
		for i, row := range rows {
			rows[i] = `["` + row + `"]`
			rows[i] = strings.Replace(strings.Replace(rows[i], `["`, `[`, 1), `","`, `,"`, 1)
		}
		return []byte("[" + strings.Join(rows, ",") + "]"), true
	case strings.Contains(path, "/fundingRate/"):
		at, err := time.Parse("2006-01", strings.TrimSuffix(strings.TrimPrefix(name, "BTCUSDT-fundingRate-"), ".zip"))
		if err != nil || at.Before(time.Date(2023, 12, 1, 0, 0, 0, 0, time.UTC)) || at.After(time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)) {
			return nil, false
		}
		var b strings.Builder
		b.WriteString("calc_time,funding_interval_hours,last_funding_rate\n")
		for ; at.Month() != at.Add(-8*time.Hour).AddDate(0, 1, 0).Month() || b.Len() < 100; at = at.Add(8 * time.Hour) {
			fmt.Fprintf(&b, "%d,8,0.00010000\n", at.UnixMilli()+3)
			if b.Len() > 2000 {
				break
			}
		}
		text, _ := zipOf("f.csv", []byte(b.String()))
		return summed(text, name, checksum), true
	}
	text, ok := map[string]string{
		"/fng/": `{"name":"Fear and Greed Index","data":[{"value":"70","value_classification":"Greed","timestamp":"1710028800","time_until_update":"42011"},` +
			`{"value":"71","value_classification":"Greed","timestamp":"1709942400"}],"metadata":{"error":null}}`,
		"/api/global/us_indices/daily_prices/VIX_History.csv": "DATE,OPEN,HIGH,LOW,CLOSE\n03/07/2024,14.0,15.0,13.0,14.44\n03/08/2024,14.0,15.9,13.8,14.74\n",
		"/graph/fredgraph.csv":                                "observation_date," + r.URL.Query().Get("id") + "\n2024-02-28,120.1\n2024-02-29,\n2024-03-01,119.9\n",
		"/fapi/v1/fundingRate":                                `[{"symbol":"BTCUSDT","fundingRate":"0.00020000","fundingTime":1710028800002,"markPrice":""}]`,
		"/api/v3/global":                                      `{"data":{"market_cap_percentage":{"btc":51.2,"eth":17.4}}}`,
		"/futures/data/openInterestHist":                      `[{"symbol":"BTCUSDT","sumOpenInterest":"1","sumOpenInterestValue":"5000000000.1","timestamp":1709942400000}]`,
	}[path]
	return []byte(text), ok
}

func summed(text []byte, name string, checksum bool) []byte {
	if checksum {
		return []byte(sumOf(text) + "  " + name + "\n")
	}
	return text
}

// candles are made-up rows of the exchange's twelve columns.
func (w *world) candles(from, to data.Instant, comma string) []byte {
	var b bytes.Buffer
	for at := from; at < to; at = at.Add(5 * data.Minute) {
		price := strconv.FormatFloat(100+float64(at/300000%97)/10, 'f', 2, 64)
		row := []string{strconv.FormatInt(int64(at), 10), price, price, price, price, "1.5", strconv.FormatInt(int64(at)+299999, 10), "150", "3", "1", "100", "0"}
		b.WriteString(strings.Join(row, comma) + "\n")
	}
	return b.Bytes()
}

// The faults.
func status(code int, header ...string) fault {
	return func(w http.ResponseWriter, _ *http.Request, _ []byte) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// reset cuts the connection in the middle of the answer.
func reset(w http.ResponseWriter, _ *http.Request, good []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(good)))
	_, _ = w.Write(good[:len(good)/2])
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		conn.Close()
	}
}

// drip sends a byte and then nothing.
func drip(w http.ResponseWriter, r *http.Request, good []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(good)))
	_, _ = w.Write(good[:1])
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

func page(w http.ResponseWriter, _ *http.Request, _ []byte) {
	fmt.Fprint(w, "<!DOCTYPE html><html><body>Attention required</body></html>")
}

func flipped(w http.ResponseWriter, _ *http.Request, good []byte) {
	bad := bytes.Clone(good)
	bad[len(bad)/2] ^= 1
	_, _ = w.Write(bad)
}

func short(w http.ResponseWriter, _ *http.Request, good []byte) { _, _ = w.Write(good[:len(good)/3]) }

func loop(w http.ResponseWriter, r *http.Request, _ []byte) {
	http.Redirect(w, r, r.URL.Path, http.StatusFound)
}

// ignoresRange sends the whole file to whoever asks for its rest.
func ignoresRange(w http.ResponseWriter, _ *http.Request, good []byte) { _, _ = w.Write(good) }

func always(f fault) []fault {
	out := make([]fault, 100)
	for i := range out {
		out[i] = f
	}
	return out
}

// rowsOf counts the lines of the CSV in a zip.
func rowsOf(t *testing.T, path string) int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(in); err != nil {
		t.Fatal(err)
	}
	return strings.Count(b.String(), "\n")
}
