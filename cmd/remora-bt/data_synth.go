package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/internal/place"
)

// synthFormats are the formats that synth writes candles in.
var synthFormats = []string{"parquet", "csv.gz"}

// A synthJob is a sample that is to be written to a folder.
type synthJob struct {
	config     synthetic.Config
	fileFormat string
	output     string
	force      bool
}

func dataSynthCmd() *cobra.Command {
	var job synthJob
	var pairs, timeframe, timerange, format string
	def := synthetic.Default()
	cmd := &cobra.Command{
		Use:   "synth --output DIR",
		Short: "Write a synthetic sample: candles and context",
		Long: `synth makes a market that never was and writes it down: candles of several pairs
that share a common factor, with regimes, fat tails, bursts of volatility, hours of
the day and exchange outages; in DIR/context the series that go with them (Fear &
Greed, VIX, broad dollar, funding, dominance, open interest, liquidations, news) in
the shape and with the publication lags of the real ones; and manifest.json with
the seed and the SHA-256 of every file. Equal flags give equal candles and context
on every machine.

The folder can be given to 'remora-bt run -d DIR'. Nothing that a run says about
such data is evidence for or against a strategy.

The sample is written beside DIR and moved into place when it is complete. A DIR
that is not empty is refused; with --force the files of an older sample are
replaced and others stay.`,
		Example: `  remora-bt data synth --output sample
  remora-bt data synth --output sample --pairs BTC/USDT,FOO/USDT --timeframe 1h \
    --timerange 20200101-20241231 --seed 7 --force`,
		Args: noArgs,
	}
	fs := cmd.Flags()
	fs.StringVarP(&job.output, "output", "o", "", "folder to write to")
	fs.StringVarP(&pairs, "pairs", "p", strings.Join(def.Pairs, ","), "pairs, of any names")
	fs.StringVarP(&timeframe, "timeframe", "i", def.Timeframe.String(), "length of a candle, 1m to 1d")
	fs.StringVar(&timerange, "timerange", "20230101-20241231", "START-STOP; a STOP that is a day is included whole")
	job.config.Seed = def.Seed
	fs.Var((*seedFlag)(&job.config.Seed), "seed", "another number makes another market")
	fs.StringVar(&job.fileFormat, "format-file", synthFormats[0], "format of the candle files: "+strings.Join(synthFormats, ", "))
	fs.BoolVar(&job.force, "force", false, "write into a folder that is not empty")
	bindFormat(fs, &format)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := job.parse(pairs, timeframe, timerange); err != nil {
			return err
		}
		m, err := job.write(cmd.Context(), cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		return job.print(cmd.OutOrStdout(), m, format)
	}
	return cmd
}

// A seedFlag is the value of --seed.
type seedFlag uint64

func (f *seedFlag) String() string { return strconv.FormatUint(uint64(*f), 10) }
func (f *seedFlag) Type() string   { return "uint" }

// Set reads a flag's value.
func (f *seedFlag) Set(value string) error {
	n, err := strconv.ParseUint(value, 10, 64)
	if err != nil {
		return fmt.Errorf("expected a whole number from 0 to %d", uint64(math.MaxUint64))
	}
	*f = seedFlag(n)
	return nil
}

// parse checks the flags.
func (j *synthJob) parse(pairs, timeframe, timerange string) error {
	if j.output == "" {
		return flagError{fmt.Errorf("data synth needs --output")}
	}
	if !slices.Contains(synthFormats, j.fileFormat) {
		return flagError{fmt.Errorf("format %q of the candle files: expected %s", j.fileFormat, strings.Join(synthFormats, " or "))}
	}
	tf, err := data.ParseTimeframe(timeframe)
	if err != nil {
		return flagError{err}
	}
	r, err := data.ParseTimeRange(timerange)
	if err != nil {
		return flagError{err}
	}
	def := synthetic.Default()
	j.config.Pairs, j.config.Timeframe = splitPairs(pairs), tf
	j.config.From, j.config.To = def.From, def.To
	if r.HasFrom {
		j.config.From = r.From
	}
	if r.HasTo {
		j.config.To = synthEnd(r.To, tf)
	}
	return usage(j.config.Validate())
}

// synthEnd is the first open time after a range that ends at stop: after the whole
// of it if it is a day, else after the candle that opens there.
func synthEnd(stop data.Instant, tf data.Timeframe) data.Instant {
	if stop == stop.Day() {
		return stop.Add(data.Day)
	}
	return stop.Add(tf)
}

// manifest describes the sample, without its files.
func (j *synthJob) manifest() *synthetic.Manifest {
	c := j.config
	return &synthetic.Manifest{
		Program: "remora-bt", Kind: synthetic.Kind, Version: version, Generator: synthetic.Version, Seed: c.Seed,
		Timeframe: c.Timeframe.String(), From: c.From.RFC3339(), To: c.To.RFC3339(), Pairs: c.Pairs,
	}
}

// write makes the sample in a folder beside the output and moves it into place.
func (j *synthJob) write(ctx context.Context, stderr io.Writer) (*synthetic.Manifest, error) {
	m := j.manifest()
	if err := ready(stderr)(place.CheckFolder(j.output)); err != nil {
		return nil, err
	}
	return m, inPlace(ctx, j.output, j.force, func(dir string) error { return j.fill(ctx, dir, m) })
}

func (j *synthJob) print(w io.Writer, m *synthetic.Manifest, format string) error {
	p := printer(w, format)
	p.Synthetic(m, j.config.From, j.config.To)
	return p.Err()
}
