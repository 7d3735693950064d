package main

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/report/table"
)

// A formatFlag is the form in which results are printed, one of some.
type formatFlag struct {
	to      *string
	allowed []string
}

// bindFormat adds --format, whose default is a table; without others it is one of the
// forms of tables.
func bindFormat(fs *pflag.FlagSet, to *string, others ...string) {
	f := formatFlag{to, others}
	if len(others) == 0 {
		f.allowed = table.Formats
	}
	*to = "table"
	fs.Var(f, "format", strings.TrimSuffix(strings.Join(f.allowed, ", "), ", "+older))
}

// older is the name of the table in early versions, which goes on to be understood.
const older = "text"

func (f formatFlag) String() string { return *f.to }
func (f formatFlag) Type() string   { return "string" }

func (f formatFlag) Set(value string) error {
	*f.to = value
	return oneOf("format", value, f.allowed...)
}

// oneOf refuses a value that is not among those that it may have.
func oneOf(what, value string, allowed ...string) error {
	for _, a := range allowed {
		if a == value {
			return nil
		}
	}
	return flagError{fmt.Errorf("%s %q: expected %s%s", what, value, strings.Join(allowed, ", "), meantName(value, allowed))}
}
