package apply_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/apply"
	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
)

// candles are those that freqtrade worked the cases out on.
const candles = "../testdata/freqtrade"

func file(name, member string) string { return filepath.Join("../stacked/testdata", name, member) }

// applied names the files of a case of package stacked.
func applied(name string) config.Apply {
	a := config.Apply{Opportunities: []string{file(name, "stacked.zip")}, Result: file(name, "ordinary.zip")}
	if _, err := os.Stat(file(name, "record.jsonl")); err == nil {
		a.Recorded = []string{file(name, "record.jsonl")}
	}
	return a
}

// night is a filter whose blocks are the first 12 hours of every other day.
func night(t *testing.T) string {
	t.Helper()
	var windows []string
	for _, day := range []string{"05", "07", "09", "11"} {
		windows = append(windows, fmt.Sprintf(`{"from": "2024-02-%sT00:00:00Z", "to": "2024-02-%sT12:00:00Z"}`, day, day))
	}
	path := filepath.Join(t.TempDir(), "blocks.json")
	if err := os.WriteFile(path, []byte("["+strings.Join(windows, ",")+"]"), 0o644); err != nil {
		t.Fatal(err)
	}
	return "blocks:" + path
}

func run(t *testing.T, a config.Apply, change func(*config.Study)) (*study.Result, error) {
	t.Helper()
	in, err := apply.Open(a)
	if err != nil {
		return nil, err
	}
	s, err := in.Study()
	if err != nil {
		return nil, err
	}
	s.DataDir, s.Filter = candles, night(t)
	if change != nil {
		change(&s)
	}
	p, err := in.Plan(s)
	if err != nil {
		return nil, err
	}
	f, err := p.OpenFilters()
	if err != nil {
		return nil, err
	}
	h, err := p.Load(context.Background(), p.Judged(f.All()...)...)
	if err != nil {
		return nil, err
	}
	return h.Run(context.Background(), f, nil)
}

// TestRun: the baseline of a study of stacked trades is freqtrade's ordinary backtest,
// and arms, lanes and placebos agree about every trade.
func TestRun(t *testing.T) {
	for _, name := range []string{
		"custom-stoploss", "custom-exit", "custom-roi", "refusing", "tags", "adjust", "sized",
		"stoploss-guard", "max-drawdown", "unfilled", "wallet-runs-short",
	} {
		t.Run(name, func(t *testing.T) {
			r, err := run(t, applied(name), nil)
			if err != nil {
				t.Fatal(err)
			}
			c := &r.Cells[0]
			check, ok := c.Origin.Check.(*stacked.Check)
			if !ok || check.Equal != check.Of || check.Of == 0 {
				t.Fatalf("%q %+v", c.Origin.Said, c.Origin.Check)
			}
			if len(c.Origin.Doubts) > 0 {
				t.Errorf("doubts %q", c.Origin.Doubts)
			}
			k := c.Comparison
			for _, fault := range k.Health.Faults {
				if strings.Contains(fault, "does not close") {
					t.Error(fault)
				}
			}
			if k.Answers.Trades != 0 && k.Answers.Trades != len(k.FixedBaseline.Trades) {
				t.Errorf("lanes take %d trades, the walk %d", k.Answers.Trades, len(k.FixedBaseline.Trades))
			}
			if got, want := k.Fees.Delta.Float(), k.FixedFiltered.Profit-k.FixedBaseline.Profit; got-want > 1e-5 || want-got > 1e-5 {
				t.Errorf("lanes say %v, the walks %v", got, want)
			}
		})
	}
}

// TestUnlike: a walk that is not the ordinary backtest answers nothing, unless that is
// accepted.
func TestUnlike(t *testing.T) {
	for _, accept := range []bool{false, true} {
		a := applied("state-per-pair")
		a.Approximate = accept
		r, err := run(t, a, nil)
		if err != nil {
			t.Fatal(err)
		}
		doubted := strings.Contains(strings.Join(r.Cells[0].Comparison.Answers.Reasons, " "), "The walk is not the ordinary backtest: 48 of 74 trades equal")
		headline := strings.Contains(strings.Join(r.Joint.Answers.Reasons, " "), "The walk is not the ordinary backtest")
		if doubted == accept || headline == accept {
			t.Errorf("accepted %v: cell doubted %v, headline doubted %v", accept, doubted, headline)
		}
		if said := strings.Join(r.Cells[0].Origin.Said, " "); !strings.Contains(said, "state per pair kept on the strategy object (line 13: self.best[pair])") {
			t.Errorf("said %q", said)
		}
	}
}

