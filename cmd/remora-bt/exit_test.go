package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
)

// A place that cannot take what is written to it is the user's to mend, whatever was
// at work when it was found.
func TestExitCodeOfNoRoom(t *testing.T) {
	for _, why := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS} {
		err := fmt.Errorf("points: %w", &os.PathError{Op: "write", Path: "out/points.jsonl", Err: why})
		for _, err := range []error{err, invalid(err), errors.Join(errors.New("first"), err)} {
			if got := exitCode(err); got != exitUsage {
				t.Errorf("%v: exit code %d, want %d", err, got, exitUsage)
			}
		}
	}
	if got := exitCode(invalid(syscall.EIO)); got != exitData {
		t.Errorf("another fault: exit code %d, want %d", got, exitData)
	}
}

// An interrupt that comes when all is done changes nothing: 'nothing was written'
// would not be true.
func TestInterruptedWhenDone(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	if code := run(ctx, []string{"version"}, &stdout, &stderr); code != exitOK || !strings.HasPrefix(stdout.String(), "remora-bt ") || stderr.Len() > 0 {
		t.Errorf("a command that was done: exit code %d, stdout %q, stderr %q", code, stdout.String(), stderr.String())
	}
	if code := run(ctx, []string{"run"}, &stdout, &stderr); code != exitInterrupted || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("a command that was not: exit code %d, stderr %q", code, stderr.String())
	}
}
