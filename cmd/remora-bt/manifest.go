package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/signals"
)

// manifest says what the run is made of: version, effective study and its hash,
// and the digest of every file that was read.
func manifest(p *plan, h *history, f *signals.Filter) (report.Manifest, error) {
	config, err := json.Marshal(p.study)
	if err != nil {
		return report.Manifest{}, err
	}
	sum := sha256.Sum256(config)
	m := report.Manifest{
		Version: version, Synthetic: h.synthetic,
		Config: config, ConfigSHA256: hex.EncodeToString(sum[:]),
	}
	if h.synthetic {
		m.Seed = &h.seed
	}
	for _, path := range h.inputs(f) {
		if err := addInput(&m, path); err != nil {
			return m, err
		}
	}
	return m, nil
}

// inputs are the files that were read, in a fixed order.
func (h *history) inputs(f *signals.Filter) []string {
	var paths []string
	for _, s := range append(slices.Clone(h.sources), h.more...) {
		for _, file := range s.Files {
			paths = append(paths, file.Path)
		}
	}
	if h.found != nil {
		for _, s := range h.found.Series {
			for _, name := range s.Files {
				paths = append(paths, filepath.Join(h.found.Dir, name))
			}
		}
	}
	if f.Spec.Path != "" {
		paths = append(paths, f.Spec.Path)
	}
	return slices.Compact(paths)
}

func addInput(m *report.Manifest, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return invalid(err)
	}
	sum, err := formats.HashFile(path)
	if err != nil {
		return invalid(err)
	}
	m.Inputs = append(m.Inputs, report.Digest{Path: path, Bytes: info.Size(), SHA256: sum})
	return nil
}
