package progress_test

import (
	"bytes"
	"testing"

	"github.com/remora-bt/remora-bt/internal/progress"
)

// Where nobody watches nothing is written, and nothing need be asked for.
func TestNoTerminal(t *testing.T) {
	var b bytes.Buffer
	bar := progress.New(&b, "work", 10)
	if bar != nil {
		t.Error("a buffer is no terminal")
	}
	bar.Add(3)
	bar.Stop()
	bar.Stop()
	if b.Len() > 0 {
		t.Errorf("%q was written", b.String())
	}
}
