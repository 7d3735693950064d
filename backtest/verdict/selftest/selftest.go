// Package selftest tries the answers on worlds of known truth: useless masks, masks
// that know something and masks that know the future, on trades whose law is known.
// Worlds go through the code that a run answers with.
package selftest

import (
	"context"
	"errors"
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
	"github.com/remora-bt/remora-bt/internal/parallel"
)

// Worlds a row of a full test, of which rates are claimed, and of a quick one.
const (
	Full  = 4000
	Quick = 30
)

const (
	sure    = 400 // worlds, at most, of rows in which the same is said of every one
	further = 4   // times as many in a full test where a rate lies near its bound
)

// Options of a self-test.
type Options struct {
	Seed   uint64
	Worlds int    // a row; below Full a row fails only beyond what chance explains
	Done   func() // called after every world, by several goroutines
}

// A Result is the self-test.
type Result struct {
	Seed   uint64 `json:"seed"`
	Worlds int    `json:"worlds"`
	Rows   []Row  `json:"rows"`
	OK     bool   `json:"ok"`
}

// All is the number of worlds that a test makes.
func (o Options) All() (sum int) {
	for _, t := range trials() {
		sum += o.worlds(&t)
	}
	return sum
}

// worlds is the number of worlds of a trial.
func (o Options) worlds(t *trial) int {
	switch {
	case t.claim&dishonest != 0:
		return min(o.Worlds, sure)
	case t.claim&near != 0 && o.Worlds >= Full:
		return further * o.Worlds
	}
	return o.Worlds
}

// Run makes, judges and drops the worlds one by one. It returns an error only if ctx
// is done.
func Run(ctx context.Context, o Options) (*Result, error) {
	out := &Result{Seed: o.Seed, Worlds: o.Worlds, OK: true}
	for i, t := range trials() {
		row, err := t.run(ctx, o, o.Seed+uint64(i)<<32, product)
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, row)
		out.OK = out.OK && len(row.Misses) == 0
	}
	return out, nil
}

// run tries the trial's worlds.
func (t *trial) run(ctx context.Context, o Options, seed uint64, of statistic) (Row, error) {
	n := o.worlds(t)
	found, errs := make([]finding, n), make([]error, n)
	err := parallel.Each(ctx, n, func(i int) {
		w := t.make(rand.New(rand.NewPCG(seed, uint64(i))))
		found[i], errs[i] = w.judge(ctx, seed^uint64(i)<<16, of, t.claim&milder != 0)
		if o.Done != nil {
			o.Done()
		}
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return Row{}, err
	}
	row := t.count(found)
	row.hold(t.claim, o.Worlds < Full)
	return row, nil
}

// count adds findings up.
func (t *trial) count(found []finding) Row {
	r := Row{World: t.world, Mask: t.mask, Worlds: len(found)}
	for i := range found {
		f := &found[i]
		r.Refused += float64(f.refused) / float64(len(found))
		r.Helps.add(true, f.helps[shift.Profit])
		r.Hurts.add(true, f.hurts[shift.Profit])
		r.RiskHelps.add(f.risk, f.helps[shift.Worst])
		r.RiskHurts.add(f.risk, f.hurts[shift.Worst])
		r.Milder.add(f.risk && t.claim&milder != 0, f.answers[shift.Worst] == verdict.Helps)
		r.Holds.add(f.bounded, f.holds)
		r.NoEffect.add(true, f.answers[shift.Profit] == verdict.NoEffect)
		r.Wrong.add(true, f.wrong)
		r.Invalid.add(true, f.answers[shift.Profit] == verdict.Invalid)
	}
	return r
}
