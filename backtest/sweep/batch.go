package sweep

import (
	"context"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// A Batch is one setting of the filter at all of its thresholds on one cell. They
// share their walks, and so are one piece of work.
type Batch struct {
	Points []Point
	// High and Low are the highest and the lowest score of each shift over all points
	// that are comparisons; empty if there is none. See Family.
	High, Low []int32

	days []daily
}

// walked is what a walk through a mask says beside its trades.
type walked struct {
	rows, blockedRows int
	signals, refused  int
	blocked           int // trades of the baseline
	effective         *float64
}

// Setting is how a setting is written: what is set, then the threshold.
func Setting(set []string, threshold string) string {
	if threshold != "" {
		set = append(set[:len(set):len(set)], threshold)
	}
	if len(set) == 0 {
		return "as it is"
	}
	return strings.Join(set, " ")
}

// Try works a batch out: one dial a book, ascending thresholds. With placebo false
// it only walks the thresholds themselves, for what is already known to need no more
// than their days.
func (c *Cell) Try(ctx context.Context, dials []Dial, thresholds []float64, settings []string, placebo bool) (*Batch, error) {
	b := &Batch{Points: make([]Point, len(thresholds)), days: make([]daily, len(thresholds))}
	about := make([]walked, len(thresholds))
	var ladder *backtest.Ladder
	if !c.lanes.Queued() {
		ladder = c.ladder(dials, thresholds)
		c.observe(ladder, about, b.days)
	} else if err := c.observeQueue(ctx, dials, thresholds, about, b.days); err != nil {
		return nil, err
	}
	if !placebo {
		return b, ctx.Err()
	}
	var s *surface
	var err error
	if ladder != nil {
		if err := c.coverAll(ctx, ladder, about); err != nil {
			return nil, err
		}
		s, err = c.surface(ctx, ladder, len(thresholds), c.shifts)
	} else {
		s, err = c.surfaceQueue(ctx, dials, thresholds)
	}
	if err != nil {
		return nil, err
	}
	return b, c.judge(ctx, b, settings, thresholds, about, s)
}

// judge makes the points, and the best of them at every shift.
func (c *Cell) judge(ctx context.Context, b *Batch, settings []string, thresholds []float64, about []walked, s *surface) error {
	scores := make([][]int32, len(thresholds))
	err := parallel.Each(ctx, len(thresholds), func(j int) {
		t := thresholds[j]
		p := &b.Points[j]
		*p = Point{
			Strategy: c.Strategy, Pairs: c.Pairs, Fee: c.Fee, Setting: settings[j], Threshold: &t, Shifts: s.shifts, All: c.all,
		}
		p.observe(c.base, b.days[j], &about[j])
		scores[j] = p.judge(s.trades[j*s.shifts:(j+1)*s.shifts], s.profit[j*s.shifts:(j+1)*s.shifts])
	})
	for j, row := range scores {
		if len(b.Points[j].Faults) > 0 || row == nil {
			continue
		}
		if b.High == nil {
			b.High, b.Low = append([]int32{}, row...), append([]int32{}, row...)
		}
		for i, x := range row {
			b.High[i], b.Low[i] = max(b.High[i], x), min(b.Low[i], x)
		}
	}
	return err
}

// observe walks the thresholds where they are.
func (c *Cell) observe(ladder *backtest.Ladder, about []walked, days []daily) {
	var w backtest.Climber
	for i := range c.Books {
		w.Climb(ladder, i, 0, true, func(j int) {
			about[j].signals += c.lanes.Deals(i)
			about[j].refused += w.Refused
			about[j].blocked += w.Blocked
			if i == 0 {
				days[j] = daily(w.Daily).clone()
			} else {
				days[j].add(daily(w.Daily))
			}
		})
	}
}

func (c *Cell) coverAll(ctx context.Context, ladder *backtest.Ladder, about []walked) error {
	v, err := c.cover(ctx, ladder, len(about))
	for j := range about {
		about[j].rows, about[j].blockedRows, about[j].effective = v.rows, v.blocked[j], v.effective[j]
	}
	return err
}

// observeQueue is observe and coverAll where pairs wait for each other.
func (c *Cell) observeQueue(ctx context.Context, dials []Dial, thresholds []float64, about []walked, days []daily) error {
	return parallel.Each(ctx, len(thresholds), func(j int) {
		masks := blocked(dials, thresholds[j])
		a := &about[j]
		for i, b := range c.Books {
			a.rows += b.Tape.Len() - b.Tape.Warm
			for from, to := range masks[i].Stretches() {
				a.blockedRows += max(0, to-max(from, b.Tape.Warm))
			}
			a.signals += len(b.Opps)
			for k := range b.Opps {
				if b.Marked(k, masks[i]) {
					a.refused++
				}
			}
		}
		laid, w := c.lanes.Lay(masks), c.lanes.Walker()
		a.blocked = w.Sums(laid, 0).Refused
		days[j] = c.walk(w, laid)
		a.effective, _ = verdict.Effective(c.lanes, masks)
	})
}

// blocked is the mask at a threshold.
func blocked(dials []Dial, threshold float64) []*data.Mask {
	out := make([]*data.Mask, len(dials))
	for i, d := range dials {
		out[i] = d.Blocked(threshold)
	}
	return out
}

// surfaceQueue walks every threshold at some of the shifts.
func (c *Cell) surfaceQueue(ctx context.Context, dials []Dial, thresholds []float64) (*surface, error) {
	n := len(c.shifts)
	s := &surface{n, make([]int32, len(thresholds)*n), make([]verdict.Money, len(thresholds)*n)}
	profit, trades := c.base.sum(0, c.days)
	for j, t := range thresholds {
		sums, err := verdict.ShiftSums(ctx, c.lanes, c.lanes.Lay(blocked(dials, t)), c.shifts)
		if err != nil {
			return nil, err
		}
		for i, p := range sums {
			s.trades[j*n+i], s.profit[j*n+i] = int32(trades+p.Trades), profit+p.Profit
		}
	}
	return s, nil
}
