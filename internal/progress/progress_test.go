package progress_test

import (
	"bytes"
	"testing"

	"github.com/remora-bt/remora-bt/internal/progress"
)

// Where nobody watches nothing is written, and nothing need be asked for.
func TestNoTerminal(t *testing.T) {
	var b bytes.Buffer
	s := progress.New(&b)
	if s != nil {
		t.Error("a buffer is no terminal")
	}
	s.At("work", 0, 10)
	s.At("work", 3, 10)
	s.Stop()
	s.Stop()
	if b.Len() > 0 {
		t.Errorf("%q was written", b.String())
	}
}
