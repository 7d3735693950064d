package job

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// A bed is what settings are tried on, with all that has been tried on it.
type bed struct {
	*sweep.Testbed
	pairs   []int // of the study
	startup int
	data    string // digest of its candles
	batches []*sweep.Batch
	family  sweep.Family
}

// A run is a sweep at work.
type run struct {
	*Job
	history *study.History
	beds    []*bed
	names   []string          // of all settings, in the order of the batches' points
	hash    string            // of the study and all that it reads
	sums    map[string]string // SHA-256 of every file read, by path
	look    looks.Look        // without what it found
	ledger  *sweep.Ledger
	journal *sweep.Journal
	dials   dialCache
	plain   map[int][]sweep.Dial // of the filter as the study has it; nil in a shard
	skill   []sweep.Skill
	notes   io.Writer
}

// Run does the job, from data to a result that is judged. What it should tell on the
// way goes to notes. The result is nil if only a part was to be done. An error is of
// kind fault.Usage or fault.Data, a Kept, or ctx's.
func (j *Job) Run(ctx context.Context, notes io.Writer) (*Result, error) {
	r := &run{Job: j, notes: notes}
	var err error
	if r.history, err = j.Load(ctx, j.Judged(j.filter)...); err != nil {
		return nil, err
	}
	for _, k := range j.combos {
		r.names = append(r.names, j.settings(k)...)
	}
	if _, err := r.dialsOf(ctx, 0); err != nil { // before anything is written
		return nil, err
	}
	if r.hash, err = r.digest(); err != nil {
		return nil, err
	}
	if err := r.makeBeds(ctx); err != nil {
		return nil, err
	}
	if err := r.open(); err != nil {
		return nil, err
	}
	if err = r.skills(ctx); err == nil {
		err = r.try(ctx)
	}
	if err := errors.Join(err, fault.Misuse(errors.Join(r.journal.Close(), r.ledger.Close()))); err != nil {
		if ctx.Err() != nil && j.Output != "" {
			return nil, Kept{j.Output}
		}
		return nil, err
	}
	if j.Shards > 1 {
		return nil, nil
	}
	return r.result(ctx)
}

// A Kept is an interruption after which finished work is on disk.
type Kept struct{ Dir string }

func (e Kept) Error() string {
	return fmt.Sprintf("finished settings are kept in %s, the same command goes on from there", e.Dir)
}

// makeBeds plays the strategies: once a pair, whatever the fee.
func (r *run) makeBeds(ctx context.Context) error {
	sets := r.pairSets()
	first := make([][]*backtest.Book, len(sets)*len(r.Specs))
	err := parallel.Each(parallel.Named(ctx, "playing strategies"), len(first), func(k int) {
		first[k] = r.history.Books(k%len(r.Specs), sets[k/len(r.Specs)])
	})
	if err != nil {
		return err
	}
	beds := make([]*bed, len(first)*len(r.fees))
	err = parallel.Each(ctx, len(beds), func(k int) {
		n, fee := k/len(r.fees), r.fees[k%len(r.fees)]
		var books []*backtest.Book
		for _, b := range first[n] {
			rules := b.Rules
			rules.Fee = fee
			books = append(books, b.With(backtest.Execution{Rules: rules, Market: b.Market, Stake: b.Stake}))
		}
		wallet := r.Wallet
		wallet.Stake, wallet.Unlimited = r.Stake(), false
		set := sets[n/len(r.Specs)]
		beds[k] = &bed{Testbed: sweep.NewTestbed(books, wallet, r.aim()), pairs: set, startup: books[0].Spec.Startup, data: r.dataHash(set)}
	})
	if err != nil {
		return err
	}
	r.beds = beds
	for k, b := range beds {
		i := slices.IndexFunc(beds[:k], func(o *bed) bool { return o.startup == b.startup && slices.Equal(o.pairs, b.pairs) })
		if i >= 0 {
			b.Alike = beds[i].Testbed
		}
	}
	return nil
}

