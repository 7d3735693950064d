package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/report"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/strategies"
)

// runOptions are the flags of run that say what to print and write, not what to
// simulate.
type runOptions struct {
	format  string
	output  string
	charts  string // one of chartChoices
	worst   int
	force   bool
	verbose bool
}

func runCmd() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Backtest strategies without and with the filter",
		Long: `run replays candles through strategies, once without (baseline) and once with
the filter (filtered), and prints both arms side by side, what the filter refused
and why, and each strategy's tables: all of them for one strategy or with
--verbose, else the most important.

Without --datadir it makes two years of synthetic sample data in memory; nothing
is downloaded. A study file holds the same keys as the flags, with underscores;
flags override it. ROI table and stop are the strategies' own unless the study
gives others.`,
		Example: `  remora-bt run
  remora-bt run -d user_data/data/binance --pairs BTC/USDT --timerange 20220101-20221231 \
    --strategy-list NFIQuickstart,MACDCross --filter blocks:blocks.json --output out/2022
  remora-bt run -c study.yaml`,
		Args: noArgs,
	}
	study := bindStudy(cmd.Flags())
	cmd.Flags().StringVar(&o.format, "format", "table", strings.Join(table.Formats, ", "))
	bindPath(cmd.Flags(), &o.output, "output", "o", "folder to write the run to: report.html, summary.json, trades.csv and more")
	cmd.Flags().StringVar(&o.charts, "charts", "svg", "files of charts in the output folder, which report.html does not need: "+strings.Join(chartChoices(), ", ")+"; png takes longer")
	cmd.Flags().BoolVar(&o.force, "force", false, "write into a folder that holds other files: they stay")
	cmd.Flags().IntVar(&o.worst, "worst", 5, "drawdowns and refused trades to print of each kind, 0 for all")
	cmd.Flags().BoolVarP(&o.verbose, "verbose", "v", false, "print every table of every strategy")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		s, err := study()
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

func (o runOptions) check() error {
	if !slices.Contains(table.Formats, o.format) {
		return flagError{fmt.Errorf("format %q: expected %s", o.format, strings.Join(table.Formats, ", "))}
	}
	if o.worst < 0 {
		return flagError{fmt.Errorf("worst %d: expected a number of at least 0", o.worst)}
	}
	_, err := chartFormats(o.charts)
	return err
}

// runStudy is the main job, from study to tables and run folder.
func runStudy(ctx context.Context, s Study, o runOptions, stdout, stderr io.Writer) error {
	s = s.withDemo()
	if s.unfiltered {
		fmt.Fprintf(stderr, "remora-bt: no filter: the risk engine needs candles that divide an hour, and those of the synthetic sample are of %s\n", s.Timeframe)
	}
	p, err := makePlan(s)
	if err != nil {
		return usage(err)
	}
	f, err := openFilter(s)
	if err != nil {
		return err
	}
	if o.output != "" {
		if err := ready(stderr)(report.CheckFolder(o.output, o.force)); err != nil {
			return err
		}
	}
	h, err := load(ctx, p)
	if err != nil {
		return err
	}
	screening, err := screen(ctx, p, h, f)
	if err != nil {
		return err
	}
	cells, err := simulate(ctx, p, h, screening)
	if err != nil {
		return err
	}
	r, err := buildReport(ctx, p, h, f, cells)
	if err != nil {
		return err
	}
	r.Overwrite = o.force
	if o.output != "" {
		if r.Charts, err = chartFormats(o.charts); err != nil {
			return usage(err)
		}
		if err := addCharts(ctx, p, f, r, cells); err != nil {
			return err
		}
		if err := r.WriteFolder(ctx, o.output); err != nil {
			return usage(err)
		}
		fmt.Fprintf(stderr, "wrote %s\n", o.output)
	}
	opt := report.Options{Format: o.format, Width: widthOf(stdout), Color: coloured(stdout), Worst: o.worst, Verbose: o.verbose}
	if err := r.WriteTables(stdout, opt); err != nil {
		return err
	}
	if (o.format == "table" || o.format == "md") && r.Brief(opt) {
		fmt.Fprintln(stderr, "--verbose prints every table of every strategy: summary, drawdowns, tags, risk classes, regimes and more")
	}
	return nil
}

