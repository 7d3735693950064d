package main

import (
	"fmt"
	"regexp"
	"strings"
)

var semantic = regexp.MustCompile(`^v?(\d+\.\d+\.\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$`)

// preRelease are the pre-releases that Python knows.
var preRelease = regexp.MustCompile(`^(alpha|beta|rc)\.?(\d+)$`)

// pep440 is a semantic version as Python writes it. A pre-release that Python does not
// know, as that of a snapshot, is a development release: it comes before the release.
func pep440(version string) (string, error) {
	m := semantic.FindStringSubmatch(version)
	if m == nil {
		return "", fmt.Errorf("version %q: expected a semantic version, as 1.2.3 or 1.2.3-rc.1", version)
	}
	if m[2] == "" {
		return m[1], nil
	}
	if pre := preRelease.FindStringSubmatch(m[2]); pre != nil {
		short := map[string]string{"alpha": "a", "beta": "b", "rc": "rc"}
		return m[1] + short[pre[1]] + pre[2], nil
	}
	local := strings.Trim(regexp.MustCompile(`[^0-9A-Za-z]+`).ReplaceAllString(m[2], "."), ".")
	return m[1] + ".dev0+" + strings.ToLower(local), nil
}
