package verdict_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/stats"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// marked are masks by the time of their rows.
func marked(books []*backtest.Book, on func(at time.Time) bool) []*data.Mask {
	var out []*data.Mask
	for _, b := range books {
		m := data.NewMask(b.Tape.Len())
		for row := range m.Len() {
			if on(b.Tape.Time(row).Time()) {
				m.Set(row)
			}
		}
		out = append(out, m)
	}
	return out
}

// Months have what is booked in them: refused trades and differences by the day of
// closing, or by that of the signal where the mask has a period, and z of the weeks
// that begin in them.
func TestMonthsAreCounted(t *testing.T) {
	books := worlds.Books(t, rand.New(rand.NewPCG(6, 6)), 2, 24*300, data.Hour, 100)
	for name, tt := range map[string]struct {
		on   func(at time.Time) bool
		week bool
		sign bool
	}{
		"days":  {func(at time.Time) bool { return at.YearDay()%11 < 2 }, false, false},
		"weeks": {func(at time.Time) bool { return at.Weekday()%6 == 0 }, true, true},
		"hours": {func(at time.Time) bool { return at.Hour() < 5 }, false, true},
	} {
		masks := marked(books, tt.on)
		s := verdict.NewSubject(books, masks, -1, 1)
		if s.Period.String() != name {
			t.Fatalf("period %s, want %s", s.Period, name)
		}
		e, alarms, err := s.Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.Chosen(t.Context(), e, alarms)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]*verdict.MonthChoice{}
		month := func(at data.Instant) *verdict.MonthChoice {
			m := at.Time().Format("2006-01")
			if want[m] == nil {
				want[m] = &verdict.MonthChoice{Month: m}
			}
			return want[m]
		}
		refused := 0
		for side, gate := range []backtest.Gate{nil, backtest.Masked(masks)} {
			r := backtest.Walk(books, gate, backtest.Fixed(books, backtest.Wallet{Slots: -1}))
			for _, k := range r.Trades {
				b := books[k.Book]
				row := k.Exit
				if tt.sign {
					row = b.Opps[k.Opp].Signal
				}
				m := month(b.Tape.Time(row))
				m.Delta += float64(2*side-1) * k.ProfitAbs
				if side == 0 && masks[k.Book].Get(b.Opps[k.Opp].Signal) {
					m.Refused++
					refused++
				}
			}
		}
		day0 := s.Lanes.Day0()
		var z float64
		for bin, x := range e.Outcome.Z[shift.Profit] {
			at := day0 + data.Instant(bin)*oneDay
			if tt.week && bin > 0 {
				for at = day0 + oneDay; at.Time().Weekday() != time.Monday; {
					at += oneDay
				}
				at += data.Instant(7*(bin-1)) * oneDay
			}
			month(at).Selection += x
			z += x
		}
		centre := (z - e.Outcome.Test[shift.Profit].Selection) / float64(refused)
		for _, m := range want {
			m.Selection -= centre * float64(m.Refused)
		}
		for _, m := range c.Months {
			w := want[m.Month]
			if w == nil || m.Refused != w.Refused || math.Abs(m.Delta-w.Delta) > 1e-5 || math.Abs(m.Selection-w.Selection) > 1e-6 {
				t.Errorf("%s: %+v, want %+v", name, m, w)
			}
			delete(want, m.Month)
		}
		for _, w := range want {
			if w.Refused > 0 || math.Abs(w.Selection) > 1e-6 {
				t.Errorf("%s: %+v is missing", name, w)
			}
		}
		if (c.Between == nil) != tt.sign {
			t.Errorf("%s: between times %v", name, c.Between)
		}
		// Placebos are as good as there are weeks, or days, that are turned.
		if days := s.Lanes.Days(); tt.sign {
			units := days
			if tt.week {
				units = 0
				for d := range days {
					if d == 0 || (day0+data.Instant(d)*oneDay).Time().Weekday() == time.Monday {
						units++
					}
				}
			}
			if s.Independent == nil || *s.Independent != float64(units) {
				t.Errorf("%s: %v independent placebos, want %d", name, *s.Independent, units)
			}
		}
	}
}

// Independent shifts are days over the correlation time of what is blocked of each, of
// the pair that has the fewest.
func TestIndependentShifts(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 1))
	books := worlds.Books(t, rng, 2, 24*300, data.Hour, 100)
	least := math.Inf(1)
	masks := slices.Concat(worlds.Mask(rng, books[:1], 300, 0.2), worlds.Mask(rng, books[1:], 20, 0.2))
	s := verdict.NewSubject(books, masks, 1, 1)
	for i, b := range books {
		first, turn := b.Start().Day(), int((b.End().Day()-b.Start().Day())/oneDay)+1
		share := make([]float64, turn)
		for row := b.Tape.Warm; row < b.Tape.Len(); row++ {
			if masks[i].Get(row) {
				share[(b.Tape.Time(row)-first)/oneDay]++
			}
		}
		tau, ok := stats.CorrelationTime(share)
		if !ok {
			t.Fatal("no correlation time")
		}
		least = min(least, float64(turn)/max(tau, 1))
	}
	if s.Period != shift.Days || s.Independent == nil || math.Abs(*s.Independent-least) > 1e-9*least {
		t.Errorf("%v independent shifts, want %v", *s.Independent, least)
	}
}
