package sweep

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/data"
)

// A part is a window of a walk forward laid over the days of a testbed.
type part struct {
	Window
	choose, judge stretch
}

// A stretch is some days of a testbed, seen by themselves: what a refused trade is
// compared with lies in it too, so that nothing is known of what follows.
type stretch struct {
	from, to int
	prices   [][]float64 // by book and day
	profit   backtest.Money
	trades   int
	book     []backtest.Money // by day
}

// inWindow is what a setting does in a window. Trades count where they close.
type inWindow struct {
	chosen, judged *float64 // the objective in both parts
	trades         int      // of the judged part
	profit         backtest.Money
}

// layWindows lays the windows over the days.
func (t *Testbed) layWindows() {
	if t.Windows.Choose.N == 0 || t.Windows.Judge.N == 0 {
		return
	}
	from, to := t.span()
	for _, w := range t.Windows.over(from, to) {
		t.windows = append(t.windows, part{w, t.stretch(w.From, w.Split), t.stretch(w.Split, w.To)})
	}
}

func (t *Testbed) span() (from, to data.Instant) {
	r := backtest.Result{Books: t.Books}
	return r.Span()
}

// dayOf is the day on which an instant lies, within the run.
func (t *Testbed) dayOf(at data.Instant) int {
	return min(max(0, int((at-t.day0)/data.Instant(data.Day))), t.days)
}

func (t *Testbed) stretch(from, to data.Instant) stretch {
	s := stretch{from: t.dayOf(from), to: t.dayOf(to)}
	s.book = make([]backtest.Money, s.to-s.from)
	for _, l := range t.lines {
		cut := shift.Line{Profit: l.Profit[s.from:s.to], Trades: l.Trades[s.from:s.to]}
		s.prices = append(s.prices, shift.Prices(cut, shift.Around))
		for d, p := range cut.Profit {
			s.profit += p
			s.trades += int(cut.Trades[d])
			s.book[d] += p
		}
	}
	return s
}

// score is what a mask does in every window, by its changes and its days.
func (t *Testbed) score(changes [][]shift.Change, daily []backtest.Money) []inWindow {
	out := make([]inWindow, len(t.windows))
	for i := range t.windows {
		w, s := &t.windows[i], &out[i]
		s.chosen = w.choose.merit(&t.Aim, changes, daily)
		s.judged = w.judge.merit(&t.Aim, changes, daily)
		s.trades, s.profit = w.judge.trades, w.judge.profit
		w.judge.each(changes, func(_ int, k *shift.Change) {
			s.trades, s.profit = s.trades+int(k.Trades), s.profit+k.Profit
		})
	}
	return out
}

// each tells the changes of the stretch's days.
func (s *stretch) each(changes [][]shift.Change, told func(book int, k *shift.Change)) {
	for b, line := range changes {
		for i := range line {
			if d := int(line[i].Day); d >= s.from && d < s.to {
				told(b, &line[i])
			}
		}
	}
}

// merit is the objective on the stretch by itself, nil with fewer than 30 baseline
// trades. What the same hours bring on other days, c, is left out: it takes placebos.
func (s *stretch) merit(a *Aim, changes [][]shift.Change, daily []backtest.Money) *float64 {
	if s.trades < few {
		return nil
	}
	if a.Objective == BeyondStake {
		refused := 0
		s.each(changes, func(_ int, k *shift.Change) { refused += int(k.Refused) })
		cut := shift.CutOf(s.book, daily[s.from:s.to], s.trades, refused)
		return verdict.Number(cut.Beyond, cut.OK)
	}
	sum := 0.0
	s.each(changes, func(b int, k *shift.Change) {
		sum += k.Profit.Float() - float64(s.prices[b][int(k.Day)-s.from]*float64(k.Trades))
	})
	return verdict.Number(sum, true)
}
