// Package memory says how much of it a process may take, and reads sizes.
package memory

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// units are the suffixes of a size. The decimal ones are those of disks.
var units = []struct {
	name  string
	bytes float64
}{
	{"TiB", 1 << 40},
	{"GiB", 1 << 30},
	{"MiB", 1 << 20},
	{"KiB", 1 << 10},
	{"TB", 1e12},
	{"GB", 1e9},
	{"MB", 1e6},
	{"kB", 1e3},
	{"B", 1},
}

// Parse reads a size as in 4GiB or 1.5GB.
func Parse(text string) (int64, error) {
	for _, u := range units {
		number, ok := strings.CutSuffix(text, u.name)
		if !ok {
			continue
		}
		if n, err := strconv.ParseFloat(strings.TrimSpace(number), 64); err == nil && n > 0 && n*u.bytes < math.MaxInt64/2 {
			return int64(n * u.bytes), nil
		}
		break
	}
	return 0, fmt.Errorf("%q: expected a size above 0 with its unit, as in 4GiB or 512MiB", text)
}

// Text is a size in GiB or MiB.
func Text(bytes int64) string {
	if bytes < 1<<30 {
		return fmt.Sprintf("%.0f MiB", float64(bytes)/(1<<20))
	}
	return fmt.Sprintf("%.1f GiB", float64(bytes)/(1<<30))
}

// Allowed is what the machine has, or less where the container that the process runs
// in allows less. It is 0 where that cannot be told.
func Allowed() int64 { return allowed("/") }

func allowed(root string) int64 {
	most := total(filepath.Join(root, "proc/meminfo"))
	text, err := os.ReadFile(filepath.Join(root, "proc/self/cgroup"))
	if err != nil {
		return most
	}
	for line := range strings.Lines(string(text)) {
		// "0::/path" of version 2, "4:memory:/path" of version 1.
		fields := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(fields) < 3 {
			continue
		}
		base, file := "", ""
		switch {
		case fields[1] == "":
			base, file = "sys/fs/cgroup", "memory.max"
		case fields[1] == "memory":
			base, file = "sys/fs/cgroup/memory", "memory.limit_in_bytes"
		default:
			continue
		}
		// A group has no more than the ones above it; a container sees its own as the top.
		for dir := filepath.Clean("/" + fields[2]); ; dir = filepath.Dir(dir) {
			if n := limit(filepath.Join(root, base, dir, file)); n > 0 && (most == 0 || n < most) {
				most = n
			}
			if dir == "/" {
				break
			}
		}
	}
	return most
}

// limit is the number in a file of a control group; 0 for none.
func limit(path string) int64 {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil { // "max"
		return 0
	}
	return n
}

// total is the machine's memory.
func total(path string) int64 {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if f := strings.Fields(lines.Text()); len(f) > 1 && f[0] == "MemTotal:" {
			n, _ := strconv.ParseInt(f[1], 10, 64)
			return n << 10
		}
	}
	return 0
}
