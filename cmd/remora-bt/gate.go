package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
	"github.com/remora-bt/remora-bt/report/show"
	"github.com/remora-bt/remora-bt/report/table"
)

// gateOptions are the flags of gate.
type gateOptions struct {
	run, baseline string
	file          string
	rules         []string
	update        string
	format        string
	detail        show.Detail
	junit         string
	comment       string
	conclusive    bool
	allow         bool
	force         bool
	resamples     int
	seed          uint64
	summary       string // where GitHub wants the step summary; from the environment
}

func gateCmd() *cobra.Command {
	var o gateOptions
	cmd := &cobra.Command{
		Use:   "gate --run DIR",
		Short: "Check a run against rules and a baseline, for continuous integration",
		Long: `gate reads a finished run and applies rules to it: a metric, an operator and a
value, each at level off, warn or error. It exits with 5 if a rule at level error
does not hold. An undefined metric fails its rule; an unknown one, or a rule that
applies to nothing, is an error of its own (2).

` + table.Wrap("Metrics are those of 'remora-bt list metrics', "+strings.Join(gateWords(), ", ")+", and drift.* against a baseline.", 80) + `
Those of the answers are of all counted strategies together; a rule with selectors
is about each that it selects.

Without -c and --rule there must be trades, the comparison must be valid, and the
filter must hurt neither profit nor the worst days. Against a baseline of the same
entry signals both filters are tested as a pair: the new one must not be worse, and
where the old one helped it must keep that. Useless refusals may go.

The baseline is another run's folder, or the small file that --update writes,
which is meant to be committed. If GITHUB_STEP_SUMMARY is set, the result is
appended to that file as Markdown.`,
		Example: `  remora-bt gate --run out/2022
  remora-bt gate --run out/2022 --update gate-baseline.json
  remora-bt gate --run out/2022 --baseline gate-baseline.json -c gate.yaml --format github --junit gate.xml
  remora-bt gate --run out/2022 --rule 'max_drawdown_mtm <= 60%' --rule 'profit.answer != HURTS'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.check(); err != nil {
				return err
			}
			o.summary = os.Getenv("GITHUB_STEP_SUMMARY")
			return gateRun(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&o.run, "run", "", "folder of the run to check")
	cmd.Flags().StringVar(&o.baseline, "baseline", "", "folder of another run, or a file that --update wrote")
	cmd.Flags().StringVarP(&o.file, "config", "c", "", "gate file (YAML)")
	cmd.Flags().StringArrayVar(&o.rules, "rule", nil, "a rule at level error, as in 'profit_factor >= 1'; repeatable")
	cmd.Flags().StringVar(&o.update, "update", "", "write the run's baseline to this file and check nothing")
	bindFormat(cmd.Flags(), &o.format, gateFormats...)
	bindDetail(cmd.Flags(), &o.detail, "print every rule, however many hold")
	cmd.Flags().StringVar(&o.junit, "junit", "", "also write JUnit XML to this file")
	cmd.Flags().BoolVar(&o.force, "force", false, "let --junit and --comment write over files of another kind")
	cmd.Flags().StringVar(&o.comment, "comment", "", "also write what GITHUB_STEP_SUMMARY gets to this file, for a comment on a pull request")
	cmd.Flags().BoolVar(&o.conclusive, "require-conclusive", false, "exit with 7 if either answer is INCONCLUSIVE, INVALID or absent")
	cmd.Flags().BoolVar(&o.allow, "allow-inconclusive", false, "let what the baseline's filter had be unsure now; built-in rules only")
	cmd.Flags().IntVar(&o.resamples, "resamples", 2000, "resamples of the bootstrap for drift")
	cmd.Flags().Uint64Var(&o.seed, "seed", 1, "seed of the bootstrap")
	return cmd
}

// gateFormats are the forms of the result.
var gateFormats = []string{"table", "json", "md", "junit", "github", older}

// gateWords are the short names that the help mentions.
func gateWords() []string {
	var out []string
	for _, w := range gate.Vocabulary() {
		out = append(out, w[0])
	}
	return out
}

func (o gateOptions) check() error {
	switch {
	case o.run == "":
		return flagError{errors.New("gate needs --run: the folder of a finished run")}
	case o.update != "" && (o.baseline != "" || o.file != "" || len(o.rules) > 0 || o.junit != "" || o.comment != ""):
		return flagError{errors.New("--update checks nothing: leave --baseline, --config, --rule, --junit and --comment out")}
	case o.allow && (o.file != "" || len(o.rules) > 0):
		return flagError{errors.New("--allow-inconclusive is of the built-in rules: leave --config and --rule out")}
	case o.resamples < 1 || o.resamples > maxResamples:
		return flagError{fmt.Errorf("resamples %d: expected 1 to %d", o.resamples, maxResamples)}
	}
	return loud(o.detail)
}

func gateRun(ctx context.Context, o gateOptions, stdout, stderr io.Writer) error {
	g, text, err := o.gate()
	if err != nil {
		return usage(err)
	}
	for _, path := range []string{o.update, o.junit, o.comment} {
		if path == "" {
			continue
		}
		if err := ready(stderr)(place.CheckFile(path)); err != nil {
			return err
		}
	}
	if err := cmp.Or(ours(o.junit, "JUnit XML", gate.IsJUnit, o.force), ours(o.comment, "a comment of the gate", gate.IsSummary, o.force)); err != nil {
		return err
	}
	folder, err := runfolder.Open(o.run)
	if err != nil {
		return invalid(err)
	}
	if o.update != "" {
		if err := writeBaseline(folder, o.update); err != nil {
			return err
		}
		_, err := fmt.Fprintf(stderr, "wrote %s\n", runfolder.Quoted(o.update))
		return err
	}
	base, err := o.readBaseline()
	if err != nil {
		return invalid(err)
	}
	e, faults, err := gate.Evaluate(ctx, g, folder, base)
	if err != nil {
		return invalid(err)
	}
	if len(faults) > 0 {
		return usage(text.faults(faults))
	}
	e.Baseline, e.Width, e.Quiet, e.Verbose = o.baseline, widthOf(stdout), o.detail.Quiet, o.detail.Verbose
	if err := o.write(e, stdout); err != nil {
		return err
	}
	return o.judge(e)
}

// gate is the one that file and flags ask for, or the built-in one.
func (o *gateOptions) gate() (g gate.Gate, t gateText, err error) {
	if o.file != "" {
		var f gate.File
		if g, f, t, err = readGate(o.file); err != nil {
			return g, t, err
		}
		o.conclusive = o.conclusive || f.RequireConclusive
	}
	for _, text := range o.rules {
		c, err := gate.ParseCheck(text)
		if err != nil {
			return g, t, err
		}
		g.Rules = append(g.Rules, gate.Rule{Check: c, Level: gate.Error, Place: len(g.Rules)})
	}
	g.AllowInconclusive = o.allow
	g.Resampling = runfolder.Resampling{Resamples: o.resamples, Seed: o.seed}
	return g, t, nil
}

// readBaseline reads a folder or a file; nil if none is given.
func (o gateOptions) readBaseline() (*gate.Baseline, error) {
	switch {
	case o.baseline == "":
		return nil, nil
	case runfolder.IsFolder(o.baseline):
		f, err := runfolder.Open(o.baseline)
		if err != nil {
			return nil, err
		}
		return gate.Snapshot(f)
	default:
		return gate.ReadBaseline(o.baseline)
	}
}

// judge is the exit code. A rule that fails weighs more than an answer that is
// inconclusive.
func (o gateOptions) judge(e *gate.Evaluation) error {
	switch n := e.Count(gate.Failed); {
	case n == 1:
		return withCode(exitGate, errors.New("gate failed: 1 rule does not hold"))
	case n > 1:
		return withCode(exitGate, fmt.Errorf("gate failed: %d rules do not hold", n))
	case o.conclusive && e.Answers == nil:
		return withCode(exitInconclusive, errors.New("inconclusive: the run has no answers"))
	case o.conclusive && !e.Conclusive():
		return withCode(exitInconclusive, fmt.Errorf("inconclusive: profit %s, risk %s", e.Answers.Profit.Answer, e.Answers.Risk.Answer))
	}
	return nil
}

// annotated is the gate's file as GitHub can link it: relative, with slashes; ""
// for one outside of the repository.
func (o gateOptions) annotated() string {
	if o.file == "" || !filepath.IsLocal(o.file) {
		return ""
	}
	return filepath.ToSlash(filepath.Clean(o.file))
}
