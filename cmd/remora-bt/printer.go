package main

import (
	"errors"
	"io"
	"os"
	"strconv"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// printer prints results in a format, as wide as the terminal.
func printer(w io.Writer, format string) *show.Printer {
	return show.To(w, table.Options{Format: format, Width: widthOf(w), Color: coloured(w)})
}

// bindDetail adds --verbose, which prints what is said of it, and --quiet.
func bindDetail(fs *pflag.FlagSet, d *show.Detail, verbose string) {
	fs.BoolVarP(&d.Verbose, "verbose", "v", false, verbose)
	fs.BoolVarP(&d.Quiet, "quiet", "q", false, "print the answers alone")
}

// loud refuses to be quiet and verbose at once.
func loud(d show.Detail) error {
	if d.Quiet && d.Verbose {
		return flagError{errors.New("--quiet goes not with --verbose")}
	}
	return nil
}

// coloured reports whether w is a terminal that may show colours.
func coloured(w io.Writer) bool {
	f, ok := fileOf(w)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// noTerminal is how wide results are where they are not written to a terminal and
// the environment variable COLUMNS does not say.
const noTerminal = 80

// widthOf is the width of the terminal that w is.
func widthOf(w io.Writer) int {
	if f, ok := fileOf(w); ok && term.IsTerminal(int(f.Fd())) {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		return width
	}
	return noTerminal
}
