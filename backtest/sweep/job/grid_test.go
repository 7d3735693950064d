package job_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/backtest/sweep/job"
)

const profile = `name: mine
limits:
  sigma: {above_quantile: {level: 0.75, window: 720, minimum: 240}}
calendar:
  - reason: weekend nights
    weekdays: [sat, sun]
    hours: 22-6
`

// Every number of a profile can be swept, and each of two values gives another mask.
func TestSweepReachesEveryNumber(t *testing.T) {
	if testing.Short() {
		t.Skip("replays the engine for every setting")
	}
	path := filepath.Join(t.TempDir(), "mine.yaml")
	if err := os.WriteFile(path, []byte(profile), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, axis := range []string{
		"limits.sigma.above_quantile.level=0.6,0.9", "limits.return_24h.below=-0.06,-0.01", "block_on.regime.bear=true,false", "block_on.risk_class.high=true,false",
		"off.momentum=true,false", "calendar.1.hours=22-6,0-4",
	} {
		t.Run(axis, func(t *testing.T) {
			s := config.Default()
			s.Strategies, s.Filter, s.TimeRange = []string{"RSIEMA"}, "profile:"+path, "20230101-20230901"
			j, err := job.New(s, job.Options{Grid: []string{axis}, Windows: "3mo/1mo", Objective: sweep.Selection})
			if err != nil {
				t.Fatal(err)
			}
			r, err := j.Run(t.Context(), os.Stderr)
			if err != nil {
				t.Fatal(err)
			}
			p := r.Cells[0].Points
			if len(p) != 2 || !strings.Contains(p[0].Setting, axis[:strings.Index(axis, "=")]) {
				t.Fatalf("%d points, the first %q", len(p), p[0].Setting)
			}
			if *p[0].BlockRate == *p[1].BlockRate {
				t.Errorf("both values block %v of the rows", *p[0].BlockRate)
			}
		})
	}
}
