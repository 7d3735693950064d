package data

import (
	"fmt"

	"github.com/remora-bt/remora-bt/internal/plural"
)

// A Resampling says what candles were made of.
type Resampling struct {
	From       Timeframe // of the parts
	Incomplete int       // candles that lack some of their parts
	Ends       int       // candles left out: the first and the last, if they lack some
	Reordered  int       // parts that opened before the part above them
	Merged     int       // parts that shared an open time with another
}

// String says it of the candles.
func (r Resampling) String() string {
	text := fmt.Sprintf("made from candles of %s", r.From)
	if r.Incomplete > 0 {
		text += fmt.Sprintf("; %s of the parts that are there", plural.Of(r.Incomplete, "is", "are"))
	}
	if r.Ends > 0 {
		text += fmt.Sprintf("; %s at the ends left out", plural.Of(r.Ends, "incomplete candle", "incomplete candles"))
	}
	if r.Reordered > 0 {
		text += fmt.Sprintf("; %s put in order of time", plural.Of(r.Reordered, "part", "parts"))
	}
	if r.Merged > 0 {
		text += fmt.Sprintf("; %s with the open time of another merged", plural.Of(r.Merged, "part", "parts"))
	}
	return text
}

// Resamples reports whether candles of a timeframe can be made of finer ones.
func (f Timeframe) Resamples(from Timeframe) bool {
	return from < f && f%from == 0 && (Day%f == 0 || f == Week)
}

// Resample makes candles of a longer timeframe, which Resamples must allow, on the grid
// of exchanges: open of the first part, highest high, lowest low, close of the last and
// the sum of the volumes. A candle of which parts are missing is made of the others, as
// freqtrade's resampling does; without any part there is none. The first and the last
// candle are left out unless their outer end is there: it may lie beyond the file.
//
// The parts are put in order and merged as NewTape does, and have no fault.
func (c *Candles) Resample(to Timeframe) (*Candles, Resampling, error) {
	if !to.Resamples(c.Timeframe) {
		return nil, Resampling{}, fmt.Errorf("%s: candles of %s cannot be made from candles of %s", c.Pair, to, c.Timeframe)
	}
	s := ordered(c)
	if s.Len() > 0 {
		if err := s.refuse(); err != nil {
			return nil, Resampling{}, fmt.Errorf("%s %s: %w", c.Pair, c.Timeframe, err)
		}
	}
	r := Resampling{From: c.Timeframe, Reordered: s.reordered()}
	r.Merged, _ = s.twins()
	out := NewCandles(c.Pair, to, s.Len()/int(to/c.Timeframe)+2)
	grid := gridOf(out)
	var parts []int // of each candle
	for i := 0; i < s.Len(); {
		k := s.At(i)
		for i++; i < s.Len() && s.Time[i] == k.Start; i++ {
			k.High, k.Low, k.Close, k.Volume = max(k.High, s.High[i]), min(k.Low, s.Low[i]), s.Close[i], max(k.Volume, s.Volume[i])
		}
		start := k.Start.Add(-offGrid(k.Start, grid, to))
		if j := out.Len() - 1; j >= 0 && out.Time[j] == start {
			out.High[j], out.Low[j] = max(out.High[j], k.High), min(out.Low[j], k.Low)
			out.Close[j], out.Volume[j] = k.Close, out.Volume[j]+k.Volume
			parts[j]++
			continue
		}
		k.Start = start
		out.Append(k)
		parts = append(parts, 1)
	}
	from, until := 0, out.Len()
	if until > 0 && s.Time[0] != out.Time[0] {
		from, r.Ends = 1, 1
	}
	if until > from && s.Time[s.Len()-1].Add(c.Timeframe) != out.Time[until-1].Add(to) {
		until, r.Ends = until-1, r.Ends+1
	}
	for _, n := range parts[from:until] {
		if n < int(to/c.Timeframe) {
			r.Incomplete++
		}
	}
	return out.slice(from, until), r, nil
}
