package synthetic

import (
	"encoding/json"
	"path/filepath"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// A Manifest says what a sample's folder holds.
type Manifest struct {
	Program   string   `json:"program"`
	Kind      string   `json:"kind"` // Kind: not market data
	Version   string   `json:"version"`
	Generator int      `json:"generator"` // Version
	Seed      uint64   `json:"seed"`
	Timeframe string   `json:"timeframe"`
	From      string   `json:"from"` // RFC3339
	To        string   `json:"to"`   // exclusive
	Pairs     []string `json:"pairs"`
	Files     []Made   `json:"files"`
}

// A Made is a file of a sample. Missing are the candles of outages.
type Made struct {
	Path    string `json:"path"` // in the folder, with slashes
	Content string `json:"content"`
	Rows    int    `json:"rows"`
	Missing int    `json:"missing"`
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
}

// Kind is the kind of a sample's manifest.
const Kind = "synthetic"

// The manifest of a folder.
const (
	manifestName = "manifest.json"
	maxManifest  = 16 << 20 // bytes
)

// SeedOf tells whether the manifest of a folder lists any of some files, of which it takes
// path and size, and their seed. A file that has another size now is no longer it.
func SeedOf(dir string, size map[string]int64) (seed uint64, yes bool) {
	text, err := inputs.Read(filepath.Join(dir, manifestName), maxManifest)
	if err != nil {
		return 0, false
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Kind != Kind {
		return 0, false
	}
	for _, f := range m.Files {
		if n, ok := size[filepath.Join(dir, filepath.FromSlash(f.Path))]; ok && n == f.Bytes {
			return m.Seed, true
		}
	}
	return 0, false
}
