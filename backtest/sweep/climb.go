package sweep

import "github.com/remora-bt/remora-bt/backtest/verdict"

// A climber walks a lane through a mask at every threshold, from the highest down.
// Lowering the threshold only ever blocks more deals, and each blocked deal changes
// the walk only up to where it meets the old one, so that all thresholds together
// cost about as much as every deal being blocked once.
type climber struct {
	on    bitset  // deals on the walk
	open  bitset  // deals that the gate admits
	order []int32 // deals by level, descending
	ends  []int32 // by level: where its deals begin in order, while sorting where they end

	trades int
	profit verdict.Money
	daily  daily // empty if not asked for
}

// climb calls told for every threshold, the highest first, with the number of deals
// that it refuses and how many of them the open gate takes. off is the row of the
// levels that the lane's first row reads.
func (c *climber) climb(l *lane, levels []uint16, off, thresholds int, told func(j, refused, blocked int)) {
	n := len(l.at)
	c.begin(l, n)
	c.sort(l, levels[off:], thresholds)
	blocked, from := 0, int32(0)
	for level := thresholds; level >= 1; level-- {
		to := c.ends[level]
		for _, k := range c.order[from:to] {
			c.open.clear(int(k))
			if l.path.has(int(k)) {
				blocked++
			}
		}
		for _, k := range c.order[from:to] {
			if c.on.has(int(k)) {
				c.detour(l, int(k), n)
			}
		}
		told(level-1, int(to), blocked)
		from = to
	}
}

func (c *climber) begin(l *lane, n int) {
	c.on = append(c.on[:0], l.path...)
	if len(c.open) != len(l.path) {
		c.open = newBitset(n)
	}
	c.open.fill(n)
	c.trades, c.profit = l.trades, l.total
	if cap(c.order) < n {
		c.order = make([]int32, n)
	}
}

// sort orders the deals by level, the highest first, equal ones by time; those of
// level 0 are never blocked and left out.
func (c *climber) sort(l *lane, levels []uint16, thresholds int) {
	if len(c.ends) != thresholds+1 {
		c.ends = make([]int32, thresholds+1)
	}
	clear(c.ends)
	for _, at := range l.at {
		c.ends[levels[at]]++
	}
	start := int32(0)
	for level := thresholds; level >= 1; level-- {
		start, c.ends[level] = start+c.ends[level], start
	}
	c.order = c.order[:start]
	for k, at := range l.at {
		if v := levels[at]; v > 0 {
			c.order[c.ends[v]] = int32(k)
			c.ends[v]++
		}
	}
}

// detour takes deal k off the walk and walks on until the old walk is met: there is
// nothing left to change where a deal is admitted that is on it already. Deals of the
// old walk that are blocked too wait for their own turn.
func (c *climber) detour(l *lane, k, n int) {
	c.drop(l, k)
	for at := k + 1; ; {
		a := c.open.from(at, n)
		if a == n || c.on.has(a) {
			return
		}
		c.take(l, a)
		at = int(l.next[a])
		for old := c.on.from(a+1, at); old < at; old = c.on.from(old+1, at) {
			c.drop(l, old)
		}
	}
}

func (c *climber) drop(l *lane, k int) {
	c.on.clear(k)
	c.trades--
	c.profit -= l.profit[k]
	if c.daily.trades != nil {
		c.daily.profit[l.day[k]] -= l.profit[k]
		c.daily.trades[l.day[k]]--
	}
}

func (c *climber) take(l *lane, k int) {
	c.on.set(k)
	c.trades++
	c.profit += l.profit[k]
	if c.daily.trades != nil {
		c.daily.profit[l.day[k]] += l.profit[k]
		c.daily.trades[l.day[k]]++
	}
}
