package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// inPlace lets fill write into a folder beside output and moves that into place. An
// error or the end of ctx leaves everything as it was.
func inPlace(ctx context.Context, output string, force bool, fill func(dir string) error) (err error) {
	old, err := occupied(output, force)
	if err != nil {
		return usage(err)
	}
	if real, err := filepath.EvalSymlinks(output); err == nil {
		output = real
	}
	output = filepath.Clean(output)
	parent := filepath.Dir(output)
	made := absent(parent)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return usage(err)
	}
	temp, err := os.MkdirTemp(parent, "."+filepath.Base(output)+".part-")
	defer func() {
		if temp != "" {
			os.RemoveAll(temp)
		}
		for _, d := range made {
			if err != nil {
				os.Remove(d) // only if it is empty
			}
		}
	}()
	if err != nil {
		return usage(err)
	}
	if err := errors.Join(os.Chmod(temp, 0o755), fill(temp), ctx.Err()); err != nil {
		return usage(err)
	}
	if !exists(output) || os.Remove(output) == nil { // it is empty
		return usage(os.Rename(temp, output))
	}
	return usage(moveOver(temp, output, old))
}

// absent are the folders down to dir that do not exist, innermost first.
func absent(dir string) (list []string) {
	for ; !exists(dir) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		list = append(list, dir)
	}
	return list
}

// occupied refuses an output that holds anything, unless forced; then it returns
// the files of the sample that it holds.
func occupied(dir string, force bool) (old []synthFile, err error) {
	entries, err := os.ReadDir(dir)
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
	var m synthManifest
	if err := json.Unmarshal(text, &m); err != nil || m.Kind != synthKind {
		return nil, fmt.Errorf("%s is not the manifest of a synthetic sample: choose another folder", manifest)
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return nil, fmt.Errorf("%s: path %q leaves the folder", manifest, f.Path)
		}
	}
	return m.Files, nil
}

// moveOver removes the files of an older sample and moves those of temp to their
// places, the manifest last.
func moveOver(temp, output string, old []synthFile) error {
	for _, f := range old {
		if err := os.Remove(filepath.Join(output, filepath.FromSlash(f.Path))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Join(output, contextFolder), 0o755); err != nil {
		return err
	}
	move := func(name string) error {
		return os.Rename(filepath.Join(temp, name), filepath.Join(output, name))
	}
	err := filepath.WalkDir(temp, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == manifestName {
			return err
		}
		name, err := filepath.Rel(temp, p)
		if err != nil {
			return err
		}
		return move(name)
	})
	if err != nil {
		return err
	}
	return move(manifestName)
}
