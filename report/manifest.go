package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/place"
)

// A Manifest says what a run was made of. Whoever starts the run fills it, save
// for Outputs. Nothing in it but Created, if that is filled, differs between two
// runs of the same study on the same files with the same version.
type Manifest struct {
	Program      string           `json:"program"` // programName
	Kind         string           `json:"kind"`    // runKind
	Format       int              `json:"format"`  // Format; absent in the folders of early versions
	Version      string           `json:"version"`
	Created      string           `json:"created,omitempty"` // RFC3339
	Synthetic    bool             `json:"synthetic"`
	Seed         *uint64          `json:"seed"` // null where nothing was drawn
	Config       json.RawMessage  `json:"config"`
	ConfigSHA256 string           `json:"config_sha256"`
	Inputs       []formats.Digest `json:"inputs"`
	Outputs      []formats.Digest `json:"outputs,omitempty"` // in manifest.json only, which itself is not among them
}

// Format is the version of the run folder that is written. It grows when older
// programs would misread a folder, not when a file or a key is added.
const Format = 2

// What tells the folder of a run from others that hold a manifest.json.
const (
	manifestFile = "manifest.json"
	programName  = "remora-bt"
	runKind      = "run"
)

// maxManifest bounds the manifest of a folder that is written over, in bytes.
const maxManifest = 16 << 20

// manifest is the study's manifest without outputs.
func (s *Study) manifest() Manifest {
	m := s.Manifest
	m.Program, m.Kind, m.Format, m.Outputs = programName, runKind, Format, nil
	m.Synthetic = m.Synthetic || s.Synthetic
	if m.Config == nil {
		m.Config = json.RawMessage("null")
	}
	if m.Inputs == nil {
		m.Inputs = []formats.Digest{}
	}
	return m
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// readManifest reads the manifest of a run's folder; ok is false if the folder is
// not one.
func readManifest(dir string) (m Manifest, ok bool) {
	text, err := inputs.Read(filepath.Join(dir, manifestFile), maxManifest)
	if err != nil || json.Unmarshal(text, &m) != nil {
		return Manifest{}, false
	}
	return m, m.Program == programName && m.Kind == runKind
}

// foreign names an entry of a folder that is not a file of the run which its
// manifest describes. old are the files of that run.
func foreign(dir string) (old []string, name string, found bool, err error) {
	known := map[string]bool{manifestFile: true}
	m, ok := readManifest(dir)
	if ok {
		for _, o := range m.Outputs {
			known[filepath.FromSlash(o.Path)] = true
			old = append(old, o.Path)
		}
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real // a walk does not begin with a link
	}
	err = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && path != dir && e.IsDir() && place.Hidden(e.Name()) {
			return filepath.SkipDir // of a run that is writing
		}
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if !ok || !known[rel] {
			name, found = rel, true
			return filepath.SkipAll
		}
		return nil
	})
	return old, name, found, err
}

// differing are the keys by which two studies differ, sorted; those that only change
// what is printed do not count.
func differing(a, b json.RawMessage) []string {
	var x, y map[string]json.RawMessage
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		if bytes.Equal(a, b) {
			return nil
		}
		return []string{"its configuration"}
	}
	keys := map[string]bool{}
	for _, m := range []map[string]json.RawMessage{x, y} {
		for key := range m {
			keys[key] = true
		}
	}
	delete(keys, "breakdown")
	var out []string
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if !bytes.Equal(compact(x[key]), compact(y[key])) {
			out = append(out, key)
		}
	}
	return out
}

// compact is a value without white space; what is absent is null.
func compact(value json.RawMessage) []byte {
	var b bytes.Buffer
	if value == nil || json.Compact(&b, value) != nil {
		return []byte("null")
	}
	return b.Bytes()
}
