package shared

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// Platforms are those of the release, as linux/amd64, in order.
func Platforms(t testing.TB) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(Root(t), ".goreleaser.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var release struct {
		Builds []struct{ Goos, Goarch []string }
	}
	if err := yaml.Unmarshal(text, &release); err != nil || len(release.Builds) != 1 {
		t.Fatalf("%d builds, %v", len(release.Builds), err)
	}
	var out []string
	for _, goos := range release.Builds[0].Goos {
		for _, goarch := range release.Builds[0].Goarch {
			out = append(out, goos+"/"+goarch)
		}
	}
	slices.Sort(out)
	return out
}
