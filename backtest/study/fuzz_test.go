package study

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// No text makes the reader of studies panic, and a study it accepts is planned or
// refused with an error that says why.
func FuzzStudy(f *testing.F) {
	for _, s := range []string{
		"pairs: [BTC/USDT]\nstrategy_list: [RSIEMA]\n",
		"stake_amount: unlimited\nminimal_roi: {\"0\": 0.1, \"60\": 0}\nstoploss: -0.1\n",
		"a: &a [1]\nb: *a\n", "fee: .nan\n", "fee: 1e999\n", "pairs: {x: 1}\n", "amount_step: {BTC/USDT: 0}\n", "timerange: 20220101-\n", "\t", "---\n---\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := config.Default()
		err := s.Parse("study.yaml", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "study.yaml: ") {
				t.Errorf("the error %q does not name the file", err)
			}
			return
		}
		p, err := NewPlan(s.WithSample())
		if err == nil && (len(p.Specs) == 0 || len(p.Study.Pairs) == 0) {
			t.Errorf("a plan of nothing from %q", text)
		}
	})
}
