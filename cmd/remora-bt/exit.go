package main

import (
	"errors"
	"fmt"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/internal/plural"
)

// Exit codes, as documented in the README.
const (
	exitOK              = 0
	exitInternal        = 1
	exitUsage           = 2
	exitData            = 3
	exitLookAhead       = 4
	exitGate            = 5
	exitNotReproducible = 6
	exitInconclusive    = 7
	exitInterrupted     = 130
)

// An exitError carries the code that its error ends the program with.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

// usage marks err as the user's: a flag, a study or an output that cannot be.
func usage(err error) error { return withCode(exitUsage, err) }

// invalid marks err as a fault of the data.
func invalid(err error) error { return withCode(exitData, err) }

// withCode gives err an exit code unless it is nil or already has one.
func withCode(code int, err error) error {
	if err == nil || errors.As(err, new(exitError)) || errors.As(err, new(*fault.Error)) {
		return err
	}
	return exitError{code, err}
}

// A flagError is a mistake in the form of the command line itself.
type flagError struct{ error }

func (e flagError) Unwrap() error { return e.error }

// noRoom are the errors of a place that cannot take what is written to it: a full
// disk is the output's fault, whatever was at work.
var noRoom = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS}

func exitCode(err error) int {
	var e exitError
	var of *fault.Error
	switch {
	case slices.ContainsFunc(noRoom, func(full error) bool { return errors.Is(err, full) }):
		return exitUsage
	case errors.As(err, &e):
		return e.code
	case errors.As(err, &of) && of.Kind == fault.Data:
		return exitData
	case errors.As(err, &of):
		return exitUsage
	case errors.As(err, new(flagError)):
		return exitUsage
	default:
		return exitInternal
	}
}

// unknownCommand names the command that was probably meant.
func unknownCommand(cmd *cobra.Command, name string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return flagError{fmt.Errorf("unknown command %q for %q%s", name, cmd.CommandPath(), meantName(name, names))}
}

// meantName names the one that was probably meant, as the end of a message.
func meantName(word string, candidates []string) string {
	if near := nearest.Of(word, candidates); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// takes refuses another number of positional arguments with a usage error.
func takes(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return flagError{fmt.Errorf("%s takes %s, got %s", cmd.CommandPath(), what, plural.Of(len(args), "argument", "arguments"))}
		}
		return nil
	}
}

// noArgs refuses positional arguments with a usage error.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return flagError{fmt.Errorf("%s takes no arguments, got %q", cmd.CommandPath(), args[0])}
	}
	return nil
}
