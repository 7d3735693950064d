package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// verifyOptions are the flags of verify.
type verifyOptions struct {
	rerun    bool
	noInputs bool
	format   string
}

func verifyCmd() *cobra.Command {
	var o verifyOptions
	cmd := &cobra.Command{
		Use:   "verify DIR",
		Short: "Hash a run's inputs and outputs again, or run it again and compare bytes",
		Long: `verify reads the manifest of a run's folder and hashes every input and output
again. It prints a line for everything that is missing, truncated, changed,
foreign or unsafe to read, and then exits with 3.

Inputs are looked for at the paths that the run was given; start verify in the
folder in which the run was started, or leave them out with --no-inputs.

With --rerun it also runs the study in the manifest again, into a temporary
folder, and compares every file byte by byte. The exit code is 6 if any differs.`,
		Example: `  remora-bt verify out/2022
  remora-bt verify out/2022 --rerun
  remora-bt verify downloaded --no-inputs --format json`,
		Args: takes(1, "one run's folder"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.rerun && o.noInputs {
				return flagError{errors.New("--rerun needs the inputs: leave --no-inputs out")}
			}
			return verify(cmd.Context(), args[0], o, cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&o.rerun, "rerun", false, "run the study again and compare every file byte by byte")
	cmd.Flags().BoolVar(&o.noInputs, "no-inputs", false, "leave the inputs out, as for a folder from another machine")
	bindFormat(cmd.Flags(), &o.format, "table", "json", older)
	return cmd
}

// A verdictOfFiles is what verify found.
type verdictOfFiles struct {
	Folder      string            `json:"folder"`
	Version     string            `json:"version"`
	Inputs      int               `json:"inputs"`
	Outputs     int               `json:"outputs"`
	Faults      []runfolder.Fault `json:"faults"`
	Rerun       bool              `json:"rerun"`
	Differences []fileDiff        `json:"differences"` // null unless it was run again
}

func verify(ctx context.Context, dir string, o verifyOptions, stdout io.Writer) error {
	c, err := runfolder.Verify(ctx, dir, !o.noInputs)
	if err != nil {
		return invalid(err)
	}
	v := verdictOfFiles{Folder: dir, Version: c.Manifest.Version, Inputs: c.Inputs, Outputs: c.Outputs, Faults: c.Faults}
	if o.rerun && len(v.Faults) == 0 {
		v.Rerun = true
		if v.Differences, err = rerun(ctx, dir, c.Manifest); err != nil {
			return err
		}
	}
	if err := v.write(stdout, o); err != nil {
		return err
	}
	name := runfolder.Quoted(dir)
	switch {
	case len(v.Faults) > 0 && o.rerun:
		return withCode(exitData, fmt.Errorf("%s: %s; it was not run again", name, plural.Of(len(v.Faults), "fault", "faults")))
	case len(v.Faults) > 0:
		return withCode(exitData, fmt.Errorf("%s: %s", name, plural.Of(len(v.Faults), "fault", "faults")))
	case len(v.Differences) > 0:
		return withCode(exitNotReproducible, fmt.Errorf("%s: %s differ from those of a second run", name, plural.Of(len(v.Differences), "file", "files")))
	}
	return nil
}

func (v verdictOfFiles) write(w io.Writer, o verifyOptions) error {
	if o.format == "json" {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(v)
	}
	p := printer(w, o.format)
	for _, f := range v.Faults {
		p.Say("%s", f)
	}
	for _, d := range v.Differences {
		p.Say("%s", d)
	}
	if len(v.Faults)+len(v.Differences) > 0 {
		return p.Err()
	}
	again := ""
	if v.Rerun {
		again = "; a second run gave the same bytes"
	}
	inputs := plural.Of(v.Inputs, "input", "inputs")
	if o.noInputs {
		inputs = "inputs not looked at"
	}
	p.Say("%s: %s and %s as the manifest of version %s says%s", runfolder.Quoted(v.Folder), inputs, plural.Of(v.Outputs, "output", "outputs"), runfolder.Quoted(v.Version), again)
	return p.Err()
}
