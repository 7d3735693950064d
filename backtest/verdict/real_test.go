package verdict_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/shared"
	"github.com/remora-bt/remora-bt/signals"
)

const whole = "20200101-20251120"

func engineMask(t testing.TB, b *backtest.Book) *data.Mask {
	t.Helper()
	f, err := signals.ParseFilter("default", "max_age_hours.dxy=216")
	if err != nil {
		t.Fatal(err)
	}
	flt, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	context, _, err := data.LoadContext(filepath.Join(shared.Dir(t), "context"))
	if err != nil {
		t.Fatal(err)
	}
	tape := b.Tape.With(context)
	screen, err := flt.Screen(tape, flt.Replay(tape))
	if err != nil {
		t.Fatal(err)
	}
	m := data.NewMask(tape.Len())
	for i := range tape.Len() {
		if !screen.Safe(i) {
			m.Set(i)
		}
	}
	return m
}

func TestReal(t *testing.T) {
	var subjects []*verdict.Subject
	for _, name := range []string{"NFIQuickstart", "MACDCross", "RSIEMA", "BollingerBreakout"} {
		b := btcBook(t, name, whole)
		b = b.With(backtest.Execution{Rules: backtest.RulesOf(b.Spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100})
		s := verdict.NewSubject([]*backtest.Book{b}, []*data.Mask{engineMask(t, b)}, 1, 1)
		subjects = append(subjects, s)
		show(t, name, s)
	}
	show(t, "all", subjects...)
}

func show(t *testing.T, name string, s ...*verdict.Subject) {
	start := time.Now()
	o, err := verdict.Panel(s...).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	start = time.Now()
	cut := o.Beyond(1)
	took2 := time.Since(start)
	shifted, _ := o.ShiftedCut()
	up, upShifted, _ := o.GivenUp()
	p, w := o.Test[0], o.Test[1]
	bp, _ := o.BasisPoints(p.Selection, 100)
	lo, _ := o.BasisPoints(p.Lo, 100)
	hi, _ := o.BasisPoints(p.Hi, 100)
	t.Logf("%s %v %s indep %v: %v %v: refused %d/%d delta %.2f less %.2f sel %.2f (%.2f to %.2f) bp %.2f (%.2f %.2f) p %.4f worse %.4f smallest %.1f c %v blind %d", name, s[0].Period, "", *s[0].Independent, took, took2, o.Refused, o.Trades, o.Delta, o.Less, p.Selection, p.Lo, p.Hi, bp, lo, hi, p.P, p.PWorse, p.Smallest, p.C, o.Blind)
	l := 100 / o.TailLoss
	t.Logf("   tail %d days: avoided %.1f = %.1f + %.1f (%.1f to %.1f) p %.4f worse %.4f; cut %.1f (shifted %.1f) beyond %.1f (%.1f to %.1f) given up %.1f (%.1f)", o.TailDays, o.Avoided*l, (o.Avoided-w.Selection)*l, w.Selection*l, w.Lo*l, w.Hi*l, w.P, w.PWorse, cut.Cut, shifted, cut.Beyond, cut.Lo, cut.Hi, up, upShifted)
}
