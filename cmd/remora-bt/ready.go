package main

import (
	"fmt"
	"io"

	"github.com/remora-bt/remora-bt/report/runfolder"
)

// ready says on stderr what dead runs had left at an output that has been checked,
// and makes a fault of usage of what is wrong with it.
func ready(stderr io.Writer) func(removed []string, err error) error {
	return func(removed []string, err error) error {
		for _, path := range removed {
			fmt.Fprintf(stderr, "removed %s, which a run that was interrupted had left\n", runfolder.Quoted(path))
		}
		return usage(err)
	}
}
