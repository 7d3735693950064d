package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/signals"
)

func share(n, of int) study.Portion {
	v := float64(n) / float64(of)
	return study.Portion{Count: n, Share: &v}
}

// rows are some of which the filter refused a fifth.
func rows(of int, engine bool) study.Rows {
	r := study.Rows{Count: of, Blocked: share(of/5, of), FailOpen: share(0, of)}
	if !engine {
		r.By = []study.Named{{Name: "block_list", Portion: share(of/5, of)}}
		return r
	}
	r.By = []study.Named{{Name: "flag_panic", Portion: share(of/10, of)}, {Name: "risk_score", Portion: share(of/5, of)}}
	confidence := 0.625
	r.Engine = &study.Engine{
		Judged: share(of, of), Warm: share(of/2, of), Confidence: &confidence,
		Classes: []study.Named{{Name: "low", Portion: share(of/2, of)}, {Name: study.Unknown, Portion: share(of/2, of)}},
		Regimes: []study.Named{{Name: "panic", Portion: share(of, of)}, {Name: study.Unknown, Portion: share(0, of)}},
		Series:  []study.Supply{{Series: "vix", Fresh: share(of/2, of), Stale: share(of/4, of), Absent: share(of/4, of)}},
	}
	return r
}

// judge adds to a study what a filter may have said of it.
func judge(s *report.Study, engine bool) {
	s.Filter = &study.Filter{
		Name: "blocks:x.json", Settings: []string{}, Bars: rows(1000, engine), Entries: rows(100, engine),
		Pairs: []study.PairRows{{Pair: "BTC/USDT", Rows: rows(1000, engine)}},
	}
	if engine {
		s.Filter.Name = "default"
		s.Filter.Profile = &study.Profile{Name: "default", Version: 1, SHA256: "0123456789abcdef"}
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		for _, a := range []*study.Arm{c.Baseline, c.Filtered} {
			a.Said = make([]study.Said, len(a.Run.Trades))
			for k := range a.Said {
				a.Said[k].Known, a.Said[k].Class, a.Said[k].Regime, a.Said[k].Risk = engine, signals.RiskLow, signals.Panic, float64(k)/1000
				if !engine {
					a.Said[k] = study.Said{Blocked: 1 << signals.BlockList}
				}
			}
		}
		c.Judgement = judgement(c, engine)
	}
}

// judgement refuses four entries: one that nothing could be bought with, and the
// first three trades of the baseline.
func judgement(c *sheet.Subject, engine bool) *study.Judgement {
	n := len(c.Baseline.Run.Trades)
	j := &study.Judgement{Entries: rows(n, engine), Filtered: share(3, n)}
	blocked := signals.Reasons(1<<signals.FlagPanic | 1<<signals.RiskScore)
	if !engine {
		blocked = 1 << signals.BlockList
	}
	j.Refused = []study.Refused{{Pair: "=BTC/USDT", Said: study.Said{Blocked: blocked}, InPosition: true}}
	for k, t := range c.Baseline.Run.Trades[:3] {
		said := c.Baseline.Said[k]
		said.Blocked = blocked
		r := study.Refused{Pair: t.Pair, Signal: t.Signal, Said: said, WouldTrade: true, Trade: &t}
		j.Refused = append(j.Refused, r)
		j.Losses.Trades, j.Losses.Profit = append(j.Losses.Trades, r), j.Losses.Profit+t.ProfitAbs
	}
	if engine {
		lines := func(a *study.Arm) []metrics.Line {
			return a.Run.By([]string{"low"}, func(int) string { return "low" })
		}
		both := study.Groups{Baseline: lines(c.Baseline), Filtered: lines(c.Filtered)}
		risk := 0.5
		j.Conditions = &study.Conditions{WinnersRisk: &risk, LosersHigh: share(0, n), TradesHigh: share(1, n), ByClass: both, ByRegime: both}
	}
	return j
}

// judged is a study of two strategies with the engine as the filter.
func judged(t *testing.T) *report.Study {
	t.Helper()
	s := studied(t, true)
	s.Breakdown = ""
	other := s.Cells[0]
	other.Strategy = "Another"
	s.Cells = append(s.Cells, other)
	judge(s, true)
	s.Joint, s.Against = joint(), against(s)
	return s
}

func byBlocks(t *testing.T) *report.Study {
	t.Helper()
	s := studied(t, true)
	s.Breakdown = ""
	judge(s, false)
	return s
}

