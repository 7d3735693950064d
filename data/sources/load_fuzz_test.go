package sources_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
)

// Whatever a context file holds, reading it gives an error or observations in
// order, none of them known before it happened or after all of them were.
func FuzzLoad(f *testing.F) {
	f.Add("fear_greed.csv", "time_utc,value,known_at_utc\n2022-05-12,12,2022-05-12T00:10:00Z\n2022-05-13,10,\n")
	f.Add("vix.csv", "DATE,OPEN,HIGH,LOW,CLOSE\n11/21/2025,1,2,3,23.43\n")
	f.Add("dtwexbgs.csv", "time_utc,value_vintage_2026_04,value_vintage_2026_01\n2019-11-01,115.7,\n")
	f.Add("funding.json", `[{"symbol":"BTCUSDT","fundingRate":"0.0001","fundingTime":1570636800000}]`)
	f.Add("fng.json", `{"data":[{"value":"13","timestamp":"1763856000"}],"metadata":{"error":null}}`)
	f.Add("dtwexbgs.json", `{"observations":[{"realtime_start":"2026-01-03","date":"2025-11-21","value":"122.2"},{"date":"2025-11-27","value":"."}]}`)
	dir := f.TempDir()
	names := []string{"fear_greed.csv", "vix.csv", "dtwexbgs.csv", "funding.json", "fng.json", "dtwexbgs.json", "news.csv"}
	f.Fuzz(func(t *testing.T, name, text string) {
		known := false
		for _, n := range names {
			known = known || n == name
			os.Remove(filepath.Join(dir, n))
		}
		if !known {
			name = "fear_greed.csv"
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c, _, err := sources.LoadAt(dir, today)
		if err != nil {
			return
		}
		for s, obs := range c {
			for i, o := range obs {
				if o.Known < o.Event || !data.Reading(o).Ok() {
					t.Fatalf("%s: %+v was known before it happened", data.Series(s), o)
				}
				if i > 0 && (o.Known < obs[i-1].Known || o == obs[i-1]) {
					t.Fatalf("%s: %+v follows %+v", data.Series(s), o, obs[i-1])
				}
			}
		}
	})
}
