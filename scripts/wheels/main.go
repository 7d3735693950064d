// Command wheels packs the binaries of a release as Python wheels, one a platform, so
// that pip and uv install the program as they do ruff:
//
//	wheels -version 1.2.3 -out dist/wheels dist/artifacts.json
//
// The argument is what goreleaser leaves of a release: a JSON list of what it built.
// The same binaries give the same bytes.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	version := flag.String("version", "", "the release's semantic version")
	out := flag.String("out", "dist/wheels", "folder to write to")
	root := flag.String("root", ".", "folder with README.md and the licences")
	flag.Parse()
	if err := pack(flag.Args(), *version, *root, *out); err != nil {
		fmt.Fprintln(os.Stderr, "wheels:", err)
		os.Exit(1)
	}
}

func pack(args []string, version, root, out string) error {
	if len(args) != 1 {
		return errors.New("expected one argument, goreleaser's artifacts.json")
	}
	number, err := pep440(version)
	if err != nil {
		return err
	}
	built, err := binaries(args[0])
	if err != nil {
		return err
	}
	docs, err := readDocs(root)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, b := range built {
		name, text, err := wheel(b, number, docs)
		if err != nil {
			return fmt.Errorf("%s: %w", b.Path, err)
		}
		if err := os.WriteFile(filepath.Join(out, name), text, 0o644); err != nil {
			return err
		}
		fmt.Println(filepath.Join(out, name))
	}
	return nil
}

// A binary is one that goreleaser built; its path is from the folder of the release.
type binary struct {
	Path   string `json:"path"`
	Goos   string `json:"goos"`
	Goarch string `json:"goarch"`
	Type   string `json:"type"`
}

// binaries are those of goreleaser's list for which there is a kind of wheel.
func binaries(list string) ([]binary, error) {
	text, err := os.ReadFile(list)
	if err != nil {
		return nil, err
	}
	var all, out []binary
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("%s: %w", list, err)
	}
	seen := map[string]bool{}
	for _, b := range all {
		platform := b.Goos + "/" + b.Goarch
		if b.Type != "Binary" || seen[platform] {
			continue
		}
		if _, ok := tags[platform]; !ok {
			return nil, fmt.Errorf("%s: no wheel is known for %s", list, platform)
		}
		seen[platform] = true
		out = append(out, b)
	}
	for platform := range tags {
		if !seen[platform] {
			return nil, fmt.Errorf("%s: there is no binary of %s", list, platform)
		}
	}
	return out, nil
}
