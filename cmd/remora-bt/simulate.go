package main

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
)

// A cell is one strategy on all pairs of the study in one of its timeranges: its
// books, which both arms walk.
type cell struct {
	spec, span         int // of the plan
	books              []*backtest.Book
	screens            []*signals.Screen // one a book; nil without a filter
	baseline, filtered *backtest.Result  // filtered nil without a filter
}

// simulate builds the books of every strategy and walks both arms.
func simulate(ctx context.Context, p *plan, h *history, s *screening) ([]cell, error) {
	cells := make([]cell, len(p.specs)*len(p.spans))
	tapes := make([][]*data.Tape, len(cells)) // strategies of equal warm-up share theirs
	pairs := len(p.study.Pairs)
	type cut struct{ startup, span int }
	first := map[cut]int{}
	for i := range cells {
		c := &cells[i]
		c.spec, c.span = i%len(p.specs), i/len(p.specs)
		c.books = make([]*backtest.Book, pairs)
		key := cut{p.specs[c.spec].Startup, c.span}
		if twin, ok := first[key]; ok {
			tapes[i], c.screens = tapes[twin], cells[twin].screens
			continue
		}
		first[key] = i
		var err error
		if tapes[i], err = h.tapesIn(p.spans[c.span], key.startup); err != nil {
			return nil, err
		}
		if c.screens, err = s.screens(tapes[i]); err != nil {
			return nil, err
		}
	}
	err := parallel.Each(ctx, len(cells)*pairs, func(k int) {
		i, j := k/pairs, k%pairs
		c := &cells[i]
		c.books[j] = backtest.NewBook(tapes[i][j], p.specs[c.spec], backtest.Execution{
			Rules: p.rules[c.spec], Market: p.study.market(p.study.Pairs[j]), Stake: p.stake(), End: endOf(tapes[i]),
		})
	})
	if err != nil {
		return nil, err
	}
	return cells, parallel.Each(ctx, len(cells), func(i int) {
		c := &cells[i]
		c.baseline = p.walk(c.books, nil)
		if c.screens != nil {
			c.filtered = p.walk(c.books, gateOf(c.screens))
		}
	})
}

// walk runs one arm. At fixed notional every trade has the same stake and the
// wallet cannot run out; its figures count from the study's balance all the same,
// which the losses may exceed.
func (p *plan) walk(books []*backtest.Book, gate backtest.Gate) *backtest.Result {
	if !p.study.FixedNotional {
		return backtest.Walk(books, gate, p.wallet)
	}
	r := backtest.Walk(books, gate, backtest.Fixed(books, p.wallet))
	r.Wallet.Start = p.wallet.Start
	return r
}

// stake is the fixed stake of the trades that were not made: the wallet's, or where
// that is unlimited what its first trade would have.
func (p *plan) stake() float64 {
	if w := p.wallet; w.Unlimited {
		return w.Start * w.Ratio / float64(w.Slots)
	}
	return p.wallet.Stake
}

// endOf is the run's last candle time: the latest of all pairs.
func endOf(tapes []*data.Tape) data.Instant {
	end := tapes[0].Time(tapes[0].Len() - 1)
	for _, t := range tapes[1:] {
		end = max(end, t.Time(t.Len()-1))
	}
	return end
}
