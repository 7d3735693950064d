package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/fetch"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report/show"
)

func dataCheckCmd() *cobra.Command {
	var dir, pairs, timeframe, format string
	cmd := &cobra.Command{
		Use:   "check -d DIR | FILE…",
		Short: "Check candle files and print what they cover",
		Long: `check reads candles and prints a coverage table: rows, range, gaps with their
dates, and what is wrong or odd, with the first rows of each kind.

` + flawsDoc() + `
A run refuses what is a fault here, in the rows of its range; what it can put right
as freqtrade does, order, duplicates and gaps, it does and says how many rows it
moved, merged and made up. Where more candles are missing than there are, the
verdict is "sparse".

With --datadir it checks the spot candles of a folder, of several formats the one
that a run would read. FILEs are checked one by one; their names tell pair and
timeframe (BTC_USDT-5m.feather, BTCUSDT-5m-2024-01.zip) unless --pairs and
--timeframe do.

The files that 'data fetch' wrote to the folder are held to its manifest as well.

The exit code is 3 if there are faults or files that cannot be read.`,
		Example: `  remora-bt data check -d user_data/data/binance
  remora-bt data check -d candles --pairs BTC/USDT,ETH/USDT --timeframe 5m
  remora-bt data check BTCUSDT-5m-2024-*.zip --format json`,
		Args: cobra.ArbitraryArgs,
	}
	cmd.Flags().StringVarP(&dir, "datadir", "d", "", "folder of candle files")
	cmd.Flags().StringVarP(&pairs, "pairs", "p", "", "only these pairs, as in BTC/USDT,ETH/USDT")
	cmd.Flags().StringVarP(&timeframe, "timeframe", "i", "", "only this timeframe, as in 5m")
	bindFormat(cmd.Flags(), &format)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		tf, err := parseTimeframe(timeframe)
		if err != nil {
			return err
		}
		tasks, err := checkTasks(dir, splitPairs(pairs), tf, args)
		if err != nil {
			return err
		}
		checks, faults, err := runChecks(cmd.Context(), tasks)
		if err != nil {
			return err
		}
		if dir != "" {
			changed, err := fetch.Changed(dir)
			for _, text := range changed {
				err = errors.Join(err, errors.New(text))
			}
			faults = errors.Join(faults, err)
		}
		p := printer(cmd.OutOrStdout(), format)
		p.Checks(checks)
		return errors.Join(p.Err(), invalid(faults))
	}
	return cmd
}

// flawsDoc lists the flaws for the help text.
func flawsDoc() string {
	var b strings.Builder
	for _, faults := range []bool{true, false} {
		fmt.Fprintln(&b, map[bool]string{true: "Faults make candles unfit for use:", false: "Notes happen in true histories:"}[faults])
		for f := range data.NumFlaws {
			if f.Fault() == faults {
				fmt.Fprintf(&b, "  %-13s %s\n", f, f.Doc())
			}
		}
	}
	return b.String()
}

// A checkTask is candles that are to be checked.
type checkTask struct {
	pair string
	tf   data.Timeframe
	read func() (*data.Candles, formats.Source, error)
}

func checkTasks(dir string, pairs []string, tf data.Timeframe, files []string) ([]checkTask, error) {
	switch {
	case dir == "" && len(files) == 0:
		return nil, flagError{fmt.Errorf("data check needs --datadir or files")}
	case dir != "" && len(files) > 0:
		return nil, flagError{fmt.Errorf("data check takes --datadir or files, not both")}
	case dir != "":
		return folderTasks(dir, pairs, tf)
	case len(pairs) > 1:
		return nil, flagError{fmt.Errorf("data check of files takes one pair, got %s", strings.Join(pairs, ","))}
	}
	var tasks []checkTask
	for _, path := range files {
		pair, tf, err := identify(path, strings.Join(pairs, ""), tf)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, checkTask{pair, tf, func() (*data.Candles, formats.Source, error) {
			c, err := formats.Read(path, pair, tf)
			format := ""
			if n, ok := formats.ParseName(path); ok {
				format = n.Format
			}
			return c, formats.Source{Pair: pair, Timeframe: tf, Format: format, Files: []formats.File{{Path: path}}}, err
		}})
	}
	return tasks, nil
}

// identify tells the pair and timeframe of a file by its name where the flags do
// not.
func identify(path, pair string, tf data.Timeframe) (string, data.Timeframe, error) {
	if pair != "" {
		if err := data.CheckPair(pair); err != nil {
			return "", 0, flagError{err}
		}
	}
	if _, err := os.Stat(path); err != nil {
		return "", 0, invalid(err)
	}
	n, ok := formats.ParseName(path)
	if ok && n.Kind != "" && pair == "" {
		return "", 0, invalid(fmt.Errorf("%s: these are %s candles of futures: only spot candles are read", path, n.Kind))
	}
	if pair == "" && ok && strings.Contains(n.Pair, "/") {
		pair = n.Pair
	}
	if tf == 0 && ok {
		tf = n.Timeframe
	}
	if pair == "" || tf == 0 {
		return "", 0, usage(fmt.Errorf("%s: the name does not tell pair and timeframe, as BTC_USDT-5m.csv does, nor do the flags", path))
	}
	return pair, tf, nil
}

// folderTasks are all spot candles of a folder, or those of the pairs.
func folderTasks(dir string, pairs []string, tf data.Timeframe) ([]checkTask, error) {
	d, err := formats.OpenDir(dir)
	if err != nil {
		return nil, invalid(err)
	}
	entries, err := d.List()
	if err != nil {
		return nil, invalid(err)
	}
	type key struct {
		pair string
		tf   data.Timeframe
	}
	var keys []key
	for _, e := range entries {
		k := key{e.Pair, e.Timeframe}
		if e.Kind == "" && (tf == 0 || e.Timeframe == tf) && (len(pairs) == 0 || slices.Contains(pairs, e.Pair)) && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	for _, pair := range pairs {
		switch {
		case slices.ContainsFunc(keys, func(k key) bool { return k.pair == pair }):
		case tf == 0:
			return nil, invalid(fmt.Errorf("%s: no spot candles of %s in any timeframe", dir, pair))
		default: // reading it says what there is instead
			keys = append(keys, key{pair, tf})
		}
	}
	if len(keys) == 0 {
		return nil, invalid(fmt.Errorf("%s: it holds no spot candles%s", dir, map[bool]string{true: " of " + tf.String()}[tf > 0]))
	}
	var tasks []checkTask
	for _, k := range keys {
		tasks = append(tasks, checkTask{k.pair, k.tf, func() (*data.Candles, formats.Source, error) { return d.Load(k.pair, k.tf) }})
	}
	return tasks, nil
}

// runChecks checks one after the other, so that only one is in memory. Files that
// cannot be read do not keep others from being checked; err is the context's.
func runChecks(ctx context.Context, tasks []checkTask) (checks []show.Check, faults, err error) {
	var all []error
	faulty := 0
	for _, task := range tasks {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		c, source, err := task.read()
		if err != nil {
			all = append(all, err)
			continue
		}
		r := show.Check{Report: data.Check(c), Format: source.Format}
		for _, f := range source.Files {
			r.Files = append(r.Files, f.Path)
		}
		if checks = append(checks, r); r.Faults() > 0 {
			faulty++
		}
	}
	if faulty > 0 {
		all = append(all, fmt.Errorf("faults in the candles of %d of %d checked", faulty, len(checks)))
	}
	return checks, errors.Join(all...), nil
}
