package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// release is the tag without its v; a release sets it with -ldflags "-X main.release=…".
var release string

// version is the product's, a semantic version. What is built from a checkout
// that knows no version is unreleased.
var version = versionOf(release, debug.ReadBuildInfo)

const unreleased = "0.1.0-dev"

// versionOf is the version of a release, else the one that the build recorded of the
// module: 'go install …@v1.2.3' and, with version control at hand, 'go build' do.
func versionOf(release string, read func() (*debug.BuildInfo, bool)) string {
	if release != "" {
		return release
	}
	if info, ok := read(); ok && strings.HasPrefix(info.Main.Version, "v") {
		return strings.TrimPrefix(info.Main.Version, "v")
	}
	return unreleased
}

func versionCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print version and build",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(cmd.OutOrStdout(), versionLine())
			return err
		},
	}
}

// versionLine is what version and --version print.
func versionLine() string {
	return fmt.Sprintf("remora-bt %s (%s %s/%s%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH, revision())
}

// revision is the commit the binary was built from, where the build recorded one.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return ", commit " + s.Value[:min(12, len(s.Value))]
		}
	}
	return ""
}
