package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/remora-bt/remora-bt/backtest/verdict"
)

// addLook writes a look down beside an output and returns how many there were, in
// words. It never fails: a look that cannot be written is a warning.
func addLook(output string, look verdict.Look, stderr io.Writer) string {
	whole, err := filepath.Abs(output)
	if err == nil {
		var count int
		if count, err = verdict.AddLook(filepath.Join(filepath.Dir(whole), verdict.LooksFile), look); err == nil {
			return verdict.Looked(count, look.Profit, look.Risk)
		}
	}
	fmt.Fprintln(stderr, "warning: this look is not written down:", err)
	return ""
}
