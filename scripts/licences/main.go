// Command licences lists the licences of what the program is built from, for every
// platform of a release, and their texts, which a copy of the binary must carry:
//
//	licences > THIRD_PARTY.md
//
// A module without a licence that is known here is an error: what it asks has to be
// read first. It needs the modules on disk and no network.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// platforms are those of a release: .goreleaser.yaml.
var platforms = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

func main() {
	if err := write(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

// A linked module is one of whose packages the program is made.
type linked struct {
	Path, Version, Dir string
	licences           []licence
}

func write(w io.Writer) error {
	modules, err := modules()
	if err != nil {
		return err
	}
	var faults []error
	for i := range modules {
		m := &modules[i]
		if m.licences, err = find(m.Dir); err != nil {
			faults = append(faults, fmt.Errorf("%s %s: %w", m.Path, m.Version, err))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	_, err = w.Write(page(modules))
	return err
}

// modules are those of the program's packages on any platform, by path.
func modules() ([]linked, error) {
	found := map[string]linked{}
	for _, p := range platforms {
		goos, goarch, _ := strings.Cut(p, "/")
		cmd := exec.Command("go", "list", "-deps", "-json=Module,Standard", "./cmd/remora-bt")
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", p, err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var pkg struct {
				Module *struct {
					Path, Version, Dir string
					Main               bool
				}
			}
			if err := d.Decode(&pkg); err == io.EOF {
				break
			} else if err != nil {
				return nil, err
			}
			if m := pkg.Module; m != nil && !m.Main {
				found[m.Path] = linked{Path: m.Path, Version: m.Version, Dir: m.Dir}
			}
		}
	}
	var all []linked
	for _, m := range found {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b linked) int { return strings.Compare(a.Path, b.Path) })
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	// Its version is that of the toolchain: naming it would change the page with each.
	return append([]linked{{Path: "The Go standard library", Dir: strings.TrimSpace(string(goroot))}}, all...), nil
}