// blocked.csv reads back as the refused entries.
func TestBlockedReadsBack(t *testing.T) {
	s := judged(t)
	got, err := csv.NewReader(strings.NewReader(write(t, s, filepath.Join(t.TempDir(), "run"))["blocked.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const header = "strategy,timerange,pair,signal_date,blocked_by,risk_score,risk_class,regime,would_trade,in_position,open_date,close_date,open_rate,close_rate,profit_abs,profit_ratio,exit_reason"
	if strings.Join(got[0], ",") != header {
		t.Errorf("blocked.csv has columns %q", got[0])
	}
	i := 1
	for _, c := range s.Cells {
		for _, r := range c.Judgement.Refused {
			want := []string{c.Strategy, c.TimeRange, strings.Replace(r.Pair, "@", "'@", 1), r.Signal.RFC3339(), "flag_panic|risk_score", "", "", "", strconv.FormatBool(r.WouldTrade), strconv.FormatBool(r.InPosition), "", "", "", "", "", "", ""}
			if r.Trade == nil {
				want[2] = "'=BTC/USDT"
			} else {
				copy(want[5:], []string{plainNumber(r.Risk), "low", "panic"})
				copy(want[10:], []string{
					r.Trade.Open.RFC3339(), r.Trade.Close.RFC3339(), plainNumber(r.Trade.OpenRate), plainNumber(r.Trade.CloseRate),
					plainNumber(r.Trade.ProfitAbs), plainNumber(r.Trade.ProfitRatio), r.Trade.Reason.String(),
				})
			}
			if !slices.Equal(got[i], want) {
				t.Errorf("row %d = %q, want %q", i, got[i], want)
			}
			i++
		}
	}
	if i != len(got) {
		t.Errorf("%d rows, want %d", len(got)-1, i-1)
	}
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// The columns on the signal candle read back from both files, as null and empty
// where the filter has no score.
func TestSaidReadsBack(t *testing.T) {
	type row struct {
		Risk      *float64 `parquet:"risk_score,optional"`
		Class     string   `parquet:"risk_class"`
		Regime    string   `parquet:"regime"`
		BlockedBy string   `parquet:"blocked_by"`
	}
	tests := []struct {
		name  string
		study *report.Study
		risk  string // of the third trade
		tail  []string
	}{
		{"engine", judged(t), "0.002", []string{"low", "panic", ""}},
		{"block list", byBlocks(t), "", []string{"", "", "block_list"}},
		{"no filter", studied(t, false), "", []string{"", "", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := write(t, tt.study, filepath.Join(t.TempDir(), "run"))
			rows, err := csv.NewReader(strings.NewReader(got["trades.csv"])).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if want := append([]string{tt.risk}, tt.tail...); !slices.Equal(rows[3][22:], want) {
				t.Errorf("trade 3 of trades.csv ends in %q, want %q", rows[3][22:], want)
			}
			typed, err := parquet.Read[row](bytes.NewReader([]byte(got["trades.parquet"])), int64(len(got["trades.parquet"])))
			if err != nil {
				t.Fatal(err)
			}
			p := typed[2]
			if (p.Risk == nil) != (tt.risk == "") || p.Risk != nil && plainNumber(*p.Risk) != tt.risk || !slices.Equal([]string{p.Class, p.Regime, p.BlockedBy}, tt.tail) {
				t.Errorf("trade 3 of trades.parquet = %+v, want %s %q", p, tt.risk, tt.tail)
			}
		})
	}
}

// With several strategies every table is there on request.
func TestVerbose(t *testing.T) {
	s := judged(t)
	for _, title := range []string{"LEFT OPEN TRADES REPORT", "ENTER TAG STATS", "MIXED TAG STATS", "SUMMARY METRICS", "TEXTBOOK METRICS", "DRAWDOWNS", "RISK CLASS STATS", "REGIME STATS", "WORST LOSSES AVOIDED", "BEST GAINS MISSED"} {
		brief, full := tables(t, s, sheet.Options{}), tables(t, s, sheet.Options{Verbose: true})
		if n, m := bytes.Count(brief, []byte(title)), bytes.Count(full, []byte(title)); n != 0 || m != len(s.Cells) {
			t.Errorf("%s: printed %d times, and %d times if verbose, want 0 and %d", title, n, m, len(s.Cells))
		}
	}
}

// Without a filter summary.json says null; what is undefined in it is null.
func TestFilterJSON(t *testing.T) {
	if got := tables(t, studied(t, false), sheet.Options{Format: "json"}); !bytes.Contains(got, []byte(`"filter": null`)) {
		t.Error(`summary.json without a filter has no "filter": null`)
	}
	s := byBlocks(t)
	s.Filter.Bars.Blocked = study.Portion{}
	var got struct {
		Filter struct {
			Profile any
			Bars    struct {
				Blocked struct {
					Count int
					Share any
				}
				Engine any
			}
			Cells []struct {
				Conditions any
				Losses     struct {
					Trades int
					Profit float64 `json:"profit_total_abs"`
					First  []struct {
						Profit    float64  `json:"profit_abs"`
						BlockedBy []string `json:"blocked_by"`
						Risk      any      `json:"risk_score"`
					}
				} `json:"losses_avoided"`
			}
		}
	}
	if err := json.Unmarshal(tables(t, s, sheet.Options{Format: "json"}), &got); err != nil {
		t.Fatal(err)
	}
	f := got.Filter
	if f.Profile != nil || f.Bars.Engine != nil || f.Bars.Blocked.Share != nil || len(f.Cells) != 1 || f.Cells[0].Conditions != nil {
		t.Errorf("the filter is %+v", f)
	}
	var sum float64
	for _, r := range f.Cells[0].Losses.First {
		sum += r.Profit
		if r.Risk != nil || !slices.Equal(r.BlockedBy, []string{"block_list"}) {
			t.Errorf("a refused trade is %+v", r)
		}
	}
	if f.Cells[0].Losses.Trades != 3 || sum != f.Cells[0].Losses.Profit {
		t.Errorf("losses avoided: %d of %v, first %v", f.Cells[0].Losses.Trades, f.Cells[0].Losses.Profit, sum)
	}
}
