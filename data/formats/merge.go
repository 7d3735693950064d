package formats

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// ReadAll reads the files of one pair and merges them.
func ReadAll(paths []string, pair string, tf data.Timeframe) (*data.Candles, error) {
	if len(paths) == 1 {
		return Read(paths[0], pair, tf)
	}
	parts := make([]*data.Candles, len(paths))
	errs := make([]error, len(paths))
	err := parallel.Each(context.Background(), len(paths), func(i int) { parts[i], errs[i] = Read(paths[i], pair, tf) })
	for _, one := range errs {
		err = cmp.Or(err, one)
	}
	if err != nil {
		return nil, err
	}
	return Merge(pair, tf, parts), nil
}

// Merge joins parts in order of time. Where they overlap, of rows that are equal
// in every value one is kept; rows that disagree are all kept, in the order of
// the parts, for data.Check to find. If a part is not in order itself the parts
// are laid end to end.
func Merge(pair string, tf data.Timeframe, parts []*data.Candles) *data.Candles {
	parts = slices.DeleteFunc(slices.Clone(parts), func(c *data.Candles) bool { return c.Len() == 0 })
	slices.SortStableFunc(parts, func(a, b *data.Candles) int { return cmp.Compare(a.Time[0], b.Time[0]) })
	n, inOrder := 0, true
	for _, part := range parts {
		n += part.Len()
		inOrder = inOrder && slices.IsSorted(part.Time)
	}
	out := data.NewCandles(pair, tf, n)
	for _, part := range parts {
		out.Unended = out.Unended || part.Unended
		for i := range part.Time {
			out.Append(part.At(i))
		}
	}
	if !inOrder || strictly(out.Time) {
		return out
	}
	rows := make([]int, n)
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(out.Time[a], out.Time[b]) })
	merged := data.NewCandles(pair, tf, n)
	merged.Unended = out.Unended
	for _, i := range rows {
		if !present(merged, out.At(i)) {
			merged.Append(out.At(i))
		}
	}
	return merged
}

func strictly(ts []data.Instant) bool {
	for i := 1; i < len(ts); i++ {
		if ts[i] <= ts[i-1] {
			return false
		}
	}
	return true
}

// present reports whether c ends with rows of k's time among which k is.
func present(c *data.Candles, k data.Candle) bool {
	for i := c.Len() - 1; i >= 0 && c.Time[i] == k.Start; i-- {
		if equal(c.At(i), k) {
			return true
		}
	}
	return false
}

// equal compares bit for bit, so that what is no number equals itself.
func equal(a, b data.Candle) bool {
	same := func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }
	return a.Start == b.Start && same(a.Open, b.Open) && same(a.High, b.High) && same(a.Low, b.Low) &&
		same(a.Close, b.Close) && same(a.Volume, b.Volume)
}
