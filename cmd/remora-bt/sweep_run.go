package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/place"
)

// A sweepCell is a cell with all that has been tried on it.
type sweepCell struct {
	*sweep.Cell
	pairs   []int // of the study
	startup int
	data    string // digest of its candles
	batches []*sweep.Batch
	family  sweep.Family
}

// A sweepRun is a sweep at work.
type sweepRun struct {
	*sweepJob
	h       *history
	tapes   map[int][]*data.Tape // by warm-up, one a pair of the study
	cells   []*sweepCell
	names   []string          // of all settings, in the order of the batches' points
	study   string            // hash
	sums    map[string]string // SHA-256 of every file read, by path
	ledger  *sweep.Ledger
	journal *sweep.Journal
	dials   dialCache
	stderr  io.Writer
}

// check refuses an output that cannot be written to.
func (j *sweepJob) check(stderr io.Writer) error {
	if j.output == "" {
		return nil
	}
	if err := ready(stderr)(place.CheckFolder(j.output)); err != nil {
		return err
	}
	for _, name := range []string{"sweep.json", "sweep.csv"} {
		path := filepath.Join(j.output, name)
		if !exists(path) && !exists(j.output) {
			continue
		}
		if err := ready(stderr)(place.CheckFile(path)); err != nil {
			return err
		}
	}
	return nil
}

// run is the whole sweep, from data to tables and folder.
func (j *sweepJob) run(ctx context.Context, stdout, stderr io.Writer) error {
	r := &sweepRun{sweepJob: j, tapes: map[int][]*data.Tape{}, stderr: stderr}
	if err := j.check(stderr); err != nil {
		return err
	}
	var err error
	if r.h, err = load(ctx, j.plan); err != nil {
		return err
	}
	for _, k := range j.combos {
		r.names = append(r.names, j.settings(k)...)
	}
	if err := r.makeTapes(); err != nil {
		return err
	}
	if _, err := r.dialsOf(ctx, 0); err != nil { // may read candles of its own
		return err
	}
	if r.study, err = r.hash(); err != nil {
		return err
	}
	if err := r.makeCells(ctx); err != nil {
		return err
	}
	if err := r.open(); err != nil {
		return err
	}
	err = r.try(ctx)
	if err := errors.Join(err, r.journal.Close(), r.ledger.Close()); err != nil {
		if ctx.Err() != nil && j.output != "" {
			return keptError{j.output}
		}
		return err
	}
	if j.shards > 1 {
		fmt.Fprintf(stderr, "shard %s is done: %s holds its settings; put the lines of all shards' points.jsonl into one file and sweep without --shard\n", j.shard, j.output)
		return nil
	}
	out, err := r.result(ctx)
	if err != nil {
		return err
	}
	if j.output != "" {
		if err := out.writeFolder(j.output); err != nil {
			return usage(err)
		}
		fmt.Fprintf(stderr, "wrote %s\n", j.output)
	}
	return out.write(stdout, j.format, j.top)
}

// A keptError is an interruption after which finished work is on disk.
type keptError struct{ dir string }

func (e keptError) Error() string {
	return fmt.Sprintf("finished settings are kept in %s, the same command goes on from there", e.dir)
}

// makeTapes cuts the candles for every warm-up that a strategy needs.
func (r *sweepRun) makeTapes() error {
	for _, spec := range r.specs {
		if r.tapes[spec.Startup] != nil {
			continue
		}
		tapes, err := r.h.tapes(r.plan, spec.Startup)
		if err != nil {
			return err
		}
		r.tapes[spec.Startup] = tapes
	}
	return nil
}

