package data

import (
	"cmp"
	"fmt"
	"slices"
)

// observations turns the records of a series into what the as-of join needs:
//
//   - rows may come in any order; those out of it are counted;
//   - a row that repeats the value of its event is dropped and counted, the
//     earlier publication stays;
//   - another value of the same event that was published later is a revision: it
//     takes the place of the first from then on, never before;
//   - two values of one event without an order of publication are an error.
func observations(records []record, report *SeriesReport) ([]Observation, error) {
	slices.SortStableFunc(records, func(a, b record) int {
		return cmp.Or(cmp.Compare(a.Event, b.Event), cmp.Compare(a.Known, b.Known))
	})
	kept := make([]Observation, 0, len(records))
	var last record // the record of the last of kept
	for _, r := range records {
		switch {
		case len(kept) == 0 || r.Event != last.Event:
		case r.Value == last.Value:
			report.Duplicates++
			continue
		case r.Known == last.Known:
			return nil, fmt.Errorf("%s: value %v for %s, but row %d of %s says %v; expected one value, or a later known_at_utc for a revision",
				r.place(), r.Value, r.Event, last.row, last.file, last.Value)
		default:
			report.Revisions++
		}
		kept = append(kept, r.Observation)
		last = r
	}
	slices.SortStableFunc(kept, func(a, b Observation) int {
		return cmp.Or(cmp.Compare(a.Known, b.Known), cmp.Compare(a.Event, b.Event))
	})
	return kept, nil
}

// inOrder puts the records of one file that run strictly backwards, as
// alternative.me's do, the right way round, and otherwise counts the rows that
// speak of an earlier time than the row before.
func inOrder(records []record) (outOfOrder int) {
	for i := 1; i < len(records); i++ {
		if records[i].Event < records[i-1].Event {
			outOfOrder++
		}
	}
	if len(records) > 1 && outOfOrder == len(records)-1 {
		slices.Reverse(records)
		return 0
	}
	return outOfOrder
}
