package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A fileDiff is a file in which two runs of one study differ.
type fileDiff struct {
	Path string `json:"path"`
	What string `json:"what"`
}

func (d fileDiff) String() string { return fmt.Sprintf("%s: %s", runfolder.Quoted(d.Path), d.What) }

// rerun runs the study of a manifest into a temporary folder and compares it with
// dir, whose files are known to be those of the manifest.
func rerun(ctx context.Context, dir string, m report.Manifest) (diffs []fileDiff, err error) {
	place := filepath.Join(dir, runfolder.ManifestFile)
	s, err := config.ParseJSON(m.Config)
	if err != nil {
		err = fmt.Errorf("%s: config: %w", runfolder.Quoted(place), err)
		if m.Version != version {
			err = fmt.Errorf("%w\nthe run is of version %s, this is %s", err, runfolder.Quoted(m.Version), version)
		}
		return nil, invalid(err)
	}
	if s.Apply == nil { // those of a study alone look at no file
		if _, err := study.NewPlan(s.WithSample()); err != nil {
			return nil, withCode(exitCode(err), fmt.Errorf("the study of %s does not run again: %w", runfolder.Quoted(place), err))
		}
	}
	for _, path := range s.Files() {
		if !slices.ContainsFunc(m.Inputs, func(d formats.Digest) bool { return filepath.Clean(d.Path) == filepath.Clean(path) }) {
			return nil, invalid(fmt.Errorf("%s: config: %s is not among the inputs: it is not read", runfolder.Quoted(place), runfolder.Quoted(path)))
		}
	}
	temp, err := os.MkdirTemp("", "remora-bt-verify-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
	again := filepath.Join(temp, "run")
	if err := runStudy(ctx, s, runOptions{format: "csv", output: again, charts: chartChoice(m)}, io.Discard, io.Discard); err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		// Messages about a file quote it, and the manifest of a stranger may name any.
		return nil, withCode(exitCode(err), fmt.Errorf("the study of %s does not run again: the files that it names are at fault; what is in them is not shown, a run of the study by itself says more", runfolder.Quoted(place)))
	}
	second, err := readManifestOf(again)
	if err != nil {
		return nil, err
	}
	return compareFiles(dir, again, m, second)
}

func readManifestOf(dir string) (m report.Manifest, err error) {
	text, err := os.ReadFile(filepath.Join(dir, runfolder.ManifestFile))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(text, &m)
}

// compareFiles names every file that is not the same in both folders. Of the
// manifest, the date does not count.
func compareFiles(dir, again string, m, second report.Manifest) ([]fileDiff, error) {
	diffs := []fileDiff{}
	if m.Version != second.Version {
		diffs = append(diffs, fileDiff{runfolder.ManifestFile, fmt.Sprintf("written by version %s, this is %s", runfolder.Quoted(m.Version), second.Version)})
	}
	for _, o := range m.Outputs {
		i := slices.IndexFunc(second.Outputs, func(p formats.Digest) bool { return p.Path == o.Path })
		switch {
		case i < 0:
			diffs = append(diffs, fileDiff{o.Path, "a second run does not write it"})
		case second.Outputs[i].SHA256 != o.SHA256:
			where, err := firstDifference(filepath.Join(dir, filepath.FromSlash(o.Path)), filepath.Join(again, filepath.FromSlash(o.Path)))
			if err != nil {
				return nil, err
			}
			diffs = append(diffs, fileDiff{o.Path, where})
		}
	}
	for _, o := range second.Outputs {
		if !slices.ContainsFunc(m.Outputs, func(p formats.Digest) bool { return p.Path == o.Path }) {
			diffs = append(diffs, fileDiff{o.Path, "only a second run writes it"})
		}
	}
	m.Created, second.Created, m.Outputs, second.Outputs = "", "", nil, nil
	m.Version = second.Version
	a, errA := json.Marshal(m)
	b, errB := json.Marshal(second)
	if len(diffs) == 0 && !bytes.Equal(a, b) {
		diffs = append(diffs, fileDiff{runfolder.ManifestFile, "seed, study or inputs differ"})
	}
	return diffs, errors.Join(errA, errB)
}

// firstDifference says where two files part, in lines for text.
func firstDifference(a, b string) (string, error) {
	x, err := os.ReadFile(a)
	if err != nil {
		return "", err
	}
	y, err := os.ReadFile(b)
	if err != nil {
		return "", err
	}
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	sizes := fmt.Sprintf("%d and %d bytes", len(x), len(y))
	if bytes.IndexByte(x[:min(len(x), 1<<16)], 0) >= 0 {
		return fmt.Sprintf("differs from byte %d on (%s)", n+1, sizes), nil
	}
	return fmt.Sprintf("differs from line %d on (%s)", 1+bytes.Count(x[:n], []byte{'\n'}), sizes), nil
}
