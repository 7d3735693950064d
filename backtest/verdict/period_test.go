package verdict_test

import (
	"math/rand/v2"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

// A weekend mask is turned week by week, one of hours day by day, each within itself.
func TestPeriodicSubjects(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	b := worlds.Books(t, rng, 2, 24*300, data.Hour, 100)
	for name, tt := range map[string]struct {
		on   func(at data.Instant) bool
		want shift.Period
	}{
		"weekend": {func(at data.Instant) bool { return at.Time().Weekday()%6 == 0 }, shift.Weeks},
		"night":   {func(at data.Instant) bool { return at.Time().Hour() < 5 }, shift.Hours},
		"october": {func(at data.Instant) bool { return at.Time().Day() < 4 }, shift.Days},
	} {
		t.Run(name, func(t *testing.T) {
			var masks []*data.Mask
			for _, x := range b {
				m := data.NewMask(x.Tape.Len())
				for row := range m.Len() {
					if tt.on(x.Tape.Time(row)) {
						m.Set(row)
					}
				}
				masks = append(masks, m)
			}
			s := verdict.NewSubject(b, masks, -1, 1)
			if s.Period != tt.want {
				t.Fatalf("period %v, want %v", s.Period, tt.want)
			}
			if tt.want != shift.Days {
				checkTurns(t, s)
			}
			e, _, err := s.Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
			if err != nil {
				t.Fatal(err)
			}
			a := e.Answers(verdict.DefaultWorthwhile(0.001), nil)
			if a.Placebo != tt.want.String() || tt.want != shift.Days && a.Shifts != shift.Rotations {
				t.Errorf("%d placebos by %s", a.Shifts, a.Placebo)
			}
			bins := map[shift.Period]int{shift.Weeks: s.Lanes.Days()/7 + 2, shift.Hours: s.Lanes.Days(), shift.Days: s.Lanes.Days()}[tt.want]
			if n := len(e.Outcome.Z[shift.Profit]); n > bins || n < bins-2 {
				t.Errorf("%d bins, want about %d", n, bins)
			}
			if a.Profit.P == nil || *a.Profit.P < 1e-3 {
				t.Errorf("a clock has p = %v", a.Profit.P)
			}
		})
	}
}

// checkTurns sees that weeks are turned from Monday on by whole days, days by rows.
func checkTurns(t *testing.T, s *verdict.Subject) {
	t.Helper()
	for b, turns := range s.Turns(3) {
		span := s.Lanes.Span(b)
		next, moved := 0, 0
		for _, x := range turns {
			if x.From != next || x.By < 0 || x.By >= max(1, x.To-x.From) {
				t.Fatalf("turn %+v after row %d", x, next)
			}
			next = x.To
			monday := (span.Start + data.Instant(x.From/span.Unit)*data.Instant(data.Day)).Time().Weekday() == 1
			if s.Period == shift.Weeks && (x.By%span.Unit != 0 || x.To-x.From > 7*span.Unit || x.From > 0 && !monday) {
				t.Fatalf("week %+v of days of %d rows", x, span.Unit)
			}
			if s.Period == shift.Hours && x.To-x.From != span.Unit {
				t.Fatalf("day %+v of %d rows", x, span.Unit)
			}
			if x.By > 0 {
				moved++
			}
		}
		if next != span.Units*span.Unit || 2*moved < len(turns) {
			t.Fatalf("turns end at row %d of %d, %d of them move", next, span.Units*span.Unit, moved)
		}
	}
}
