package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/report/show"
)

// An imported is an entry of the folder's manifest: one Parquet file.
type imported struct {
	Path      string           `json:"path"` // in the folder
	Pair      string           `json:"pair"`
	Timeframe string           `json:"timeframe"`
	Rows      int              `json:"rows"`
	From      string           `json:"from"` // open times of the first and last candle, RFC3339
	To        string           `json:"to"`
	Missing   int              `json:"missing"` // candles between them that are not there
	Bytes     int64            `json:"bytes"`
	SHA256    string           `json:"sha256"`
	Inputs    []formats.Digest `json:"inputs"`

	tf    data.Timeframe
	paths []string
}

const (
	manifestName = "manifest.json"
	maxManifest  = 16 << 20 // bytes
)

// An importManifest is the manifest of a folder of imported candles.
type importManifest struct {
	Program string     `json:"program"`
	Kind    string     `json:"kind"`
	Version string     `json:"version"`
	Candles []imported `json:"candles"`
}

const importKind = "import"

// readImports returns what earlier imports put into the folder and is still there.
func readImports(dir string) ([]imported, error) {
	path := filepath.Join(dir, manifestName)
	text, err := inputs.Read(path, maxManifest)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, usage(err)
	}
	var m importManifest
	if err := json.Unmarshal(text, &m); err != nil || m.Kind != importKind {
		return nil, usage(fmt.Errorf("%s is not the manifest of imported candles: choose another folder", path))
	}
	gone := func(j imported) bool { return !exists(filepath.Join(dir, j.Path)) }
	return slices.DeleteFunc(m.Candles, gone), nil
}

func writeImports(path string, all []imported) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	err = show.WriteJSON(f, importManifest{"remora-bt", importKind, version, all})
	return errors.Join(err, f.Close())
}
