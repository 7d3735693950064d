package sources

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"sort"

	"github.com/remora-bt/remora-bt/data"
)

// observations turns the records of a series into what the as-of join needs:
//
//   - rows may come in any order; those out of it are counted;
//   - a row that repeats the value of its event is dropped and counted, the
//     earlier publication stays;
//   - another value of the same event that was published later is a revision: it
//     takes the place of the first from then on, never before;
//   - two values of one event without an order of publication are an error.
func (r *records) observations(report *SeriesReport) ([]data.Observation, error) {
	if !sort.IsSorted(r) {
		sort.Stable(r)
	}
	kept := r.seen[:0] // in its place: kept never overtakes what is read
	last := 0          // the record of the last of kept
	for i, o := range r.seen {
		switch {
		case len(kept) == 0 || o.Event != kept[len(kept)-1].Event:
		case o.Value == kept[len(kept)-1].Value:
			report.Duplicates++
			continue
		case o.Known == kept[len(kept)-1].Known:
			return nil, fmt.Errorf("%s: value %v for %s, but row %d of %s says %v; expected one value, or a later known_at_utc for a revision",
				r.place(i), o.Value, o.Event, r.at[last].row, filepath.Base(r.files[r.at[last].file]), kept[len(kept)-1].Value)
		default:
			report.Revisions++
		}
		kept = append(kept, o)
		last = i
	}
	slices.SortStableFunc(kept, func(a, b data.Observation) int {
		return cmp.Or(cmp.Compare(a.Known, b.Known), cmp.Compare(a.Event, b.Event))
	})
	return kept, nil
}

// inOrder puts the records from the first on, those of one file, the right way
// round if they run strictly backwards, as alternative.me's do, and otherwise
// counts the rows that speak of an earlier time than the row before.
func (r *records) inOrder(first int) (outOfOrder int) {
	seen := r.seen[first:]
	for i := 1; i < len(seen); i++ {
		if seen[i].Event < seen[i-1].Event {
			outOfOrder++
		}
	}
	if len(seen) > 1 && outOfOrder == len(seen)-1 {
		slices.Reverse(seen)
		slices.Reverse(r.at[first:])
		return 0
	}
	return outOfOrder
}
