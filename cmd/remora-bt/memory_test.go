package main

import (
	"math"
	"runtime/debug"
	"strings"
	"testing"
)

func TestMemoryFlag(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
	args := []string{"run", "--strategy-list", "RSIEMA", "--timerange", "20230101-20230601", "--format", "csv"}
	code, want, stderr := remora(t, append(args, "--memory", "8GiB")...)
	if code != exitOK || strings.Contains(stderr, "of memory") || debug.SetMemoryLimit(-1) != 8<<30-aside {
		t.Errorf("exit code %d, limit %d, stderr %q", code, debug.SetMemoryLimit(-1), stderr)
	}
	code, got, stderr := remora(t, append(args, "--memory", "2MiB")...)
	if code != exitOK || got != want || !strings.Contains(stderr, "of 1 pair take about 4 MiB of memory, more than the 1 MiB to stay within") {
		t.Errorf("exit code %d, the same figures: %t, stderr %q; want the same and how much it takes", code, got == want, stderr)
	}
	code, _, stderr = remora(t, append(args, "--memory", "4")...)
	if code != exitUsage || !strings.Contains(stderr, `--memory: "4": expected a size above 0 with its unit, as in 4GiB or 512MiB`) {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}
