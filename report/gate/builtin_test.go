package gate

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// Where the filters can be paired, the test of both decides, and bare returns do not:
// refusing fewer useless trades of a losing strategy loses more.
func TestBuiltinOfPairs(t *testing.T) {
	base := &Baseline{Answers: &verdict.Answers{}}
	base.Answers.Profit.Answer, base.Answers.Risk.Answer = verdict.Helps, verdict.Inconclusive
	for _, tt := range []struct {
		name         string
		pairing      *runfolder.Pairing
		allow        bool
		want, unlike []string
	}{
		{
			"paired", &runfolder.Pairing{}, false,
			[]string{"drift.profit in EQUAL, BETTER, NO WORSE", "drift.risk != WORSE"},
			[]string{"daily_return_mean", "profit.answer == HELPS"},
		},
		{"paired, unsure is allowed", &runfolder.Pairing{}, true, []string{"drift.profit != WORSE", "drift.risk != WORSE"}, []string{"drift.profit in"}},
		{"not paired", nil, false, []string{"profit.answer == HELPS", "drift.daily_return_mean.hi >= 0"}, []string{"drift.profit", "drift.risk ", "risk.answer == HELPS"}},
	} {
		var checks []string
		for _, r := range Builtin(base, tt.pairing, tt.allow) {
			checks = append(checks, r.Check.String())
		}
		text := strings.Join(checks, "\n")
		for _, want := range tt.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no rule %s in\n%s", tt.name, want, text)
			}
		}
		for _, unlike := range tt.unlike {
			if strings.Contains(text, unlike) {
				t.Errorf("%s: a rule %s in\n%s", tt.name, unlike, text)
			}
		}
	}
}
