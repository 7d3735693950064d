package memory

import (
	"os"
	"path/filepath"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]int64{"4GiB": 4 << 30, "1.5GiB": 3 << 29, "512MiB": 512 << 20, "2GB": 2e9, "100 MB": 1e8, "10B": 10, "3kB": 3000} {
		if got, err := Parse(text); err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "4", "0GiB", "-1GiB", "GiB", "4Gi", "NaNB", "InfGiB", "1e30TiB", "4 gib"} {
		if got, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %d, want an error", text, got)
		}
	}
	if got := Text(3<<29) + ", " + Text(512<<20); got != "1.5 GiB, 512 MiB" {
		t.Errorf("Text = %s", got)
	}
}

// The least of machine and all groups around the process counts, of both versions.
func TestAllowed(t *testing.T) {
	const machine = "MemTotal:       1000000 kB\nMemFree: 1 kB\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  int64
	}{
		{"nothing to read", nil, 0},
		{"a machine", map[string]string{"proc/meminfo": machine}, 1_024_000_000},
		{"version 2", map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/memory.max": "5000\n", "sys/fs/cgroup/a/b/memory.max": "max\n"}, 5000},
		{"version 2, of a container", map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "6000\n"}, 6000},
		{"version 1", map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "8:pids:/\n4:memory:/x/y\n0::/\n", "sys/fs/cgroup/memory/x/y/memory.limit_in_bytes": "7000\n"}, 7000},
		{"version 1 of a container, whose path is outside", map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "4:memory:/docker/1\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "8000\n"}, 8000},
		{"version 1 without a limit", map[string]string{"proc/meminfo": machine, "proc/self/cgroup": "4:memory:/\n", "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n"}, 1_024_000_000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			for name, text := range tt.files {
				path := filepath.Join(root, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got := allowed(root); got != tt.want {
				t.Errorf("allowed = %d, want %d", got, tt.want)
			}
		})
	}
}
