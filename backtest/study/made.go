package study

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// A Making is what a run was made of, so that it can be made again.
type Making struct {
	Config       json.RawMessage  // the effective study
	ConfigSHA256 string           // in hex
	Seed         *uint64          // of synthetic candles; nil for others
	Inputs       []formats.Digest // of every file that was read
}

// Making hashes the study and every file that was read for it and for some filters.
// An error is of kind Data.
func (h *History) Making(filters ...*filter.Filter) (Making, error) {
	m, err := h.Plan.making()
	if err != nil {
		return m, err
	}
	if h.Synthetic {
		m.Seed = &h.Seed
	}
	for _, path := range h.inputs(filters) {
		d, err := formats.DigestOf(path)
		if err != nil {
			return m, fault.Invalid(err)
		}
		m.Inputs = append(m.Inputs, d)
	}
	return m, nil
}

// making is what is known before anything is read.
func (p *Plan) making() (Making, error) {
	config, err := json.Marshal(p.Study)
	sum := sha256.Sum256(config)
	return Making{Config: config, ConfigSHA256: hex.EncodeToString(sum[:])}, err
}

// Config is the effective study as JSON, which a manifest holds.
func (p *Plan) Config() (json.RawMessage, error) {
	m, err := p.making()
	return m.Config, err
}

// inputs are the files that were read, those of the filters among them, in a fixed
// order.
func (h *History) inputs(filters []*filter.Filter) []string {
	var paths []string
	for _, s := range slices.Concat(h.Sources, h.Others) {
		for _, f := range s.Files {
			paths = append(paths, f.Path)
		}
	}
	if h.Found != nil {
		for _, s := range h.Found.Series {
			for _, name := range s.Files {
				paths = append(paths, filepath.Join(h.Found.Dir, name))
			}
		}
	}
	for _, g := range h.files {
		if g != nil {
			paths = append(paths, g.Path)
		}
	}
	if file := h.Plan.Study.Markets; file != "" {
		paths = append(paths, file)
	}
	for _, f := range filters {
		if f.Spec.Path != "" {
			paths = append(paths, f.Spec.Path)
		}
	}
	if a := h.Plan.Study.Apply; a != nil {
		paths = append(paths, a.Files()...)
	}
	var once []string // the engine may judge by files that are traded on too
	for _, path := range paths {
		if !slices.Contains(once, path) {
			once = append(once, path)
		}
	}
	return once
}
