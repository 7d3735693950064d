package inputs_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("12345"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := inputs.Read(path, 5); err != nil || string(text) != "12345" {
		t.Errorf("Read = %q, %v", text, err)
	}
	if _, err := inputs.Read(path, 4); err == nil || !strings.Contains(err.Error(), "5 bytes, more than the 4 that are allowed") {
		t.Errorf("Read above its limit = %v", err)
	}
	for _, path := range []string{os.DevNull, t.TempDir(), "/dev/zero"} {
		if _, err := inputs.Read(path, 5); err == nil || !strings.Contains(err.Error(), "not a regular file") && !errors.Is(err, os.ErrNotExist) {
			t.Errorf("Read(%s) = %v, want an error", path, err)
		}
	}
}

// A pipe without a writer is refused at once: to open it would wait for one.
func TestOpenPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	done := make(chan error, 1)
	go func() {
		_, _, err := inputs.Open(path)
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("Open of a pipe = %v, want it refused", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("Open of a pipe waits for a writer")
	}
}
