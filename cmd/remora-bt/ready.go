package main

import (
	"fmt"
	"io"
	"os"

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

// ours refuses to write over a file that is there and is not of the kind that this one is;
// one of that kind is the same command's of an earlier time.
func ours(path, kind string, is func(string) bool, force bool) error {
	info, err := os.Stat(path)
	if force || err != nil || !info.Mode().IsRegular() || info.Size() == 0 || is(path) {
		return nil
	}
	return usage(fmt.Errorf("%s: is there and is not %s: choose another name, or replace it with --force", runfolder.Quoted(path), kind))
}
