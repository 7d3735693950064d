package data

import "fmt"

// maxSpan bounds the rows of a tape: a century of minutes in one run would
// otherwise ask for all of the memory.
const maxSpan = 50_000_000

// whole merges duplicates and fills holes, and counts neither. Without both the tape
// shares the columns.
func (s *sorted) whole() (*Tape, error) {
	c := s.Candles
	first, last := c.Time[0], c.Time[c.Len()-1]
	span := int64(last-first)/int64(c.Timeframe) + 1
	if span > maxSpan {
		return nil, fmt.Errorf("%s %s: the candles span %s to %s, %d candles: more than %d", c.Pair, c.Timeframe, first, last, span, maxSpan)
	}
	n := int(span)
	t := &Tape{Pair: c.Pair, Step: c.Timeframe, First: first}
	if n == c.Len() && strictlyAscending(c.Time) {
		t.open, t.high, t.low, t.close, t.volume = c.Open, c.High, c.Low, c.Close, c.Volume
		return t, nil
	}
	g := NewCandles(c.Pair, c.Timeframe, n)
	for i := range c.Time {
		k := c.At(i)
		if j := g.Len() - 1; j >= 0 && g.Time[j] == k.Start {
			g.High[j], g.Low[j] = max(g.High[j], k.High), min(g.Low[j], k.Low)
			g.Close[j], g.Volume[j] = k.Close, max(g.Volume[j], k.Volume)
			continue
		}
		for g.Len() > 0 && g.Time[g.Len()-1].Add(c.Timeframe) < k.Start {
			j := g.Len() - 1
			p := g.Close[j]
			g.Append(Candle{g.Time[j].Add(c.Timeframe), p, p, p, p, 0})
		}
		g.Append(k)
	}
	t.open, t.high, t.low, t.close, t.volume = g.Open, g.High, g.Low, g.Close, g.Volume
	return t, nil
}

func strictlyAscending(ts []Instant) bool {
	for i := 1; i < len(ts); i++ {
		if ts[i] <= ts[i-1] {
			return false
		}
	}
	return true
}

// twins counts the rows that share an open time with the row above, and of them
// those with other values.
func (s *sorted) twins() (merged, disagreed int) {
	for i := 1; i < s.Len(); i++ {
		if s.Time[i] == s.Time[i-1] {
			merged++
			if s.At(i) != s.At(i-1) {
				disagreed++
			}
		}
	}
	return merged, disagreed
}
