package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/backtest/apply"
	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/memory"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/show"
)

// runOptions are the flags of run that say what to print and write, not what to
// simulate.
type runOptions struct {
	format string
	output string
	charts string // one of chartChoices
	worst  int
	force  bool
	detail show.Detail

	conclusive bool
	noColor    bool
}

func runCmd() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Backtest strategies without and with the filter",
		Long: `run replays candles through strategies, once without (baseline) and once with
the filter (filtered). It answers first whether the filter's choice helps profit
and whether it helps the worst days, then prints the tables that matter most; with
--verbose all of them, with --quiet the answers alone.

Without --datadir it makes two years of synthetic sample data in memory; nothing
is downloaded. A study file holds the same keys as the flags, with underscores;
flags override it. freqtrade's config.json is read as it is; what in it has no
bearing is named, and what only freqtrade can simulate is refused. ROI table and
stop are the strategies' own unless the study gives others.`,
		Example: `  remora-bt run
  remora-bt run -d user_data/data/binance --pairs BTC/USDT --timerange 20220101-20221231 \
    --strategy-list NFIQuickstart,MACDCross --filter blocks:blocks.json --output out/2022
  remora-bt run -c study.yaml`,
		Args: noArgs,
	}
	bound := bindStudy(cmd)
	o.bind(cmd.Flags())
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s, err := bound()
		if err != nil {
			return usage(err)
		}
		if err := o.check(); err != nil {
			return err
		}
		return runStudy(cmd.Context(), s, o, cmd.OutOrStdout(), cmd.ErrOrStderr())
	}
	return cmd
}

func (o *runOptions) bind(fs *pflag.FlagSet) {
	bindFormat(fs, &o.format)
	bindPath(fs, &o.output, "output", "o", "folder to write the run to: report.html, summary.json, trades.csv and more")
	fs.StringVar(&o.charts, "charts", "svg", "files of charts in the output folder, which report.html does not need: "+strings.Join(chartChoices(), ", ")+"; png takes longer")
	fs.BoolVar(&o.force, "force", false, "write into a folder that holds the run of another study, which goes, or other files, which stay")
	fs.IntVar(&o.worst, "worst", 5, "drawdowns and refused trades to print of each kind, 0 for all")
	bindDetail(fs, &o.detail, "print every table of every strategy, and every warning")
	fs.BoolVar(&o.noColor, "no-color", false, "print without colours, as the variable NO_COLOR asks for")
	bindNone(fs)
	bindMemory(fs)
	fs.BoolVar(&o.conclusive, "require-conclusive", false, "exit with 7 if an answer about all cells is INCONCLUSIVE or INVALID, or there is none")
}

func (o runOptions) check() error {
	if o.worst < 0 {
		return flagError{fmt.Errorf("worst %d: expected a number of at least 0", o.worst)}
	}
	if err := loud(o.detail); err != nil {
		return err
	}
	_, err := chartFormats(o.charts)
	return err
}

// runStudy is the main job, from study to tables and run folder.
func runStudy(ctx context.Context, s config.Study, o runOptions, stdout, stderr io.Writer) error {
	if s = s.WithSample(); s.Unfiltered() {
		fmt.Fprintf(stderr, "remora-bt: no filter: the risk engine needs candles that divide an hour, and those of the synthetic sample are of %s\n", s.Timeframe)
	}
	return runPlan(ctx, func() (*study.Plan, error) { return apply.PlanOf(s) }, o, stdout, stderr)
}

// runPlan runs what a plan says.
func runPlan(ctx context.Context, plan func() (*study.Plan, error), o runOptions, stdout, stderr io.Writer) error {
	p, err := plan()
	if err != nil {
		return err
	}
	f, err := p.OpenFilters()
	if err != nil {
		return err
	}
	second, err := p.Study.OpenAgainst()
	if err != nil {
		return err
	}
	if o.output != "" {
		config, err := p.Config()
		if err != nil {
			return err
		}
		if err := ready(stderr)(report.CheckFolder(o.output, config, o.force)); err != nil {
			return err
		}
	}
	p.Most = memory.Allowed()
	h, err := p.LoadFiltered(ctx, f, second)
	if err != nil {
		return err
	}
	fit(h, stderr)
	found, err := h.Run(ctx, f, second)
	if err != nil {
		return err
	}
	r, err := report.New(found, version)
	if err != nil {
		return err
	}
	r.Overwrite = o.force
	looked := ""
	if o.output != "" {
		if r.Charts, err = chartFormats(o.charts); err != nil {
			return usage(err)
		}
		if err := addCharts(ctx, found, r); err != nil {
			return err
		}
		if err := r.WriteFolder(ctx, o.output); err != nil {
			return usage(err)
		}
		fmt.Fprintf(stderr, "wrote %s\n", o.output)
		if look, ok := found.Look(r.Manifest.Inputs); ok {
			looked = addLook(o.output, look, stderr)
		}
	}
	opt := sheet.Options{Format: o.format, Width: widthOf(stdout), Color: coloured(stdout) && !o.noColor, Worst: o.worst, Verbose: o.detail.Verbose, Quiet: o.detail.Quiet}
	if o.output != "" {
		opt.Last = append(opt.Last, "Full report: "+filepath.Join(o.output, "report.html"))
		if looked != "" {
			opt.Last = append(opt.Last, looked)
		}
	}
	if err := r.WriteTables(stdout, opt); err != nil {
		return err
	}
	if o.conclusive {
		return conclusive(found)
	}
	return nil
}

// conclusive is an error unless both answers about all cells say something.
func conclusive(r *study.Result) error {
	if r.Joint == nil {
		return withCode(exitInconclusive, errors.New("inconclusive: a run without a filter has no answers"))
	}
	a := &r.Joint.Answers
	for _, x := range []struct {
		of     string
		answer verdict.Answer
	}{{"profit", a.Profit.Answer}, {"risk", a.Risk.Answer}} {
		if x.answer == verdict.Inconclusive || x.answer == verdict.Invalid {
			return withCode(exitInconclusive, fmt.Errorf("inconclusive: the answer about %s is %s", x.of, x.answer))
		}
	}
	return nil
}
