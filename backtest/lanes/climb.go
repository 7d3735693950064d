package lanes

import (
	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
)

// A Ladder is one mask at each of many ascending thresholds, each of which marks no
// row that a lower one does not: per row, how many thresholds mark it.
type Ladder struct {
	n          *Lanes
	thresholds int
	levels     [][]uint16 // per book, by row of its span
}

// Ladder prepares the masks for climbs. level is the number of thresholds at which a
// row of a book's tape is refused, which are the lowest ones. Lanes of pairs that wait
// for each other's slots cannot be climbed.
func (n *Lanes) Ladder(thresholds int, level func(book, row int) uint16) *Ladder {
	out := &Ladder{n: n, thresholds: thresholds}
	for i, l := range n.lanes {
		levels := make([]uint16, l.Rows)
		for row := l.First; row < l.End; row++ {
			levels[row-l.Base] = level(i, row)
		}
		out.levels = append(out.levels, levels)
	}
	return out
}

// Levels are those of a book by row of its span. They are the ladder's own: read them
// only.
func (d *Ladder) Levels(book int) []uint16 { return d.levels[book] }

// A Climber walks one book through a mask at every threshold, from the highest down.
// Lowering the threshold only ever refuses more deals, and each refused deal changes
// the walk only up to where it meets the old one, so that all thresholds together
// cost about as much as every deal being refused once.
type Climber struct {
	Refused int            // deals that the mask refuses, be they traded or not
	Blocked int            // of them those that the open gate takes
	Trades  int            // of the walk
	Profit  backtest.Money // of the walk
	Moves   []Change       // what the last step changed, one a day in no order of days

	lane    *lane
	level   int
	from    int32      // of order: the deals refused so far
	on      *data.Mask // deals on the walk
	open    *data.Mask // deals that the gate admits
	order   []int32    // deals by level, descending
	ends    []int32    // by level: where its deals end in order
	levels  []uint16   // of the deals
	pending []int32    // by day: its place in Moves, from 1
}

// Start begins at the mask that refuses nothing, moved by s shift units round the end.
func (c *Climber) Start(d *Ladder, book, s int) {
	l := d.n.lanes[book]
	c.begin(l, d.n.days)
	c.sort(l, d, book, l.offset(s))
	c.lane, c.level, c.from = l, d.thresholds, 0
}

// Step goes on to the next lower threshold, at first the highest.
func (c *Climber) Step() {
	l := c.lane
	for i := range c.Moves {
		c.pending[c.Moves[i].Day] = 0
	}
	c.Moves = c.Moves[:0]
	to := c.ends[c.level]
	for _, k := range c.order[c.from:to] {
		c.open.Clear(int(k))
		if l.meet[k] == k {
			c.Blocked++
			c.move(l.day[k]).Refused++
		}
	}
	for _, k := range c.order[c.from:to] {
		if c.on.Get(int(k)) {
			c.detour(l, k)
		}
	}
	c.Refused, c.from = int(to), to
	c.level--
}

func (c *Climber) begin(l *lane, days int) {
	n := len(l.opp)
	if c.on == nil || c.on.Len() != n {
		c.on, c.open = data.NewMask(n), data.NewMask(n)
	}
	c.on.ClearRange(0, n)
	c.open.SetRange(0, n)
	for _, k := range l.path[:len(l.path)-1] {
		c.on.Set(int(k))
	}
	c.Refused, c.Blocked, c.Trades, c.Profit = 0, 0, int(l.left[0]), l.tail[0]
	c.Moves = c.Moves[:0]
	if len(c.pending) != days {
		c.pending = make([]int32, days)
	}
	clear(c.pending)
	if cap(c.order) < n {
		c.order = make([]int32, n)
	}
	if cap(c.levels) < n {
		c.levels = make([]uint16, n)
	}
	c.levels = c.levels[:n]
}

// sort orders the deals by level, the highest first, equal ones by time; those of
// level 0 are never refused and left out.
func (c *Climber) sort(l *lane, d *Ladder, book int, off int32) {
	if len(c.ends) != d.thresholds+1 {
		c.ends = make([]int32, d.thresholds+1)
	}
	clear(c.ends)
	levels := d.levels[book]
	for k, at := range l.at {
		if at -= off; at < 0 {
			at += int32(len(levels))
		}
		c.levels[k] = levels[at]
		c.ends[levels[at]]++
	}
	start := int32(0)
	for level := d.thresholds; level >= 1; level-- {
		start, c.ends[level] = start+c.ends[level], start
	}
	c.order = c.order[:start]
	for k, v := range c.levels {
		if v > 0 {
			c.order[c.ends[v]] = int32(k)
			c.ends[v]++
		}
	}
}

// detour takes deal k off the walk and walks on until the old walk is met: there is
// nothing left to change where a deal is admitted that is on it already. Deals of the
// old walk that are refused too wait for their own turn.
func (c *Climber) detour(l *lane, k int32) {
	c.on.Clear(int(k))
	c.count(l, k, -1)
	n := len(l.opp)
	for at := int(k) + 1; ; {
		a := c.open.Next(at)
		if a == n || c.on.Get(a) {
			return
		}
		c.on.Set(a)
		c.count(l, int32(a), +1)
		at = int(l.next[a])
		for old := c.on.Next(a + 1); old < at; old = c.on.Next(old + 1) {
			c.on.Clear(old)
			c.count(l, int32(old), -1)
		}
	}
}

func (c *Climber) count(l *lane, k, times int32) {
	p := backtest.Money(times) * l.profit[k]
	c.Trades += int(times)
	c.Profit += p
	m := c.move(l.day[k])
	m.Trades += times
	m.Profit += p
}

// move is what the step changes on a day. It is valid until the next one.
func (c *Climber) move(day int32) *Change {
	if at := c.pending[day]; at > 0 {
		return &c.Moves[at-1]
	}
	c.Moves = append(c.Moves, Change{Day: day})
	c.pending[day] = int32(len(c.Moves))
	return &c.Moves[len(c.Moves)-1]
}
