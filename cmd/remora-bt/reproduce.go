package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/backtest/published"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/show"
)

// reproduceOptions are the flags of reproduce.
type reproduceOptions struct {
	dir, format string
	names       []string
	audited     bool
	detail      show.Detail
}

func reproduceCmd() *cobra.Command {
	var o reproduceOptions
	cmd := &cobra.Command{
		Use:   "reproduce -d DIR",
		Short: "Re-run the published study report by report",
		Long: `reproduce runs the 46 backtest reports of the published study on your candles
of BTC/USDT (5 minutes, 2020-01-01 to 2025-11-23) and compares every summary
figure as printed text, and the per-day tables row by row.

A report that differs is run again on candles corrected by the documented list of
known data differences. If it is then equal, its verdict names the difference;
nothing else excuses one. --cell prints every figure of the reports it names.

The exit code is 0 if every report is equal or differs for a known reason, else 6,
also where the candles do not cover a report; 3 if they cover none.

With --audit it says instead what the published filter is worth: what of its gain
comes from trading less and what it chose, against the same windows shifted in time
by every number of whole days, and whether it beats a smaller stake on the worst
days.

Source: ` + published.Source,
		Example: `  remora-bt reproduce -d candles
  remora-bt reproduce -d candles --cell NFIQuickstartStrategy/20220101-20221231
  remora-bt reproduce -d candles --audit
  remora-bt reproduce -d candles --format json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.audited && len(o.names) > 0 {
				return flagError{fmt.Errorf("--audit looks at all reports: leave --cell out")}
			}
			if err := loud(o.detail); err != nil {
				return err
			}
			o.detail.Verbose = o.detail.Verbose || len(o.names) > 0
			return reproduce(cmd.Context(), o, cmd.OutOrStdout())
		},
	}
	bindPath(cmd.Flags(), &o.dir, "datadir", "d", "folder with candles of BTC/USDT, 5m")
	cmd.Flags().StringSliceVar(&o.names, "cell", nil, "only these reports: Class/timerange, a class, a timerange or a part of either")
	bindFormat(cmd.Flags(), &o.format)
	cmd.Flags().BoolVar(&o.audited, "audit", false, "say what the published filter is worth")
	bindDetail(cmd.Flags(), &o.detail, "every figure of every report, every table of the audit")
	return cmd
}

// reproduce runs the reports that were asked for, prints them or the audit, and
// judges them.
func reproduce(ctx context.Context, o reproduceOptions, stdout io.Writer) error {
	reports, err := published.Pick(o.names)
	if err != nil {
		return usage(err)
	}
	candles, file, err := loadStudyCandles(o.dir)
	if err != nil {
		return err
	}
	cells, err := published.Reproduce(ctx, candles, reports)
	if err != nil {
		return invalid(fmt.Errorf("%s: %w", file, err))
	}
	p := printer(stdout, o.format)
	if !o.audited {
		p.Published(cells, o.detail)
		return cmp.Or(p.Err(), reproduced(cells, file))
	}
	if n := published.Count(cells)[published.Uncovered]; n > 0 {
		return invalid(fmt.Errorf("%s: the candles do not cover %s of %d, and the audit needs them all", file, plural.Of(n, "report", "reports"), len(cells)))
	}
	a, err := published.NewAudit(ctx, candles, cells)
	if err != nil {
		return invalid(err)
	}
	p.Audit(a, o.detail)
	return cmp.Or(p.Err(), reproduced(cells, file))
}

// loadStudyCandles reads the one pair that the study is about, and names its file.
func loadStudyCandles(dir string) (c *data.Candles, file string, err error) {
	if dir == "" {
		return nil, "", flagError{fmt.Errorf("reproduce needs --datadir: a folder with candles of BTC/USDT, 5m, from 2020-01-01 to 2025-11-23")}
	}
	d, err := formats.OpenDir(dir)
	if err != nil {
		return nil, "", invalid(err)
	}
	c, source, err := d.Load("BTC/USDT", 5*data.Minute)
	if err != nil {
		return nil, "", invalid(err)
	}
	return c, source.Files[0].Path, nil
}

// reproduced is the exit code: a difference that nothing known explains is a failure, and
// so is a report that the candles do not cover.
func reproduced(cells []published.Reproduction, file string) error {
	var failed []string
	for _, c := range cells {
		if c.Verdict == published.Different {
			failed = append(failed, c.Report.Name())
		}
	}
	var faults []error
	if n := len(failed); n > 0 {
		const named = 6
		if n > named {
			failed = append(failed[:named], fmt.Sprintf("%d more", n-named))
		}
		faults = append(faults, fmt.Errorf("%d of %s differ for no known reason: %s", n, plural.Of(len(cells), "report", "reports"), strings.Join(failed, ", ")))
	}
	code := exitNotReproducible
	if n := published.Count(cells)[published.Uncovered]; n > 0 {
		faults = append(faults, fmt.Errorf("%s: the candles do not cover the range of %d of %s", file, n, plural.Of(len(cells), "report", "reports")))
		if n == len(cells) {
			code = exitData
		}
	}
	return withCode(code, errors.Join(faults...))
}
