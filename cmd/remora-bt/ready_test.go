package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file of the same kind is written over, as every run of continuous integration does;
// one of another kind is left alone until --force.
func TestOthersFilesAreNotOverwritten(t *testing.T) {
	sample := sampleDir(t)
	run := filepath.Join(t.TempDir(), "run")
	smallRun(t, sample, run)
	for _, tt := range []struct {
		name, file, theirs, ours, want string
		args                           []string
	}{
		{
			"junit", "gate.xml", "<project/>", "<testsuites", "is there and is not JUnit XML: choose another name, or replace it with --force",
			[]string{"gate", "--run", run, "--rule", "total_trades > 0", "--junit"},
		},
		{
			"comment", "notes.md", "hello\n", "## remora-bt gate: passed", "is there and is not a comment of the gate: choose another name, or replace it with --force",
			[]string{"gate", "--run", run, "--rule", "total_trades > 0", "--comment"},
		},
		{
			"signals", "signals.csv", "date,close\n2024-01-01,7\n", "timestamp,pair,", "is there and is not a file of signals: choose another name, or replace it with --force",
			[]string{"signals", "-d", sample, "--pairs", "BTC/USDT", "--timerange", "20230120-20230121", "--output"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := writeFile(t, tt.file, tt.theirs)
			args := append(tt.args, path)
			code, stdout, stderr := remora(t, args...)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, tt.file+": "+tt.want) {
				t.Errorf("exit code %d, %s, want %q", code, stderr, tt.want)
			}
			if kept, _ := os.ReadFile(path); string(kept) != tt.theirs {
				t.Errorf("the file holds %.60q", kept)
			}
			for _, more := range [][]string{{"--force"}, nil} { // the second time it is our own
				if code, _, stderr := remora(t, append(args, more...)...); code != exitOK {
					t.Fatalf("%v: exit code %d, %s", more, code, stderr)
				}
				if written, _ := os.ReadFile(path); !strings.Contains(string(written), tt.ours) {
					t.Errorf("%v: the file holds %.60q", more, written)
				}
			}
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				t.Fatal(err)
			}
			if code, _, stderr := remora(t, args...); code != exitOK {
				t.Errorf("an empty file: exit code %d, %s", code, stderr)
			}
		})
	}
}

// What is no plain file holds nothing that could be lost: a device is written to, and a
// folder is refused for being one alone.
func TestWhatIsNoFileIsNotTakenForAnothers(t *testing.T) {
	sample, folder := sampleDir(t), filepath.Join(t.TempDir(), "folder.csv")
	run := filepath.Join(t.TempDir(), "run")
	smallRun(t, sample, run)
	if err := os.MkdirAll(filepath.Join(folder, "theirs"), 0o755); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := remora(t, "gate", "--run", run, "--rule", "total_trades > 0", "--junit", os.DevNull, "--comment", os.DevNull); code != exitOK {
		t.Errorf("a device: exit code %d, %s", code, stderr)
	}
	code, _, stderr := remora(t, "signals", "-d", sample, "--pairs", "BTC/USDT", "--timerange", "20230120-20230121", "--output", folder)
	if code != exitUsage || !strings.Contains(stderr, "is a folder") || strings.Contains(stderr, "is not a file of signals") {
		t.Errorf("a folder: exit code %d, %s", code, stderr)
	}
}
