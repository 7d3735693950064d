package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// tags are the platforms of the wheels. A static binary runs with any C library, so one
// wheel is for both; Go 1.26 needs macOS 12.
var tags = map[string][]string{
	"linux/amd64":   {"manylinux_2_17_x86_64", "manylinux2014_x86_64", "musllinux_1_1_x86_64"},
	"linux/arm64":   {"manylinux_2_17_aarch64", "manylinux2014_aarch64", "musllinux_1_1_aarch64"},
	"darwin/amd64":  {"macosx_12_0_x86_64"},
	"darwin/arm64":  {"macosx_12_0_arm64"},
	"windows/amd64": {"win_amd64"},
	"windows/arm64": {"win_arm64"},
}

// licences are the files that go into every wheel.
var licences = []string{"LICENSE", "THIRD_PARTY.md"}

type docs struct {
	readme   []byte
	licences [][]byte
}

func readDocs(root string) (d docs, err error) {
	if d.readme, err = os.ReadFile(filepath.Join(root, "README.md")); err != nil {
		return d, err
	}
	for _, name := range licences {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return d, err
		}
		d.licences = append(d.licences, text)
	}
	return d, nil
}

// A part is a file in a wheel.
type part struct {
	name string
	mode os.FileMode
	text []byte
}

// wheel packs one binary: the archive's name and bytes, as the standard on binary
// distributions has them (packaging.python.org, "Binary distribution format").
func wheel(b build, number string, d docs) (name string, text []byte, err error) {
	platforms, ok := tags[b.platform]
	if !ok {
		return "", nil, fmt.Errorf("platform %q: no kind of wheel is known for it", b.platform)
	}
	program, err := os.ReadFile(b.path)
	if err != nil {
		return "", nil, err
	}
	script := "remora-bt"
	if strings.HasPrefix(b.platform, "windows/") {
		script += ".exe"
	}
	stem := "remora_bt-" + number
	info := stem + ".dist-info/"
	parts := []part{
		{stem + ".data/scripts/" + script, 0o755, program},
		{info + "METADATA", 0o644, metadata(number, d.readme)},
		{info + "WHEEL", 0o644, wheelFile(platforms)},
	}
	for i, name := range licences {
		parts = append(parts, part{info + "licenses/" + name, 0o644, d.licences[i]})
	}
	parts = append(parts, part{info + "RECORD", 0o644, record(parts, info+"RECORD")})
	text, err = pressed(parts)
	return stem + "-py3-none-" + strings.Join(platforms, ".") + ".whl", text, err
}

func metadata(number string, readme []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `Metadata-Version: 2.4
Name: remora-bt
Version: %s
Summary: Tell whether a market risk filter helps a trading strategy
License-Expression: MIT
`, number)
	for _, name := range licences {
		fmt.Fprintln(&b, "License-File:", name)
	}
	fmt.Fprint(&b, `Keywords: backtesting,trading,freqtrade,risk
Classifier: Environment :: Console
Classifier: Topic :: Office/Business :: Financial :: Investment
Requires-Python: >=3.8
Project-URL: Source, https://github.com/remora-bt/remora-bt
Description-Content-Type: text/markdown

`)
	b.Write(readme)
	return b.Bytes()
}

func wheelFile(platforms []string) []byte {
	var b bytes.Buffer
	fmt.Fprint(&b, "Wheel-Version: 1.0\nGenerator: remora-bt wheels\nRoot-Is-Purelib: false\n")
	for _, p := range platforms {
		fmt.Fprintf(&b, "Tag: py3-none-%s\n", p)
	}
	return b.Bytes()
}

// record lists every file with its hash and size; its own line has neither.
func record(parts []part, own string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		sum := sha256.Sum256(p.text)
		fmt.Fprintf(&b, "%s,sha256=%s,%d\n", p.name, base64.RawURLEncoding.EncodeToString(sum[:]), len(p.text))
	}
	fmt.Fprintf(&b, "%s,,\n", own)
	return b.Bytes()
}

// pressed is a zip whose bytes depend on its files alone: each of the first day that
// a zip can tell.
func pressed(parts []part) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		h.SetMode(p.mode)
		w, err := z.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(p.text); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
