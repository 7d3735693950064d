// Package fault tells errors of what was asked for from those of the data, since they
// have exit codes of their own.
package fault

import "errors"

// A Kind says whose an error is.
type Kind uint8

// The kinds of errors.
const (
	Usage Kind = iota + 1 // the study, or a file that it names, asks for what cannot be
	Data                  // the market data, or a filter's own file, cannot be used
)

// An Error is an error of a known kind.
type Error struct {
	Kind Kind
	Err  error
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Misuse marks err as of kind Usage unless it is nil or has a kind.
func Misuse(err error) error { return ofKind(Usage, err) }

// Invalid marks err as of kind Data unless it is nil or has a kind.
func Invalid(err error) error { return ofKind(Data, err) }

func ofKind(k Kind, err error) error {
	if known := (*Error)(nil); err == nil || errors.As(err, &known) {
		return err
	}
	return &Error{k, err}
}
