package verdict_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
)

var update = flag.Bool("update", false, "write the inputs of scripts/rederive_answer.py anew")

// rederived is a cell that the script in scripts/ works out from nothing but these
// entries and this mask.
func rederived(t *testing.T) (s *verdict.Subject, entries, mask []byte) {
	rng := rand.New(rand.NewPCG(2, 7))
	const days = 400
	b := worlds.Books(t, rng, 1, 24*days, data.Hour, 100)[0]
	m := data.NewMask(b.Tape.Len())
	for row := 0; row < m.Len(); {
		n := 1 + rng.IntN(60)
		if rng.IntN(8) == 0 {
			m.SetRange(row, min(row+n, m.Len()))
		}
		row += n
	}
	s = verdict.NewSubject([]*backtest.Book{b}, []*data.Mask{m}, 1, 1)
	span := s.Lanes.Span(0)
	var e, w bytes.Buffer
	fmt.Fprintf(&e, "# days=%d rows_a_day=%d stake=%v\nsignal_row,entry_row,exit_row,close_day,profit\n", s.Lanes.Days(), span.Unit, b.Stake)
	for k, o := range b.Opps {
		out := b.Outcome(k)
		if out.Amount == 0 {
			continue
		}
		day := (b.Tape.Time(out.Exit).Day() - s.Lanes.Day0()) / data.Instant(data.Day)
		fmt.Fprintf(&e, "%d,%d,%d,%d,%.8f\n", o.Signal-span.Base, o.Entry-span.Base, out.Exit-span.Base, day, out.ProfitAbs)
	}
	fmt.Fprintln(&w, "from,to")
	for from, to := range m.Stretches() {
		if from = max(from, span.First); from < to {
			fmt.Fprintf(&w, "%d,%d\n", from-span.Base, to-span.Base)
		}
	}
	return s, e.Bytes(), w.Bytes()
}

// The whole answer of one cell is what scripts/rederive_answer.py derives from its
// definition, to 1e-9 of S:
//
//	python3 scripts/rederive_answer.py backtest/verdict/testdata/rederive_{entries,mask}.csv > backtest/verdict/testdata/rederive_answer.json
func TestAnswerIsRederived(t *testing.T) {
	s, entries, mask := rederived(t)
	for name, text := range map[string][]byte{"testdata/rederive_entries.csv": entries, "testdata/rederive_mask.csv": mask} {
		if *update {
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if old, err := os.ReadFile(name); err != nil || !bytes.Equal(old, text) {
			t.Fatalf("%s is not of this world (%v): go test -run Rederived -update, then the script", name, err)
		}
	}
	text, err := os.ReadFile("testdata/rederive_answer.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]float64
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	o, err := verdict.Panel(s).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, w, cut := &o.Test[0], &o.Test[1], o.Beyond(1)
	bp, _ := o.BasisPoints(p.Selection, 100)
	shifted, _ := o.ShiftedCut()
	percent := 100 / o.TailLoss
	for name, got := range map[string]float64{
		"trades": float64(o.Trades), "refused": float64(o.Refused), "shifts": float64(p.Placebos),
		"c": p.C[0], "delta": o.Delta, "less": o.Less, "selection": p.Selection, "s": p.S, "t": p.T, "p": p.P, "p_worse": p.PWorse,
		"lo": p.Lo, "hi": p.Hi, "bp": bp, "tail_days": float64(o.TailDays), "tail_loss": o.TailLoss,
		"avoided": percent * o.Avoided, "points": percent * w.Selection, "points_lo": percent * w.Lo, "points_hi": percent * w.Hi,
		"tail_s": w.S, "tail_p": w.P, "cvar_cut": cut.Cut, "cvar_cut_shifted": shifted, "beyond": cut.Beyond,
	} {
		x, ok := want[name]
		if !ok || math.Abs(got-x) > 1e-9*max(1, p.S) {
			t.Errorf("%s = %v, the script says %v", name, got, x)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("the script says more: %v", want)
	}
}
