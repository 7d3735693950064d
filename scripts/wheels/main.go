// Command wheels packs a binary of a release as a Python wheel, so that pip and uv
// install the program as they do ruff:
//
//	wheels -version 1.2.3 -platform linux/amd64 -out dist/wheels dist/…/remora-bt
//
// The same binary gives the same bytes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	var b build
	out := flag.String("out", "dist/wheels", "folder to write to")
	root := flag.String("root", ".", "folder with README.md and the licences")
	flag.StringVar(&b.version, "version", "", "the release's semantic version")
	flag.StringVar(&b.platform, "platform", "", "GOOS/GOARCH of the binary")
	flag.Parse()
	b.path = flag.Arg(0)
	path, err := "", errors.New("expected one argument, the binary")
	if flag.NArg() == 1 {
		path, err = pack(b, *root, *out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "wheels:", err)
		os.Exit(1)
	}
	fmt.Println(path)
}

// A build is a binary that was made for a platform.
type build struct{ version, platform, path string }

// pack writes the wheel of a binary into a folder and returns its path.
func pack(b build, root, out string) (string, error) {
	number, err := pep440(b.version)
	if err != nil {
		return "", err
	}
	docs, err := readDocs(root)
	if err != nil {
		return "", err
	}
	name, text, err := wheel(b, number, docs)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return "", err
	}
	path := filepath.Join(out, name)
	return path, os.WriteFile(path, text, 0o644)
}
