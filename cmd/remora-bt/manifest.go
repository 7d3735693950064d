package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report"
)

// manifest says what the run is made of: version, effective study and its hash,
// and the digest of every file that was read.
func manifest(p *plan, h *history, f filterUnderTest) (report.Manifest, error) {
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
	for _, s := range h.sources {
		for _, file := range s.Files {
			if err := addInput(&m, file.Path); err != nil {
				return m, err
			}
		}
	}
	if f.file != "" {
		err = addInput(&m, f.file)
	}
	return m, err
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
