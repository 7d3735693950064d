package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// write prints the result and writes the files that were asked for.
func (o gateOptions) write(e *gate.Evaluation, stdout io.Writer) error {
	if o.junit != "" {
		if err := place.File(o.junit, e.WriteJUnit); err != nil {
			return usage(err)
		}
	}
	if o.comment != "" {
		if err := place.File(o.comment, func(w io.Writer) error { return e.WriteSummary(w, gate.MaxComment) }); err != nil {
			return usage(err)
		}
	}
	if o.summary != "" {
		if err := appendSummary(e, o.summary); err != nil {
			return usage(fmt.Errorf("step summary: %w", err))
		}
	}
	switch o.format {
	case "json":
		return e.WriteJSON(stdout)
	case "junit":
		return e.WriteJUnit(stdout)
	case "md":
		return e.WriteSummary(stdout, gate.MaxSummary)
	case "github":
		return errors.Join(e.WriteText(&fenced{to: stdout}), e.WriteGitHub(stdout, o.annotated()))
	default:
		return e.WriteText(stdout)
	}
}

// A fenced writer keeps lines from being taken for workflow commands of GitHub
// Actions: a runner acts on every line that begins with :: or ##[ after white space.
type fenced struct {
	to     io.Writer
	inside bool // within a line
}

func (f *fenced) Write(p []byte) (int, error) {
	for i, line := range bytes.SplitAfter(p, []byte{'\n'}) {
		if len(line) == 0 {
			continue
		}
		text := bytes.TrimLeft(line, " \t")
		if (i > 0 || !f.inside) && (bytes.HasPrefix(text, []byte("::")) || bytes.HasPrefix(text, []byte("##["))) {
			if _, err := f.to.Write([]byte{'|'}); err != nil {
				return 0, err
			}
		}
		if _, err := f.to.Write(line); err != nil {
			return 0, err
		}
		f.inside = line[len(line)-1] != '\n'
	}
	return len(p), nil
}

// appendSummary adds the step summary to what the file holds, within GitHub's limit
// for both together.
func appendSummary(e *gate.Evaluation, path string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(e.WriteSummary(f, int(max(0, gate.MaxSummary-info.Size()))), f.Close())
}

// writeBaseline writes the run's baseline. A file that is there and is no baseline
// is not overwritten.
func writeBaseline(folder *runfolder.Folder, path string) error {
	if info, err := os.Lstat(path); err == nil && info.Size() > 0 {
		if _, err := gate.ReadBaseline(path); err != nil {
			return usage(fmt.Errorf("%w; it is not overwritten", err))
		}
	}
	b, err := gate.Snapshot(folder)
	if err != nil {
		return invalid(err)
	}
	return usage(place.File(path, b.Write))
}
