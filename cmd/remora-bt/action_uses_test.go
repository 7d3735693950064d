package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// An otherAction is one that the action uses: the inputs that its action.yml declares, and
// what it does with files.
type otherAction struct {
	inputs map[string]otherInput
	do     func(t *testing.T, r *runner, with map[string]string, say func(string, ...any)) error
}

type otherInput struct {
	standard string // where none is given
	required bool
}

// otherActions by what a step says under uses. Inputs are those of
// github.com/actions/setup-go v5, actions/cache v4.2.4 and actions/upload-artifact v4.6.2,
// action.yml each.
var otherActions = map[string]otherAction{
	"actions/setup-go@v5": {
		map[string]otherInput{
			"go-version": {}, "go-version-file": {}, "check-latest": {standard: "false"}, "token": {}, "cache": {standard: "true"}, "cache-dependency-path": {}, "architecture": {},
		}, setUpGo,
	},
	"actions/cache@v4": {
		map[string]otherInput{
			"path": {required: true}, "key": {required: true}, "restore-keys": {}, "upload-chunk-size": {}, "enableCrossOsArchive": {standard: "false"},
			"fail-on-cache-miss": {standard: "false"}, "lookup-only": {standard: "false"}, "save-always": {standard: "false"},
		}, useCache,
	},
	"actions/upload-artifact@v4": {
		map[string]otherInput{
			"name": {standard: "artifact"}, "path": {required: true}, "if-no-files-found": {standard: "warn"}, "retention-days": {}, "compression-level": {standard: "6"},
			"overwrite": {standard: "false"}, "include-hidden-files": {standard: "false"},
		}, uploadArtifact,
	},
}

func setUpGo(_ *testing.T, _ *runner, with map[string]string, _ func(string, ...any)) error {
	if (with["go-version"] == "") == (with["go-version-file"] == "") {
		return fmt.Errorf("setup-go: want a version or a file that has it")
	}
	if file := with["go-version-file"]; file != "" {
		if _, err := os.Stat(file); err != nil {
			return fmt.Errorf("setup-go: the specified go version file does not exist: %w", err)
		}
	}
	return nil
}

// at is where a path of an input lies.
func (r *runner) at(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.workspace, path)
}

// useCache restores what was kept under the key, or under the newest that begins with one
// of restore-keys, and keeps the paths at the end of a job in which nothing failed. Paths
// without wildcards only.
func useCache(t *testing.T, r *runner, with map[string]string, say func(string, ...any)) error {
	key, paths := with["key"], strings.Fields(with["path"])
	restore := strings.Fields(with["restore-keys"])
	for _, k := range append([]string{key}, restore...) { // checkKey of @actions/cache
		if len(k) > 512 || strings.Contains(k, ",") {
			return fmt.Errorf("cache: Key Validation Error: %s cannot be larger than 512 characters or contain commas", k)
		}
	}
	version := "\x00" + strings.Join(paths, "\x00") // entries of other paths are others
	found := ""
	if _, ok := r.caches[key+version]; ok {
		found = key
	}
	for _, k := range restore {
		for _, have := range slices.Backward(r.saved) {
			if name, ok := strings.CutSuffix(have, version); ok && found == "" && strings.HasPrefix(name, k) {
				found = name
			}
		}
	}
	switch {
	case found != "":
		for i, path := range paths {
			if err := copyTree(filepath.Join(r.caches[found+version], fmt.Sprint(i)), r.at(path)); err != nil {
				return err
			}
		}
		say("Cache restored from key: %s", found)
	case with["fail-on-cache-miss"] == "true":
		return fmt.Errorf("cache: failed to restore cache entry: %s", key)
	default:
		say("Cache not found for input keys: %s", key)
	}
	r.post = append(r.post, func(say func(string, ...any)) {
		if r.failed || found == key {
			return
		}
		kept := t.TempDir()
		for i, path := range paths {
			if err := copyTree(r.at(path), filepath.Join(kept, fmt.Sprint(i))); err != nil {
				say("::warning::Path Validation Error: %v", err)
				return
			}
		}
		r.caches[key+version], r.saved = kept, append(r.saved, key+version)
		say("Cache saved with key: %s", key)
	})
	return nil
}

// uploadArtifact keeps the files of a file or folder, hidden ones apart, under a name that
// nothing else in the run has. Paths without wildcards only.
func uploadArtifact(t *testing.T, r *runner, with map[string]string, say func(string, ...any)) error {
	name := with["name"]
	if name == "" || strings.ContainsAny(name, "\":<>|*?\r\n\\/") {
		return fmt.Errorf("upload-artifact: the artifact name is not valid: %q", name)
	}
	otherwise := with["if-no-files-found"]
	if !slices.Contains([]string{"warn", "error", "ignore"}, otherwise) {
		return fmt.Errorf("upload-artifact: unrecognized if-no-files-found input. Provided: %s", otherwise)
	}
	from, files := r.at(with["path"]), []string(nil)
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != from && e.Name()[0] == '.' && with["include-hidden-files"] != "true":
			if e.IsDir() {
				return filepath.SkipDir
			}
		case !e.IsDir():
			files = append(files, path)
		}
		return nil
	})
	if err != nil || len(files) == 0 {
		none := fmt.Sprintf("No files were found with the provided path: %s. No artifacts will be uploaded.", with["path"])
		switch otherwise {
		case "error":
			return fmt.Errorf("upload-artifact: %s", none)
		case "warn":
			none = "::warning::" + none
		}
		say("%s", none)
		return nil
	}
	if _, taken := r.artifacts[name]; taken && with["overwrite"] != "true" {
		return fmt.Errorf("upload-artifact: (409) Conflict: an artifact with this name already exists on the workflow run: %s", name)
	}
	to := t.TempDir()
	for _, file := range files {
		rel, _ := filepath.Rel(from, file)
		if err := copyTree(file, filepath.Join(to, rel)); err != nil {
			return err
		}
	}
	r.artifacts[name] = to
	return nil
}

// copyTree copies a file or folder.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, path)
		target := filepath.Join(to, rel)
		if e.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		text, err := os.ReadFile(path)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(target), 0o755)
		}
		if err == nil {
			err = os.WriteFile(target, text, 0o644)
		}
		return err
	})
}
