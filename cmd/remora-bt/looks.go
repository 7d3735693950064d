package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/remora-bt/remora-bt/backtest/looks"
	"github.com/remora-bt/remora-bt/internal/place"
)

// addLook writes a look down beside an output and returns how many there were, in
// words. It never fails: a look that cannot be written is a warning. Beside a mount point
// the list would be of another disk, as that of a container, which nobody keeps.
func addLook(output string, look looks.Look, stderr io.Writer) string {
	whole, err := filepath.Abs(output)
	if err == nil && place.Apart(whole) { // where a link leads: the list is beside the link
		err = fmt.Errorf("%s is a mount point, or the folder above it may not be written to: --output with a folder below it keeps the list", whole)
	}
	if err == nil {
		var count int
		if count, err = looks.Add(filepath.Join(filepath.Dir(whole), looks.File), look); err == nil {
			return looks.Words(count, look)
		}
	}
	fmt.Fprintln(stderr, "warning: this look is not written down:", err)
	return ""
}
