package data

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// A Report is what Check found.
type Report struct {
	Pair        string
	Timeframe   Timeframe
	Rows        int
	First, Last Instant // earliest and latest open time; of no meaning without rows
	Gaps        []Gap   // in order of time
	Found       [NumFlaws]Findings
}

// A Gap is a run of candles that are not there.
type Gap struct {
	From, To Instant // open times of its first and last candle
	Candles  int
}

// Findings are the rows that have one flaw.
type Findings struct {
	Count int
	First []Finding // at most maxFindings of them
}

// A Finding is a row and what is wrong with it.
type Finding struct {
	Row  int // from 1
	Time Instant
	What string // the values, as in "high 1, low 2"
}

const maxFindings = 10

// Faults is the number of rows with flaws that are faults. A report without rows
// has one fault: that.
func (r *Report) Faults() int {
	if r.Rows == 0 {
		return 1
	}
	n := 0
	for f := range NumFlaws {
		if f.Fault() {
			n += r.Found[f].Count
		}
	}
	return n
}

// Missing is the number of candles in all gaps.
func (r *Report) Missing() int {
	n := 0
	for _, g := range r.Gaps {
		n += g.Candles
	}
	return n
}

// Check looks for what is wrong with candles. Order and times are judged as the
// rows stand; duplicates, gaps and jumps as they stand in order of time.
func Check(c *Candles) Report {
	r := Report{Pair: c.Pair, Timeframe: c.Timeframe, Rows: c.Len()}
	if r.Rows == 0 {
		return r
	}
	grid := gridOf(c)
	for i, at := range c.Time {
		if i > 0 && at < c.Time[i-1] {
			r.found(OutOfOrder, i, at, func() string { return "after " + c.Time[i-1].Exact() })
		}
		if at < Earliest || at >= Latest {
			r.found(FarTime, i, at, func() string { return at.Exact() })
		}
		if off := offGrid(at, grid, c.Timeframe); off != 0 {
			r.found(Misaligned, i, at, func() string { return "off by " + off.String() })
		}
		r.values(c.At(i), i)
	}
	row := byTime(c)
	r.First, r.Last = c.Time[row(0)], c.Time[row(c.Len()-1)]
	group := 0 // first of the rows that share a time
	for j := 1; j < c.Len(); j++ {
		i, before := row(j), row(j-1)
		if c.Time[i] == c.Time[before] {
			r.duplicate(c, row, group, j)
			continue
		}
		group = j
		r.step(c, before, i)
	}
	r.file(c, row)
	return r
}

// file judges what no row has by itself.
func (r *Report) file(c *Candles, row func(int) int) {
	step, n := otherStep(c.Timeframe, c.Len(), func(j int) Instant { return c.Time[row(j)] })
	if n > 0 {
		r.found(OtherStep, row(0), r.First, func() string { return fmt.Sprintf("%s in %d of %d rows", step, n, r.Rows) })
	}
	if missing := r.Missing(); missing > r.Rows {
		r.found(Sparse, row(0), r.First, func() string { return fmt.Sprintf("%d rows, %d missing", r.Rows, missing) })
	}
	if last := c.Len() - 1; c.Unended {
		k := c.At(last)
		r.found(Unended, last, k.Start, func() string { return fmt.Sprintf("close %s, volume %s", number(k.Close), number(k.Volume)) })
	}
}

// found counts a flaw of row i, which is what says in words if it is to be kept.
func (r *Report) found(f Flaw, i int, at Instant, what func() string) {
	fs := &r.Found[f]
	if fs.Count++; fs.Count <= maxFindings {
		fs.First = append(fs.First, Finding{i + 1, at, what()})
	}
}

// values judges a row by itself.
func (r *Report) values(k Candle, i int) {
	named := [...]struct {
		name string
		x    float64
	}{{"open", k.Open}, {"high", k.High}, {"low", k.Low}, {"close", k.Close}, {"volume", k.Volume}}
	sound := true
	fine := ""
	for j, v := range named {
		price := j < 4
		if ok := v.x > 0 || v.x == 0 && !price; !ok || math.IsInf(v.x, 1) {
			r.found(NoPrice, i, k.Start, func() string { return v.name + " " + number(v.x) })
			sound = false
			break
		}
		if price && fine == "" && tooFine(v.x) {
			fine = v.name + " " + number(v.x)
		}
	}
	if !sound {
		return
	}
	if fine != "" {
		r.found(TooFine, i, k.Start, func() string { return fine })
	}
	if k.Low > min(k.Open, k.Close) || k.High < max(k.Open, k.Close) {
		r.found(NoBracket, i, k.Start, func() string {
			return fmt.Sprintf("open %s, high %s, low %s, close %s", number(k.Open), number(k.High), number(k.Low), number(k.Close))
		})
	}
	if k.Volume == 0 {
		r.found(NoVolume, i, k.Start, func() string { return "volume 0" })
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// tooFine reports whether x is not the float64 nearest to a number of 8 decimals.
// From 2^26 on a float64 has no room for more.
func tooFine(x float64) bool {
	return x < 1<<26 && math.Round(x*1e8)/1e8 != x
}

// duplicate judges the row at place j of the order of time, whose time the rows
// from place group on share.
func (r *Report) duplicate(c *Candles, row func(int) int, group, j int) {
	i := row(j)
	k := c.At(i)
	other := -1
	for ; group < j; group++ {
		if c.At(row(group)) == k {
			r.found(Repeated, i, k.Start, func() string { return fmt.Sprintf("as row %d", row(group)+1) })
			return
		}
		other = row(group)
	}
	r.found(Disagreeing, i, k.Start, func() string {
		return fmt.Sprintf("close %s, row %d has close %s", number(k.Close), other+1, number(c.Close[other]))
	})
}

// step judges two rows that follow each other in time.
func (r *Report) step(c *Candles, a, b int) {
	from, to := c.Time[a], c.Time[b]
	if to-from > Instant(MaxHole) {
		r.found(Hole, b, to, func() string { return "after " + from.Exact() })
	}
	if n := int(int64(to-from-1) / int64(c.Timeframe)); n > 0 {
		r.Gaps = append(r.Gaps, Gap{from.Add(c.Timeframe), from + Instant(n)*Instant(c.Timeframe), n})
		return
	}
	was, is := c.Close[a], c.Close[b]
	if change := portable.Log(is / was); was > 0 && is > 0 && math.Abs(change) > MaxJump {
		r.found(Jump, b, to, func() string {
			return fmt.Sprintf("close %s after %s, %+.1f %%", number(is), number(was), 100*(is/was-1))
		})
	}
}

// byTime returns the row at each place in order of time. Rows of equal time keep
// the file's order.
func byTime(c *Candles) func(place int) int {
	if slices.IsSorted(c.Time) {
		return func(j int) int { return j }
	}
	rows := make([]int, c.Len())
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(c.Time[a], c.Time[b]) })
	return func(j int) int { return rows[j] }
}
