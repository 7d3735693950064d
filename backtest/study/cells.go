package study

import (
	"context"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// The names of the arms.
const (
	Baseline = "baseline"
	Filtered = "filtered"
)

// A Cell is one strategy on all pairs of the study in one of its timeranges, with
// both of its arms.
type Cell struct {
	Strategy   string
	Pairs      []string
	TimeRange  string          // open ends filled with the days of the candles, the warm-up's among them
	AskedRange string          // as the study names it, the same whatever candles there are
	Rules      *backtest.Rules // in force, the strategy's own among them; nil if not told
	Baseline   *Arm
	Filtered   *Arm       // nil without a filter
	Judgement  *Judgement // nil without a filter
	Wallet     backtest.Wallet
	Origin     *Origin // nil unless another program worked the trades out

	Comparison *verdict.Comparison // what the filter is worth; nil if that was not asked

	Tested *filter.Filter  // the strategy's filter as it was opened
	Asked  config.Override // what the study says of it

	Books   []*backtest.Book // which both arms walk, one a pair
	Screens []*filter.Screen // one a book; nil without a filter

	Walked *backtest.Result // through the filter: that of Filtered unless its trades are known
	known  *Cell            // books of a filtered arm whose trades are known, else nil
}

// An Arm is one run of a strategy: without the filter, or with it.
type Arm struct {
	Strategy string
	Arm      string // Baseline or Filtered
	Result   *backtest.Result
	Run      *metrics.Run
	Said     []Said // one a trade of Run; nil without a filter
}

// Arms are the cell's arms, baseline first.
func (c *Cell) Arms() []*Arm {
	if c.Filtered == nil {
		return []*Arm{c.Baseline}
	}
	return []*Arm{c.Baseline, c.Filtered}
}

// Cells builds the books of every strategy in every range, ranges first, and walks and
// measures both arms.
func (h *History) Cells(ctx context.Context, fs *Filters) ([]Cell, error) {
	p := h.Plan
	cells, pairs := make([]Cell, len(p.Specs)*len(p.Spans)), len(p.Study.Pairs)
	if err := h.screen(ctx, fs, cells); err != nil {
		return nil, err
	}
	var err error
	if p.Given != nil {
		err = h.given(cells)
	} else {
		err = parallel.Each(parallel.Named(ctx, "playing strategies"), len(cells)*pairs, func(k int) {
			i, j := k/pairs, k%pairs
			spec, span := i%len(p.Specs), p.Spans[i/len(p.Specs)]
			tapes := h.Tapes(span, p.Specs[spec].Startup)
			cells[i].Books[j] = h.book(spec, tapes[j], endOf(tapes))
		})
	}
	if err != nil {
		return nil, err
	}
	return cells, parallel.Each(parallel.Named(ctx, "walking"), len(cells), func(i int) {
		c := &cells[i]
		c.Baseline = c.arm(Baseline, p.walk(c, nil))
		if c.Screens != nil {
			c.Walked = p.walk(c, gateOf(c.Screens))
			c.Filtered = c.arm(Filtered, c.Walked)
		}
		if c.known != nil {
			c.Filtered = c.known.arm(Filtered, backtest.Walk(c.known.Books, nil, c.known.Wallet))
			c.place(c.Filtered.Run.Trades)
		}
		if p.Given != nil {
			c.Origin = p.Given[i%len(p.Specs)].Origin(c)
		}
	})
}

// screen names the cells and lays the filters over their tapes. Strategies of equal
// warm-up and filter share their screens.
func (h *History) screen(ctx context.Context, fs *Filters, cells []Cell) error {
	p := h.Plan
	tracks := map[*filter.Filter][]*signals.Track{}
	for _, f := range fs.All() {
		var err error
		if tracks[f], err = h.tracks(ctx, f, &fs.open); err != nil {
			return err
		}
	}
	type key struct {
		cut data.Cut
		f   *filter.Filter
	}
	first, ranges := map[key]int{}, h.ranges()
	for i := range cells {
		c := &cells[i]
		spec, span := i%len(p.Specs), p.Spans[i/len(p.Specs)]
		c.Strategy, c.Pairs, c.Rules = p.Specs[spec].Name, p.Study.Pairs, &p.Rules[spec]
		c.TimeRange, c.AskedRange = ranges[i/len(p.Specs)], span.String()
		c.Books, c.Wallet = make([]*backtest.Book, len(c.Pairs)), p.Wallet
		c.Tested, c.Asked = fs.of[spec], fs.said[spec]
		k := key{data.Cut{Range: span, Startup: p.Specs[spec].Startup}, c.Tested}
		if twin, ok := first[k]; ok {
			c.Screens = cells[twin].Screens
			continue
		}
		first[k] = i
		var err error
		if c.Screens, err = screens(c.Tested, tracks[c.Tested], h.tapes[k.cut]); err != nil {
			return err
		}
	}
	return nil
}

// ranges are the names of the plan's spans in the rows of files: with open ends filled,
// unless two spans would be called alike.
func (h *History) ranges() []string {
	p := h.Plan
	out, times := make([]string, len(p.Spans)), map[string]int{}
	for i, span := range p.Spans {
		out[i] = filled(span, h.Tapes(span, p.Specs[0].Startup)).String()
		times[out[i]]++
	}
	for i, span := range p.Spans {
		if times[out[i]] > 1 {
			out[i] = span.String()
		}
	}
	return out
}

// filled is a range in which the whole days around the candles stand for open ends. They
// begin with the first candle that there is, which an open beginning spends on warm-up: as
// --timerange the range tests the same candles, but the backtest starts after it does.
func filled(span data.TimeRange, tapes []*data.Tape) data.TimeRange {
	out := span
	for i, t := range tapes {
		first, last := t.Time(0).Day(), t.Time(t.Len()-1)
		if last != last.Day() {
			last = last.Day() + data.Instant(data.Day)
		}
		if !span.HasFrom && (i == 0 || first < out.From) {
			out.From, out.HasFrom = first, true
		}
		if !span.HasTo && (i == 0 || last > out.To) {
			out.To, out.HasTo = last, true
		}
	}
	return out
}

// book plays a tape to a strategy of the plan; end is the run's last candle time.
func (h *History) book(spec int, t *data.Tape, end data.Instant) *backtest.Book {
	p := h.Plan
	return backtest.NewBook(t, h.spec(spec, t.Pair), backtest.Execution{
		Rules: p.Rules[spec], Market: h.market(t.Pair), Stake: p.Stake(), End: end,
	})
}

// Books plays the tapes of some pairs of the study, by index, to a strategy of the
// plan, in its first range. They share one wallet: the last candle of any is the last
// of all.
func (h *History) Books(spec int, pairs []int) []*backtest.Book {
	all := h.Tapes(h.Plan.Spans[0], h.Plan.Specs[spec].Startup)
	tapes := make([]*data.Tape, len(pairs))
	for i, k := range pairs {
		tapes[i] = all[k]
	}
	books := make([]*backtest.Book, len(pairs))
	for i, t := range tapes {
		books[i] = h.book(spec, t, endOf(tapes))
	}
	return books
}

// endOf is the run's last candle time: the latest of all pairs.
func endOf(tapes []*data.Tape) data.Instant {
	end := tapes[0].Time(tapes[0].Len() - 1)
	for _, t := range tapes[1:] {
		end = max(end, t.Time(t.Len()-1))
	}
	return end
}

// walk runs one arm. At fixed notional every trade has the same stake and the
// wallet cannot run out; its figures count from the study's balance all the same,
// which the losses may exceed.
func (p *Plan) walk(c *Cell, gate backtest.Gate) *backtest.Result {
	if !p.Study.FixedNotional {
		return backtest.Walk(c.Books, gate, c.Wallet)
	}
	r := backtest.Walk(c.Books, gate, backtest.Fixed(c.Books, c.Wallet))
	r.Wallet.Start = c.Wallet.Start
	return r
}

// gateOf admits the entries whose signal candle is safe.
func gateOf(screens []*filter.Screen) backtest.Gate {
	return func(book, row int) bool { return screens[book].Safe(row) }
}

// arm measures a result.
func (c *Cell) arm(name string, r *backtest.Result) *Arm {
	run := metrics.New(r)
	return &Arm{Strategy: c.Strategy, Arm: name, Result: r, Run: run, Said: c.said(run.Trades)}
}
