package formats

import (
	"strings"
	"testing"
)

// A file without columns lacks the first one; it is not damaged.
func TestNoColumns(t *testing.T) {
	if _, err := findTyped(nil); err == nil || !strings.Contains(err.Error(), "lacks column") {
		t.Errorf("error %v, want the column that it lacks", err)
	}
}
