package study

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// lookedAt is the sample of a few weeks, loaded for an analysis of a filter.
func lookedAt(t *testing.T, amend func(s *config.Study)) (*History, *Filters) {
	t.Helper()
	s := config.Default()
	s.TimeRange = "20230301-20230307"
	s.Strategies = []string{"MACDCross"}
	amend(&s)
	p, err := LookAheadPlan(s.WithSample())
	if err != nil {
		t.Fatal(err)
	}
	f, err := p.OpenFilters()
	if err != nil {
		t.Fatal(err)
	}
	h, err := p.Load(t.Context(), p.Judged(f.All()...)...)
	if err != nil {
		t.Fatal(err)
	}
	return h, f
}

// biased are the components of a pair that saw the future.
func biased(found []Finding) (names []string) {
	for _, f := range found {
		if f.Biased > 0 {
			names = append(names, f.Component)
		}
	}
	return names
}

// The path of a run sees nothing ahead; one that reads the track an hour late does, and
// is caught whatever the timeframe of the candles that are traded.
func TestLookAheadWalksThePathOfARun(t *testing.T) {
	for _, timeframe := range []string{"5m", "1h"} {
		h, f := lookedAt(t, func(s *config.Study) { s.Timeframe = timeframe })
		found, err := h.LookAhead(t.Context(), f, 2)
		if err != nil || len(found) != 4 || len(biased(found)) != 0 {
			t.Fatalf("%s: findings %+v, %v", timeframe, found, err)
		}
		ahead := func(judged, traded *data.Tape) (*filter.Screen, error) {
			late := *traded
			late.First = late.First.Add(data.Hour)
			return f.Main.Judge(judged, &late)
		}
		found, err = h.lookAhead(context.Background(), f.Main, ahead, 0, 2)
		if names := biased(found); err != nil || len(names) != 1 || names[0] != "filter" {
			t.Errorf("%s, a track that is read an hour ahead: biased are %v, %v", timeframe, names, err)
		}
	}
}

// Of a block list only how it is asked is judged, and the finding says so.
func TestLookAheadClaimsNothingOfWhatIsGiven(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.json")
	if err := os.WriteFile(path, []byte(`[{"from": "2023-03-03 00:10", "to": "2023-03-05 00:30"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	h, f := lookedAt(t, func(s *config.Study) { s.Filter = "blocks:" + path })
	found, err := h.LookAhead(t.Context(), f, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range found {
		if (one.Component == "filter") != (one.Note == filter.Given) || one.Component == "engine" {
			t.Errorf("finding %+v", one)
		}
	}
}

// A reading that says it was public too early is a finding of its own.
func TestLookAheadNamesEarlyRows(t *testing.T) {
	h, f := lookedAt(t, func(*config.Study) {})
	h.Found = new(sources.Report)
	h.Found.Series[data.VIX] = sources.SeriesReport{Series: data.VIX, Rows: 9, Early: []sources.EarlyRow{
		{File: "vix.csv", Row: 3, Known: 30}, {File: "vix.csv", Row: 5, Known: 20},
	}}
	found, err := h.LookAhead(t.Context(), f, 1)
	if err != nil || len(biased(found)) != 1 {
		t.Fatalf("findings %+v, %v", found, err)
	}
	if got := found[0]; got.Pair != "" || got.Component != "context vix" || got.Cuts != 9 || got.Biased != 2 || *got.First != 20 {
		t.Errorf("finding %+v", got)
	}
}

// A filter that a strategy has for itself is tried too.
func TestLookAheadTriesOwnFilters(t *testing.T) {
	h, f := lookedAt(t, func(s *config.Study) {
		s.Own = config.Own{"MACDCross": {Filter: "fear"}}
		s.Strategies = []string{"RSIEMA", "MACDCross"}
	})
	found, err := h.LookAhead(t.Context(), f, 1)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, one := range found {
		names = append(names, one.Component)
	}
	if got := strings.Join(names, ","); got != "join,engine,filter,RSIEMA,MACDCross,engine fear,filter fear" {
		t.Errorf("components %s", got)
	}
}
