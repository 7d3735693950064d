package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

func TestKindsOf(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"quoted and broken", "> Redistributions in binary form must\n> reproduce the above\n>    copyright notice", []string{"BSD-2-Clause"}},
		{"three clauses", "Redistributions in binary form must reproduce the above copyright notice … may be used to endorse or promote products\nderived from this software", []string{"BSD-3-Clause"}},
		{"two licences", "Apache License\nVersion 2.0, January 2004\n … this permission notice shall be included in all\ncopies", []string{"Apache-2.0", "MIT"}},
		{"none that is known", "GNU GENERAL PUBLIC LICENSE Version 3, 29 June 2007", nil},
	} {
		if got := kindsOf(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: kindsOf = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFindRefuses(t *testing.T) {
	for _, tt := range []struct{ name, file, text, want string }{
		{"no licence", "README", "MIT", "no licence at the top of it"},
		{"a notice alone", "NOTICE", "of somebody", "no licence at the top of it"},
		{"an unknown one", "COPYING", "GNU GENERAL PUBLIC LICENSE", "COPYING: a licence that is not known"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, tt.file), []byte(tt.text), 0o644); err != nil {
			t.Fatal(err)
		}
		if found, err := find(dir); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: find = %v, %v; want %q", tt.name, found, err, tt.want)
		}
	}
}

// The platforms are those of the release.
func TestPlatforms(t *testing.T) {
	want := shared.Platforms(t)
	if got := slices.Sorted(slices.Values(platforms)); !slices.Equal(got, want) {
		t.Errorf("platforms %q, want those of the release, %q", got, want)
	}
}
