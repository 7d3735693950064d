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

// A fault that many settings share is said once, and what is not listed is counted.
func TestFaultsOfAGrid(t *testing.T) {
	for _, x := range []struct{ set, want string }{
		{"max_rsk=0.5:0.9:0.1", `setting "max_rsk=0.5": no key "max_rsk" in a profile: did you mean "max_risk"? (and so for 4 more settings)`},
		{
			"limits.return_24h.below=a,-0.02,b,c,d,e,f,g", "setting \"limits.return_24h.below=a\": value \"a\" is not of the key's kind: expected a number\n" +
				"b\nc\nd\ne\nand 2 more faults",
		},
		{"max_risk=0.5-0.9", `setting "max_risk=0.5-0.9": expected a number from 0 to 1, or a range FROM:TO:STEP, as in max_risk=0.3:0.9:0.01`},
	} {
		s := config.Default()
		s.Strategies, s.Filter = []string{"RSIEMA"}, "default"
		_, err := job.New(s, job.Options{Grid: []string{x.set}, Windows: "3mo/1mo", Objective: sweep.Selection})
		if err == nil {
			t.Errorf("%s: no error", x.set)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		wants := strings.Split(x.want, "\n")
		if len(lines) != len(wants) || lines[0] != wants[0] || lines[len(lines)-1] != wants[len(wants)-1] {
			t.Errorf("%s: %q, want %q", x.set, lines, wants)
		}
	}
}
