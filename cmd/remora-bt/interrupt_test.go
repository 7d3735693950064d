//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// signalled runs the program in dir and sends it as many SIGINTs as there are waits, each
// after its wait. It returns how the program ended, how long after the first signal, and
// its stderr. What has ended before the last signal is no trial.
func signalled(t *testing.T, program, dir, args string, waits ...time.Duration) (syscall.WaitStatus, time.Duration, string) {
	t.Helper()
	cmd := exec.Command(program, strings.Fields(args)...)
	var errs bytes.Buffer
	cmd.Dir, cmd.Stderr = dir, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var first time.Time
	for _, wait := range waits {
		time.Sleep(wait)
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if first.IsZero() {
			first = time.Now()
		}
	}
	err := cmd.Wait()
	took := time.Since(first)
	if e := new(exec.ExitError); err != nil && !errors.As(err, &e) {
		t.Fatal(err)
	}
	return cmd.ProcessState.Sys().(syscall.WaitStatus), took, errs.String()
}

// Every command that takes long ends within a second of a signal, with 130, and leaves
// nothing; a second signal ends it at once.
func TestInterrupt(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program and waits for it")
	}
	program := built(t)
	home := t.TempDir()
	must := func(args string) {
		if out, err := programIn(program, home, args).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", args, err, out)
		}
	}
	must("run --strategy-list MACDCross --output a")
	must("run --strategy-list MACDCross --fee 0.002 --output b")
	for _, tt := range []struct {
		args  string
		after time.Duration
	}{
		{"run --pairs BTC/USDT,ETH/USDT,SOL/USDT --timeframe 1m --output out/run", time.Second},
		{"compare a b --resamples 1000000", time.Second},
		{"gate --run a --baseline b --resamples 1000000", time.Second},
		{"data synth --timeframe 1m --timerange 20100101-20241231 --pairs BTC/USDT,ETH/USDT --output out/synth", time.Second},
		{"signals --pairs BTC/USDT,ETH/USDT,SOL/USDT --timeframe 1m --output out/signals.csv", time.Second},
		{"sweep --pairs BTC/USDT,ETH/USDT,SOL/USDT --timeframe 1m", time.Second},
		{"selftest", time.Second},
		{"lookahead --pairs BTC/USDT,ETH/USDT,SOL/USDT", time.Second},
	} {
		t.Run(strings.Fields(tt.args)[0], func(t *testing.T) {
			dir := filepath.Join(home, "out")
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			status, took, errs := signalled(t, program, home, tt.args, tt.after)
			if status.ExitStatus() != exitInterrupted || !strings.Contains(errs, "remora-bt: interrupted; ") {
				t.Errorf("ended with %d and %q, want %d and that it was interrupted", status.ExitStatus(), errs, exitInterrupted)
			}
			if took > 2*time.Second { // one and what a busy machine takes
				t.Errorf("ended after %v, want a second", took)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
			status, took, _ = signalled(t, program, home, tt.args, tt.after, grace/10)
			if status.ExitStatus() != exitInterrupted || took > grace {
				t.Errorf("after a second signal ended with %d after %v, want %d before the %v of the first", status.ExitStatus(), took, exitInterrupted, grace)
			}
			for _, name := range hiddenIn(t, dir) {
				if err := os.RemoveAll(name); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// hiddenIn are what a killed run leaves in a folder: only hidden names.
func hiddenIn(t *testing.T, dir string) (names []string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			t.Errorf("a killed run left %s", e.Name())
		}
		names = append(names, filepath.Join(dir, e.Name()))
	}
	return names
}

func programIn(program, dir, args string) *exec.Cmd {
	cmd := exec.Command(program, strings.Fields(args)...)
	cmd.Dir = dir
	return cmd
}

// A signal in the first milliseconds, before the program's first own instruction, ends
// it by itself, which a shell shows as 130 too.
func TestInterruptFromTheStart(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	program := built(t)
	for wait := range 30 {
		status, _, errs := signalled(t, program, t.TempDir(), "selftest", time.Duration(wait)*time.Millisecond)
		if !(status.Signaled() && status.Signal() == syscall.SIGINT) && status.ExitStatus() != exitInterrupted {
			t.Errorf("%d ms after the start: ended with %d, %q, want %d", wait, status.ExitStatus(), errs, exitInterrupted)
		}
	}
}