// withDemo fills in the built-in study where nothing says what to run on.
func (s Study) withDemo() Study {
	if s.Filter == "" {
		s.Filter = "none"
		if s.DataDir == "" {
			tf, err := data.ParseTimeframe(s.Timeframe)
			if s.unfiltered = err == nil && data.Hour%tf != 0 && s.RiskPair == ""; !s.unfiltered {
				s.Filter = "default"
			}
		}
	}
	if s.DataDir != "" {
		return s
	}
	if len(s.Pairs) == 0 {
		s.Pairs = []string{"BTC/USDT"}
	}
	if len(s.Strategies) == 0 {
		for _, spec := range strategies.All() {
			s.Strategies = append(s.Strategies, spec.Name)
		}
	}
	return s
}

// buildReport measures the arms and gathers what the writers need.
func buildReport(ctx context.Context, p *plan, h *history, f *signals.Filter, cells []cell) (*report.Study, error) {
	m, err := manifest(p, h, f)
	if err != nil {
		return nil, err
	}
	comparisons, grid, err := compareCells(ctx, p, f, cells)
	if err != nil {
		return nil, err
	}
	r := &report.Study{
		Grid:     grid,
		Manifest: m, Synthetic: h.synthetic, StakeCurrency: p.study.currency(), Timeframe: p.timeframe.String(),
		Filter: filterReport(p, f, cells), Signals: stretches(cells),
		Breakdown: p.study.Breakdown, Warnings: warnings(p, h, cells), Cells: make([]report.Cell, len(cells)),
	}
	return r, parallel.Each(ctx, len(cells), func(i int) {
		c := &cells[i]
		arm := func(name string, result *backtest.Result) *report.Arm {
			m := metrics.New(result)
			return &report.Arm{Strategy: p.specs[c.spec].Name, Arm: name, Result: result, Run: m, Said: c.said(m.Trades)}
		}
		r.Cells[i] = report.Cell{
			Strategy: p.specs[c.spec].Name, Pairs: p.study.Pairs, TimeRange: p.spans[c.span].String(), Rules: &p.rules[c.spec], Baseline: arm(report.Baseline, c.baseline),
		}
		if c.filtered != nil {
			r.Cells[i].Filtered = arm(report.Filtered, c.filtered)
			judgeCell(c, f, &r.Cells[i])
			r.Cells[i].Comparison = comparisons[i]
		}
	})
}

// warnings are doubts about the data that the tables carry with them.
func warnings(p *plan, h *history, cells []cell) []string {
	var out []string
	if h.found != nil {
		out = append(out, h.found.Warnings()...)
	}
	for i, pair := range p.study.Pairs {
		if _, ok := p.study.AmountStep[pair]; !ok && !p.study.market(pair).Known {
			out = append(out, fmt.Sprintf("%s is not in the table of markets: amounts are cut to 8 decimals, stops to the candles' decimals, no smallest order; --amount-step sets the step", pair))
		}
		for k := range p.spans {
			out = append(out, p.tapeWarnings(cells[k*len(p.specs)].books[i].Tape, k)...)
		}
		if i < len(h.sources) && len(h.sources[i].Unused) > 0 {
			out = append(out, fmt.Sprintf("%s: read from %s; also there and not used: %s", pair, h.sources[i].Format, strings.Join(h.sources[i].Unused, ", ")))
		}
	}
	return out
}

// tapeWarnings are doubts about the candles of a pair in one of the timeranges.
func (p *plan) tapeWarnings(t *data.Tape, span int) (out []string) {
	where := t.Pair
	if len(p.spans) > 1 {
		where += " " + p.spans[span].String()
	}
	warn := func(format string, args ...any) {
		out = append(out, where+": "+fmt.Sprintf(format, args...))
	}
	if t.Filled > 0 {
		warn("%s filled with the close before", counted(t.Filled, "missing candle"))
	}
	if read := t.Len() - t.Filled; t.Filled > read {
		warn("more candles were filled than read (%s)", counted(read, "candle"))
	}
	if t.Reordered > 0 {
		warn("%s out of order, put in order of time", counted(t.Reordered, "row"))
	}
	if t.Merged > 0 {
		warn("%s with the open time of another merged, %d of them with other values", counted(t.Merged, "row"), t.Disagreed)
	}
	if before, after := t.Short(); before > data.Day || after > data.Day {
		warn("the timerange is %s, but the candles run from %s to %s", t.Asked, t.First, t.Time(t.Len()-1))
	}
	return out
}
