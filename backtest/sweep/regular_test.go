package sweep_test

import (
	"os"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/sweep"
)

// A device has no end: it is refused and not read.
func TestOnlyRegularFiles(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("there is no /dev/zero here")
	}
	if _, err := sweep.OpenLedger("/dev/zero", "study"); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("OpenLedger of a device = %v, want it refused", err)
	}
	if _, err := sweep.OpenJournal("/dev/zero", "study"); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("OpenJournal of a device = %v, want it refused", err)
	}
}
