package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/place"
)

// inPlace lets fill write into a hidden folder and puts that into place. An error or
// the end of ctx leaves everything as it was.
func inPlace(ctx context.Context, output string, force bool, fill func(dir string) error) error {
	old, err := occupied(output, force)
	if err != nil {
		return usage(err)
	}
	names := make([]string, len(old))
	for i, f := range old {
		names[i] = f.Path
	}
	f, err := place.Stage(output)
	if err != nil {
		return usage(err)
	}
	if err := errors.Join(fill(f.Temp), ctx.Err()); err != nil {
		return usage(errors.Join(err, f.Drop()))
	}
	if err := f.Replace(names, force, manifestName); err != nil {
		return usage(errors.Join(err, f.Drop()))
	}
	return nil
}

// occupied refuses an output that holds anything, unless forced; then it returns
// the files of the sample that it holds.
func occupied(dir string, force bool) (old []synthetic.Made, err error) {
	entries, err := os.ReadDir(dir)
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return place.Hidden(e.Name()) })
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0:
		return nil, nil
	case err != nil:
		return nil, err
	case !force:
		return nil, fmt.Errorf("%s is not empty: it holds %s; choose another folder or use --force", dir, entries[0].Name())
	}
	manifest := filepath.Join(dir, manifestName)
	text, err := inputs.Read(manifest, maxManifest)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var m synthetic.Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Kind != synthetic.Kind {
		return nil, fmt.Errorf("%s is not the manifest of a synthetic sample: choose another folder", manifest)
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return nil, fmt.Errorf("%s: path %q leaves the folder", manifest, f.Path)
		}
	}
	return m.Files, nil
}