// makeCells plays the strategies: once a pair, whatever the fee.
func (r *sweepRun) makeCells(ctx context.Context) error {
	sets := r.pairSets()
	first := make([][]*backtest.Book, len(sets)*len(r.specs))
	err := parallel.Each(ctx, len(first), func(k int) {
		set, i := sets[k/len(r.specs)], k%len(r.specs)
		var tapes []*data.Tape
		for _, p := range set {
			tapes = append(tapes, r.tapes[r.specs[i].Startup][p])
		}
		for n, p := range set {
			first[k] = append(first[k], backtest.NewBook(tapes[n], r.specs[i], backtest.Execution{
				Rules: r.rules[i], Market: r.plan.study.market(r.plan.study.Pairs[p]), Stake: r.stake(), End: endOf(tapes),
			}))
		}
	})
	if err != nil {
		return err
	}
	cells := make([]*sweepCell, len(first)*len(r.feeList))
	err = parallel.Each(ctx, len(cells), func(k int) {
		n, fee := k/len(r.feeList), r.feeList[k%len(r.feeList)]
		var books []*backtest.Book
		for _, b := range first[n] {
			rules := b.Rules
			rules.Fee = fee
			books = append(books, b.With(backtest.Execution{Rules: rules, Market: b.Market, Stake: b.Stake}))
		}
		wallet := r.wallet
		wallet.Stake, wallet.Unlimited = r.stake(), false
		set := sets[n/len(r.specs)]
		cells[k] = &sweepCell{Cell: sweep.NewCell(books, wallet), pairs: set, startup: books[0].Spec.Startup, data: r.dataHash(set)}
	})
	r.cells = cells
	return err
}

// open makes the folder and opens the files that a later start reads.
func (r *sweepRun) open() error {
	var err error
	path := r.sweepOptions.ledger
	if r.output != "" {
		if err := os.MkdirAll(r.output, 0o755); err != nil {
			return usage(err)
		}
		if r.journal, err = sweep.OpenJournal(filepath.Join(r.output, "points.jsonl"), r.study); err != nil {
			return invalid(err)
		}
		if n := r.journal.Done(); n > 0 {
			fmt.Fprintf(r.stderr, "%s holds %d finished settings of this study\n", r.output, n)
		}
		if path == "" {
			path = filepath.Join(r.output, "ledger.jsonl")
		}
	}
	if path == "" {
		return nil
	}
	if r.ledger, err = sweep.OpenLedger(path, r.study); err != nil {
		return invalid(errors.Join(err, r.journal.Close()))
	}
	return nil
}

// try tries every setting on every cell, or those of its shard.
func (r *sweepRun) try(ctx context.Context) error {
	for n, k := range r.combos {
		if !slices.ContainsFunc(r.cells, func(c *sweepCell) bool { return r.mine(n, c) }) {
			continue
		}
		dials, err := r.dialsOf(ctx, n)
		if err != nil {
			return err
		}
		settings, thresholds := r.settings(k), r.thresholdsOf(k)
		for _, c := range r.cells {
			if !r.mine(n, c) {
				continue
			}
			if err := r.ledger.Add(c.data, c.Cell, settings); err != nil {
				return err
			}
			stored := new(sweep.Batch)
			known := r.journal.Load(c.Cell, settings, stored)
			b, err := c.Try(ctx, c.pick(dials), thresholds, settings, !known)
			if err != nil {
				return err
			}
			if known {
				b.Points, b.High, b.Low = stored.Points, stored.High, stored.Low
			} else if err := r.journal.Save(c.Cell, settings, b); err != nil {
				return err
			}
			c.family.Add(b.High, b.Low)
			c.batches = append(c.batches, b)
		}
	}
	return nil
}

// mine reports whether a combo on a cell is this shard's work.
func (r *sweepRun) mine(combo int, c *sweepCell) bool {
	return r.shards <= 1 || (combo*len(r.cells)+slices.Index(r.cells, c))%r.shards == r.own
}

// forward walks a cell's choices forward.
func (r *sweepRun) forward(ctx context.Context, c *sweepCell) (*sweep.Forward, error) {
	choices := c.Choose(c.batches, r.names, r.windows, r.choose)
	per := len(r.thresholds)
	return c.Forward(ctx, choices, r.windows, r.choose, func(ctx context.Context, index int) ([]*data.Mask, error) {
		k := index / per
		dials, err := r.dialsOf(ctx, k)
		if err != nil {
			return nil, err
		}
		threshold := r.thresholdsOf(r.combos[k])[index%per]
		var mask []*data.Mask
		for _, d := range c.pick(dials) {
			mask = append(mask, d.Blocked(threshold))
		}
		return mask, nil
	})
}
