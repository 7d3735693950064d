package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/signals"
)

// A dialCache keeps the dials of the combos last asked for, the newest last.
type dialCache []dialEntry

type dialEntry struct {
	combo int
	dials map[int][]sweep.Dial // by warm-up, one a pair of the study
}

const keptDials = 4

// dialsOf replays the filter of a combo over all tapes.
func (r *sweepRun) dialsOf(ctx context.Context, n int) (map[int][]sweep.Dial, error) {
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

func (r *sweepRun) replay(ctx context.Context, f *signals.Filter) (map[int][]sweep.Dial, error) {
	s, err := screen(ctx, r.plan, r.h, f)
	if err != nil {
		return nil, err
	}
	out := map[int][]sweep.Dial{}
	for startup, tapes := range r.tapes {
		for i, t := range tapes {
			var track *signals.Track
			if s.tracks != nil {
				track = s.tracks[i]
			}
			d, err := f.Dial(t, track)
			if err != nil {
				return nil, invalid(err)
			}
			out[startup] = append(out[startup], sweep.Dial(*d))
		}
	}
	return out, nil
}

// pick takes the dials of a cell's books.
func (c *sweepCell) pick(dials map[int][]sweep.Dial) []sweep.Dial {
	var out []sweep.Dial
	for _, p := range c.pairs {
		out = append(out, dials[c.startup][p])
	}
	return out
}

// skills asks what the score of the filter as the study has it knows of each pair.
func (r *sweepRun) skills(ctx context.Context) ([]sweep.Skill, map[int][]sweep.Dial, error) {
	dials, err := r.replay(ctx, r.filter)
	if err != nil {
		return nil, nil, err
	}
	startup := r.specs[0].Startup
	out := make([]sweep.Skill, len(r.plan.study.Pairs))
	for i := range out {
		if out[i], err = sweep.SkillOf(ctx, r.tapes[startup][i], dials[startup][i]); err != nil {
			return nil, nil, err
		}
	}
	return out, dials, nil
}

// hash is a digest of all that a finished point depends on beside its own key: the
// program, the study without what the key says, and every file that was read, whose
// own digests it keeps.
func (r *sweepRun) hash() (string, error) {
	s := r.plan.study
	s.DataDir, s.Context, s.Pairs, s.Strategies, s.Fee = "", "", nil, nil, 0
	m, err := manifest(r.plan, r.h, r.filter)
	if err != nil {
		return "", err
	}
	r.sums = map[string]string{}
	for _, in := range m.Inputs {
		r.sums[in.Path] = in.SHA256
	}
	what := struct {
		Version string
		Study   Study
		Inputs  []string
		Seed    *uint64
	}{Version: version, Study: s, Seed: m.Seed}
	for _, in := range m.Inputs {
		what.Inputs = append(what.Inputs, in.SHA256)
	}
	if r.filter.Spec.Path != "" {
		what.Study.Filter = fmt.Sprint(r.filter.Spec.Kind, r.filter.Spec.Lag, r.filter.Spec.MaxAge) // the file is among the inputs
	}
	return jsonDigest(what)
}

// dataHash is a digest of the candles of some pairs.
func (r *sweepRun) dataHash(pairs []int) string {
	var parts []any
	for _, p := range pairs {
		if r.h.dir == nil {
			parts = append(parts, "synthetic", r.h.seed, r.plan.study.Pairs[p], r.plan.timeframe.String())
			continue
		}
		for _, f := range r.h.sources[p].Files {
			parts = append(parts, r.sums[f.Path])
		}
	}
	sum, err := jsonDigest(parts)
	if err != nil {
		panic("sweep: " + err.Error()) // texts and numbers
	}
	return sum
}

func jsonDigest(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}
