package main

import (
	"errors"
	"io"
	"path/filepath"

	"github.com/remora-bt/remora-bt/backtest/sweep/job"
	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/report/show"
)

// writeSweep writes sweep.json and sweep.csv beside the points; each appears whole or
// not at all.
func writeSweep(dir string, r *job.Result) error {
	return errors.Join(
		place.File(filepath.Join(dir, "sweep.json"), func(w io.Writer) error { return show.WriteJSON(w, r) }),
		place.File(filepath.Join(dir, "sweep.csv"), func(w io.Writer) error { return show.WriteSweepCSV(w, r) }),
	)
}