// TestSettings: they are those of the ordinary result, and flags override them.
func TestSettings(t *testing.T) {
	in, err := apply.Open(applied("wallet-runs-short"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := in.Study()
	if err != nil {
		t.Fatal(err)
	}
	if s.StartingBalance != 206 || s.StakeAmount.Amount != 100 || s.MaxOpenTrades != 3 || s.Timeframe != "5m" || s.TimeRange != "20240205-20240212" || s.Fee != 0.001 {
		t.Errorf("settings %+v", s)
	}
	r, err := run(t, applied("custom-exit"), func(s *config.Study) { s.MaxOpenTrades = 1 })
	if err != nil {
		t.Fatal(err)
	}
	if said := strings.Join(r.Cells[0].Origin.Said, " "); !strings.Contains(said, "settings are not those of the ordinary backtest") {
		t.Errorf("one slot instead of two: %q", said)
	}
}

// TestKept: an ordinary result alone keeps or refuses its trades, and says what is
// unknown and how to know it.
func TestKept(t *testing.T) {
	r, err := run(t, config.Apply{Result: file("custom-exit", "ordinary.zip")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &r.Cells[0]
	if n := len(c.Baseline.Run.Trades); n != 147 {
		t.Errorf("%d trades, want 147", n)
	}
	if a := c.Comparison.Attribution; a.Refilled.Trades != 0 || a.Blocked.Trades == 0 {
		t.Errorf("attribution %+v", a)
	}
	said := strings.Join(c.Origin.Said, " ")
	for _, want := range []string{"Approximate", "entries that found no slot", "freqtrade backtesting --strategy CustomExit", "--enable-position-stacking --max-open-trades -1"} {
		if !strings.Contains(said, want) {
			t.Errorf("said %q, want %q in it", said, want)
		}
	}
}

// TestSides: of entries that may not be refused no arm and no placebo refuses one.
func TestSides(t *testing.T) {
	a := applied("custom-exit")
	a.Refuse = "short"
	r, err := run(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &r.Cells[0]
	if n := len(c.Judgement.Refused); n != 0 || len(c.Filtered.Run.Trades) != len(c.Baseline.Run.Trades) || c.Comparison.Health.BlockedSignals != 0 {
		t.Errorf("%d refused, arms of %d and %d trades", n, len(c.Baseline.Run.Trades), len(c.Filtered.Run.Trades))
	}
}

func TestErrors(t *testing.T) {
	other := t.TempDir()
	for _, name := range []string{"BTC", "ETH", "SOL"} { // SOL's candles under every name
		text, err := os.ReadFile(filepath.Join(candles, "SOL_USDT-5m.csv.gz"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(other, name+"_USDT-5m.csv.gz"), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name   string
		a      config.Apply
		change func(*config.Study)
		kind   fault.Kind
		want   string
	}{
		{"nothing", config.Apply{}, nil, fault.Usage, "nothing to apply a filter to"},
		{"side", config.Apply{Result: "x", Refuse: "up"}, nil, fault.Usage, `refuse "up"`},
		{"records", config.Apply{Opportunities: []string{"a", "b"}, Recorded: []string{"c"}}, nil, fault.Usage, "expected one for each"},
		{"absent", config.Apply{Result: "absent.zip"}, nil, fault.Data, "absent.zip"},
		{"other strategy", config.Apply{Opportunities: []string{file("tags", "stacked.zip")}, Result: file("custom-exit", "ordinary.zip")}, nil, fault.Data, "no strategy Tags"},
		{"no stacking", config.Apply{Opportunities: []string{file("custom-exit", "ordinary.zip")}, Result: file("custom-exit", "ordinary.zip")}, nil, fault.Data, "expected a backtest with position stacking and without limit"},
		{"swapped", config.Apply{Opportunities: []string{file("custom-exit", "ordinary.zip")}, Result: file("custom-exit", "stacked.zip")}, nil, fault.Data, "that of an ordinary backtest goes to --result"},
		{
			"other candles", applied("custom-exit"), func(s *config.Study) { s.DataDir = other }, fault.Data,
			"the candles are not those of the result: ",
		},
		{"piece", config.Apply{Opportunities: []string{file("joined", "stacked-1.zip"), file("joined", "stacked-3.zip")}}, nil, fault.Data, "expected ranges that overlap"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := run(t, tt.a, tt.change)
			var of *fault.Error
			if !errors.As(err, &of) || of.Kind != tt.kind || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one of kind %d with %q", err, tt.kind, tt.want)
			}
		})
	}
}

// TestJoined: pieces of a long range are the whole.
func TestJoined(t *testing.T) {
	a := applied("joined")
	a.Opportunities = []string{file("joined", "stacked-1.zip"), file("joined", "stacked-2.zip"), file("joined", "stacked-3.zip")}
	r, err := run(t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	if check := r.Cells[0].Origin.Check.(*stacked.Check); check.Equal != check.Of || check.Of == 0 {
		t.Errorf("%s: %q", check, check.Unequal)
	}
}

// TestDatabase: the trades of a bot's strategies are judged, each in a cell.
func TestDatabase(t *testing.T) {
	in, err := apply.Open(config.Apply{Result: "../../strategies/freqtrade/testdata/tradesv3.sqlite"})
	if err != nil {
		t.Fatal(err)
	}
	s, err := in.Study()
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Cases) != 2 || len(s.Strategies) != 2 || len(s.Pairs) != 2 || s.StartingBalance <= 0 {
		t.Errorf("%d cases, study %+v", len(in.Cases), s)
	}
	if _, err := in.Plan(s); err != nil {
		t.Error(err)
	}
}
