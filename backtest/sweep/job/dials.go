package job

import (
	"context"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A dialCache keeps the dials of the combos last asked for, the newest last.
type dialCache []dialEntry

type dialEntry struct {
	combo int
	dials map[int][]sweep.Dial // by warm-up, one a pair of the study
}

const keptDials = 4

// dialsOf replays the filter of a combo over all tapes.
func (r *run) dialsOf(ctx context.Context, n int) (map[int][]sweep.Dial, error) {
	for _, e := range r.dials {
		if e.combo == n {
			return e.dials, nil
		}
	}
	dials, err := r.replay(ctx, r.combos[n].filter)
	if err != nil {
		return nil, err
	}
	if len(r.dials) == keptDials {
		r.dials = slices.Delete(r.dials, 0, 1)
	}
	r.dials = append(r.dials, dialEntry{n, dials})
	return dials, nil
}

func (r *run) replay(ctx context.Context, f *filter.Filter) (map[int][]sweep.Dial, error) {
	tracks, err := r.history.Tracks(ctx, f)
	if err != nil {
		return nil, err
	}
	out := map[int][]sweep.Dial{}
	for _, spec := range r.Specs {
		if out[spec.Startup] != nil {
			continue
		}
		for i, t := range r.tapes(spec.Startup) {
			var track *signals.Track
			if tracks != nil {
				track = tracks[i]
			}
			d, err := f.Dial(t, track)
			if err != nil {
				return nil, fault.Invalid(err)
			}
			out[spec.Startup] = append(out[spec.Startup], sweep.Dial(*d))
		}
	}
	return out, nil
}

// tapes are those that strategies of a warm-up are tried on, one a pair of the study.
func (r *run) tapes(startup int) []*data.Tape { return r.history.Tapes(r.Spans[0], startup) }

// pick takes the dials of a bed's books.
func (b *bed) pick(dials map[int][]sweep.Dial) []sweep.Dial {
	var out []sweep.Dial
	for _, p := range b.pairs {
		out = append(out, dials[b.startup][p])
	}
	return out
}

// skills asks what the score of the filter as the study has it knows of each pair. It
// comes first, while nothing that was tried takes memory.
func (r *run) skills(ctx context.Context) error {
	if r.Shards > 1 {
		return nil
	}
	var err error
	if first := r.combos[0]; len(first.set) == 0 {
		r.plain, err = r.dialsOf(ctx, 0)
	} else {
		r.plain, err = r.replay(ctx, r.filter)
	}
	if err != nil {
		return err
	}
	startup := r.Specs[0].Startup
	r.skill = make([]sweep.Skill, len(r.Study.Pairs))
	for i := range r.skill {
		if r.skill[i], err = sweep.SkillOf(ctx, r.tapes(startup)[i], r.plain[startup][i]); err != nil {
			return err
		}
	}
	return nil
}

// looking is the one look that all settings are, before it has found anything.
func (r *run) looking(inputs []formats.Digest) looks.Look {
	look := r.history.Looking(inputs, r.filter)
	look.Filter = looks.Hash("sweep", look.Filter, r.names, r.fees, r.EachPair, r.Objective, r.windows)
	return look
}

// digest is one of all that a finished point depends on beside its own key: the
// program, the study without what the key says, and every file that was read, whose
// own digests it keeps.
func (r *run) digest() (string, error) {
	s := r.Study
	s.DataDir, s.Context, s.Pairs, s.Strategies, s.Fee = "", "", nil, nil, 0
	m, err := r.history.Making(r.filter)
	if err != nil {
		return "", err
	}
	r.look = r.looking(m.Inputs)
	r.sums = map[string]string{}
	for _, in := range m.Inputs {
		r.sums[in.Path] = in.SHA256
	}
	what := struct {
		Version string
		Study   config.Study
		Inputs  []string
		Seed    *uint64
		Aim     sweep.Aim
	}{Version: r.Version, Study: s, Seed: m.Seed, Aim: r.aim()}
	what.Aim.Windows = sweep.Windows{} // no point depends on them
	for _, in := range m.Inputs {
		what.Inputs = append(what.Inputs, in.SHA256)
	}
	if r.filter.Spec.Path != "" {
		what.Study.Filter = fmt.Sprint(r.filter.Spec.Kind, r.filter.Spec.Lag, r.filter.Spec.MaxAge) // the file is among the inputs
	}
	return looks.Hash(what), nil
}

// dataHash is a digest of the candles of some pairs.
func (r *run) dataHash(pairs []int) string {
	var parts []any
	for _, p := range pairs {
		if r.history.Sample() {
			parts = append(parts, "synthetic", r.history.Seed, r.Study.Pairs[p], r.Timeframe.String())
			continue
		}
		for _, f := range r.history.Sources[p].Files {
			parts = append(parts, r.sums[f.Path])
		}
	}
	return looks.Hash(parts...)
}
