// Command sbom writes what a binary is made of as CycloneDX JSON: the modules that Go
// recorded in it, with their versions, and the standard library.
//
//	sbom -o remora-bt.cdx.json dist/…/remora-bt
//
// The same binary gives the same bytes.
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

func main() {
	out := flag.String("o", "", "file to write")
	version := flag.String("version", "", "the release's version (default: the one that Go recorded)")
	flag.Parse()
	err := errors.New("expected -o and one argument, the binary")
	if flag.NArg() == 1 && *out != "" {
		err = write(*out, flag.Arg(0), *version)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func write(out, binary, version string) error {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return fmt.Errorf("%s: %w", binary, err)
	}
	program, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(program)
	text, err := json.MarshalIndent(document(filepath.Base(binary), hex.EncodeToString(sum[:]), version, info), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(text, '\n'), 0o644)
}

// A bom is as much of CycloneDX 1.6 as a binary of Go needs.
type bom struct {
	Schema       string       `json:"$schema"`
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Serial       string       `json:"serialNumber"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Ref      string    `json:"bom-ref"`
	Type     string    `json:"type"`
	Name     string    `json:"name"`
	Version  string    `json:"version"`
	Hashes   []digest  `json:"hashes,omitempty"`
	Licences []licence `json:"licenses,omitempty"`
	PURL     string    `json:"purl"`
}

type digest struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type licence struct {
	Licence struct {
		ID string `json:"id"`
	} `json:"license"`
}

type dependency struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn"`
}

// document lists the modules in the order of the build's record, which is by path.
func document(name, sum, version string, info *debug.BuildInfo) bom {
	if version == "" {
		version = info.Main.Version
	}
	main := library(info.Main.Path, "v"+strings.TrimPrefix(version, "v"))
	main.Type, main.Name, main.Hashes = "application", name, []digest{{"SHA-256", sum}}
	main.Licences = make([]licence, 1)
	main.Licences[0].Licence.ID = "MIT"
	number := strings.TrimPrefix(info.GoVersion, "go")
	all := []component{library("stdlib", number)}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		all = append(all, library(m.Path, m.Version))
	}
	refs := make([]string, len(all))
	for i, c := range all {
		refs[i] = c.Ref
	}
	// A UUID of the binary's own: version 8 (RFC 9562), its bits from the SHA-256.
	uuid := fmt.Sprintf("%s-%s-8%s-8%s-%s", sum[:8], sum[8:12], sum[13:16], sum[17:20], sum[20:32])
	return bom{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Serial: "urn:uuid:" + uuid, Version: 1,
		Metadata: metadata{main}, Components: all, Dependencies: []dependency{{main.Ref, refs}},
	}
}

func library(path, version string) component {
	purl := "pkg:golang/" + strings.ToLower(path) + "@" + version
	return component{Ref: purl, Type: "library", Name: path, Version: version, PURL: purl}
}
