package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/report/show"
)

func dataImportCmd() *cobra.Command {
	var output, pair, timeframe, format string
	cmd := &cobra.Command{
		Use:   "import FILE… --output DIR",
		Short: "Convert candle files to Parquet",
		Long: `import reads candle files of any format and writes one Parquet file for each pair
and timeframe, BTC_USDT-5m.parquet, and manifest.json with rows, range and the
SHA-256 of every input and output. Files of one pair and timeframe are merged in
order of time; rows that are equal in every value are kept once, rows of one time
that disagree all.

The names of files tell pair and timeframe (BTC_USDT-5m.feather,
BTCUSDT-5m-2024-01.zip) unless --pair and --timeframe do.

Candles with faults are refused with exit code 3; see 'remora-bt data check'.
Nothing is put in place before everything is written. A Parquet file that is in
the way is replaced if the folder's manifest lists it, else refused.`,
		Example: `  remora-bt data import BTCUSDT-5m-*.zip ETHUSDT-5m-*.zip --output candles
  remora-bt data import prices.csv --pair BTC/USDT --timeframe 1h --output candles`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return flagError{fmt.Errorf("data import needs files to read")}
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "folder to write to")
	cmd.Flags().StringVarP(&pair, "pair", "p", "", "the pair of all files, as in BTC/USDT")
	cmd.Flags().StringVarP(&timeframe, "timeframe", "i", "", "the timeframe of all files, as in 5m")
	bindFormat(cmd.Flags(), &format)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		tf, err := parseTimeframe(timeframe)
		if err != nil {
			return err
		}
		if output == "" {
			return flagError{fmt.Errorf("data import needs --output")}
		}
		jobs, err := importJobs(args, pair, tf)
		if err != nil {
			return err
		}
		done, err := runImport(cmd.Context(), jobs, output, cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		return writeImported(cmd.OutOrStdout(), done, format)
	}
	return cmd
}

// importJobs groups files by pair and timeframe, in the order of both.
func importJobs(files []string, pair string, tf data.Timeframe) ([]imported, error) {
	var jobs []imported
	for _, path := range files {
		pair, tf, err := identify(path, pair, tf)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(jobs, func(j imported) bool { return j.Pair == pair && j.tf == tf })
		if i < 0 {
			i = len(jobs)
			jobs = append(jobs, imported{Path: formats.FileName(pair, tf, "parquet"), Pair: pair, Timeframe: tf.String(), tf: tf})
		}
		jobs[i].paths = append(jobs[i].paths, path)
	}
	slices.SortFunc(jobs, func(a, b imported) int { return cmp.Or(cmp.Compare(a.Pair, b.Pair), cmp.Compare(a.tf, b.tf)) })
	return jobs, nil
}

// convert reads a job's inputs and writes its Parquet file into dir.
func (j *imported) convert(dir string) error {
	c, err := formats.ReadAll(j.paths, j.Pair, j.tf)
	if err != nil {
		return invalid(err)
	}
	r := data.Check(c)
	if r.Faults() > 0 {
		return invalid(refusal(j.paths, &r))
	}
	for _, path := range j.paths {
		d, err := formats.DigestOf(path)
		if err != nil {
			return invalid(err)
		}
		j.Inputs = append(j.Inputs, d)
	}
	c = formats.Merge(j.Pair, j.tf, []*data.Candles{c.Sorted()}) // repeated rows once
	path := filepath.Join(dir, j.Path)
	if err := formats.WriteParquet(path, c); err != nil {
		return usage(err)
	}
	d, err := formats.DigestOf(path)
	j.Rows, j.From, j.To, j.Missing, j.Bytes, j.SHA256 = c.Len(), r.First.RFC3339(), r.Last.RFC3339(), r.Missing(), d.Bytes, d.SHA256
	return usage(err)
}

// refusal names the first fault.
func refusal(paths []string, r *data.Report) error {
	where := paths[0]
	if len(paths) > 1 {
		where = fmt.Sprintf("%s and %d other files of %s", paths[0], len(paths)-1, r.Pair)
	}
	for f := range data.NumFlaws {
		if f.Fault() && r.Found[f].Count > 0 {
			first := r.Found[f].First[0]
			return fmt.Errorf("%s: row %d (%s): %s: %s (%s in all)", where, first.Row, first.Time.Exact(), f.Doc(), first.What, plural.Of(r.Faults(), "fault", "faults"))
		}
	}
	return fmt.Errorf("%s: there are no rows", where)
}

// runImport writes everything into a hidden folder and then moves it into place, the
// manifest last.
func runImport(ctx context.Context, jobs []imported, output string, stderr io.Writer) (_ []imported, err error) {
	if err := ready(stderr)(place.CheckFolder(output)); err != nil {
		return nil, err
	}
	kept, err := readImports(output)
	if err != nil {
		return nil, err
	}
	for _, j := range jobs {
		i := slices.IndexFunc(kept, func(k imported) bool { return k.Path == j.Path })
		if i >= 0 {
			kept = slices.Delete(kept, i, i+1)
		} else if path := filepath.Join(output, j.Path); exists(path) {
			return nil, usage(fmt.Errorf("%s exists and is not in %s there: remove it or choose another folder", path, manifestName))
		}
	}
	f, err := place.Stage(output)
	if err != nil {
		return nil, usage(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Drop())
		}
	}()
	for i := range jobs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		parallel.Tell(ctx, "converting", i, len(jobs))
		if err := jobs[i].convert(f.Temp); err != nil {
			return nil, err
		}
	}
	parallel.Tell(ctx, "converting", len(jobs), len(jobs))
	all := append(kept, jobs...)
	slices.SortFunc(all, func(a, b imported) int { return cmp.Compare(a.Path, b.Path) })
	if err := writeImports(filepath.Join(f.Temp, manifestName), all); err != nil {
		return nil, usage(err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return jobs, usage(f.Replace(nil, true, manifestName))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, os.ErrNotExist)
}

func writeImported(w io.Writer, done []imported, format string) error {
	p := printer(w, format)
	if format == "json" {
		p.JSON(done)
		return p.Err()
	}
	files := make([]show.ImportedFile, len(done))
	for i, j := range done {
		files[i] = show.ImportedFile{
			Pair: j.Pair, Timeframe: j.Timeframe, From: j.From, To: j.To, Path: j.Path,
			Rows: j.Rows, Missing: j.Missing, Inputs: len(j.Inputs), Bytes: j.Bytes,
		}
	}
	p.Imported(files)
	return p.Err()
}
