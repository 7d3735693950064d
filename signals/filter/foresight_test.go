package filter_test

import (
	"context"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// hours is a tape of flat hourly candles of another pair over the time of one.
func hours(t *testing.T, over *data.Tape) *data.Tape {
	t.Helper()
	c := data.NewCandles("ETH/USDT", data.Hour, 0)
	for at := over.First.Day(); at < over.Time(over.Len()).Add(data.Day); at = at.Add(data.Hour) {
		c.Append(data.Candle{Start: at, Open: 1, High: 1, Low: 1, Close: 1})
	}
	tape, err := data.NewTape(c, data.TimeRange{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	return tape
}

// The path of a run knows nothing of the future, whatever the profile and the tape; a
// track that is read one hour ahead, a context that is seen an hour early and a screen
// that peeks at the end of its tape are caught.
func TestForesight(t *testing.T) {
	tape := worlds.Restless(t, 6_000, 31)
	hourly := hours(t, tape)
	ahead := func(t *data.Tape) *data.Tape {
		late := *t
		late.First = late.First.Add(data.Hour)
		return &late
	}
	for _, tt := range []struct {
		name   string
		cheat  func(f *filter.Filter) filter.Screener
		biased bool
	}{
		{"as a run does", func(f *filter.Filter) filter.Screener { return f.Judge }, false},
		{"one hour ahead", func(f *filter.Filter) filter.Screener {
			return func(judged, traded *data.Tape) (*filter.Screen, error) { return f.Judge(judged, ahead(traded)) }
		}, true},
		{"context an hour early", func(f *filter.Filter) filter.Screener {
			return func(judged, traded *data.Tape) (*filter.Screen, error) {
				var early data.Context
				for s, obs := range *judged.Context() {
					for _, o := range obs {
						o.Known = o.Known.Add(-data.Hour)
						early[s] = append(early[s], o)
					}
				}
				return f.Judge(judged.With(&early), traded)
			}
		}, true},
		{"knows the end of its tape", func(f *filter.Filter) filter.Screener {
			return func(judged, traded *data.Tape) (*filter.Screen, error) {
				s, err := f.Judge(judged, traded)
				if judged.Len() == tape.Len() {
					s.Blocked[0] |= 1 << signals.History
				}
				return s, err
			}
		}, true},
	} {
		for _, spec := range []string{"default", "fear", "calm"} {
			f := open(t, spec)
			if spec == "calm" {
				f = open(t, spec, "limits.sigma.above_quantile.minimum=50")
			}
			for _, traded := range []*data.Tape{tape, hourly} {
				got, err := f.Foresight(context.Background(), tt.cheat(f), tape, traded, []int{traded.Len() / 3, traded.Len() / 2})
				if err != nil {
					t.Fatal(err)
				}
				if tt.name == "context an hour early" && spec == "calm" {
					continue // it uses none
				}
				if (got.Biased > 0) != tt.biased || (got.First != 0) != tt.biased || got.Checked < traded.Len() {
					t.Errorf("%s, filter %s on candles of %s: %+v, want bias %t", tt.name, spec, traded.Step, got, tt.biased)
				}
			}
		}
	}
}

// What a file gives can not be proven, and is not said to be.
func TestGiven(t *testing.T) {
	tape := worlds.Flat(t, 12)
	for spec, want := range map[string]bool{
		"none": false, "default": false, "calm": false,
		"history:" + write(t, "h.csv", "timestamp,safe_to_trade\n2022-01-01 00:10:00,False\n"):     true,
		"blocks:" + write(t, "b.json", `[{"from": "2022-01-01 00:10", "to": "2022-01-01 00:30"}]`): true,
	} {
		f := open(t, spec)
		if f.Given() != want {
			t.Errorf("filter %s is given: %t, want %t", spec, f.Given(), want)
		}
		got, err := f.Foresight(context.Background(), f.Judge, tape, tape, []int{5})
		if err != nil || got.Biased > 0 {
			t.Errorf("filter %s: %+v, %v", spec, got, err)
		}
	}
}