// open makes the folder and opens the files that a later start reads.
func (r *run) open() error {
	var err error
	path := r.Ledger
	if r.Output != "" {
		if err := os.MkdirAll(r.Output, 0o755); err != nil {
			return fault.Misuse(err)
		}
		if r.journal, err = sweep.OpenJournal(filepath.Join(r.Output, "points.jsonl"), r.hash); err != nil {
			return fault.Invalid(err)
		}
		if n := r.journal.Damaged; n > 0 {
			fmt.Fprintf(r.notes, "%d lines of %s were changed: what they held is worked out again\n", n, filepath.Join(r.Output, "points.jsonl"))
		}
		if n := r.journal.Done(); n > 0 {
			fmt.Fprintf(r.notes, "%s holds %d finished settings of this study\n", r.Output, n)
		}
		if path == "" {
			path = filepath.Join(r.Output, "ledger.jsonl")
		}
	}
	if path == "" {
		return nil
	}
	if r.ledger, err = sweep.OpenLedger(path, r.hash); err != nil {
		return fault.Invalid(errors.Join(err, r.journal.Close()))
	}
	return nil
}

// try tries every setting on every bed, or those of its shard.
func (r *run) try(ctx context.Context) error {
	all, done := r.share(), 0
	for n, k := range r.combos {
		if !slices.ContainsFunc(r.beds, func(b *bed) bool { return r.mine(n, b) }) {
			continue
		}
		dials, err := r.dialsOf(ctx, n)
		if err != nil {
			return err
		}
		settings, thresholds := r.settings(k), r.thresholdsOf(k)
		for _, b := range r.beds {
			if !r.mine(n, b) {
				continue
			}
			parallel.Tell(ctx, "trying settings", done, all)
			done++
			if err := r.ledger.Add(b.data, b.Testbed, settings); err != nil {
				return fault.Misuse(err)
			}
			stored := new(sweep.Batch)
			known := r.journal.Load(b.Testbed, settings, stored)
			batch, err := b.Try(ctx, b.pick(dials), thresholds, settings, !known)
			if err != nil {
				return err
			}
			if known {
				batch.Points, batch.High, batch.Low = stored.Points, stored.High, stored.Low
			} else if err := r.journal.Save(b.Testbed, settings, batch); err != nil {
				return fault.Misuse(err)
			}
			b.family.Add(batch.High, batch.Low)
			b.batches = append(b.batches, batch)
		}
	}
	parallel.Tell(ctx, "trying settings", all, all)
	return nil
}

// share is how many combos on beds are this shard's work.
func (r *run) share() (all int) {
	for n := range r.combos {
		for _, b := range r.beds {
			if r.mine(n, b) {
				all++
			}
		}
	}
	return all
}

// mine reports whether a combo on a bed is this shard's work.
func (r *run) mine(combo int, b *bed) bool {
	return r.Shards <= 1 || (combo*len(r.beds)+slices.Index(r.beds, b))%r.Shards == r.Own
}

// forward walks a bed's choices forward.
func (r *run) forward(ctx context.Context, b *bed) (*sweep.Forward, error) {
	return b.Forward(ctx, b.Choose(b.batches, r.names), func(ctx context.Context, index int) ([]*data.Mask, error) {
		return r.maskOf(ctx, b, index)
	})
}

// maskOf is the mask of a setting by its index.
func (r *run) maskOf(ctx context.Context, b *bed, index int) ([]*data.Mask, error) {
	per := len(r.thresholds)
	k := index / per
	dials, err := r.dialsOf(ctx, k)
	if err != nil {
		return nil, err
	}
	threshold := r.thresholdsOf(r.combos[k])[index%per]
	var mask []*data.Mask
	for _, d := range b.pick(dials) {
		mask = append(mask, d.Blocked(threshold))
	}
	return mask, nil
}
