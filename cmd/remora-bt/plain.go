package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// plain is the text of an error without the names of system calls, in which nobody
// asked to stat anything: nope.yaml: no such file or folder.
func plain(err error) string {
	text := err.Error()
	for _, e := range systemErrors(err, nil) {
		text = strings.ReplaceAll(text, e.said, e.path+": "+e.why)
		text = strings.ReplaceAll(text, e.path+": "+e.path+": ", e.path+": ")
	}
	return text
}

type systemError struct{ said, path, why string }

// systemErrors are those that an error is made of.
func systemErrors(err error, found []systemError) []systemError {
	switch e := err.(type) {
	case nil:
		return found
	case *fs.PathError:
		return append(found, systemError{e.Error(), e.Path, why(e.Err)})
	case *os.LinkError:
		return append(found, systemError{e.Error(), e.New, why(e.Err)})
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			found = systemErrors(one, found)
		}
		return found
	}
	return systemErrors(errors.Unwrap(err), found)
}

func why(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "no such file or folder"
	}
	return err.Error()
}
