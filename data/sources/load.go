package sources

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

// maxFile bounds a context file, in bytes.
const maxFile = 256 << 20

// Load reads the context series that a folder holds. Files are told by how
// their names begin (Source), and several of one series are read together; what
// belongs to no series is named in the report. A series without a file is absent,
// which is no error. A file that is empty, has a value that is none, speaks of a
// time after today or contradicts itself is one.
func Load(dir string) (*data.Context, Report, error) {
	return LoadAt(dir, data.At(time.Now()))
}

// LoadAt is Load as of another present: rows that speak of a time
// more than a day after now are refused.
func LoadAt(dir string, now data.Instant) (*data.Context, Report, error) {
	report := newReport(dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, report, err
	}
	files := make([][]string, data.NumSeries)
	for _, e := range entries {
		if !tableName(e.Name()) || e.IsDir() {
			continue
		}
		if s, ok := seriesOf(e.Name()); ok {
			files[s] = append(files[s], e.Name())
		} else {
			report.Ignored = append(report.Ignored, e.Name())
		}
	}
	var c data.Context
	var faults []error
	for s, names := range files {
		obs, err := loadSeries(&sources[s], dir, names, now.Add(data.Day), &report.Series[s])
		if err != nil {
			faults = append(faults, err)
			continue
		}
		c[s] = obs
		report.Series[s].measure(obs)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, report, err
	}
	if len(slices.Concat(files...)) == 0 {
		return nil, report, fmt.Errorf("%s: no context file in it: expected names such as fear_greed.csv, vix.csv, dtwexbgs.csv or funding.json", dir)
	}
	return &c, report, nil
}

// tableName reports whether a file's name ends like a table.
func tableName(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".csv" || ext == ".json"
}

// seriesOf tells the series of a file by how its name begins. A name that goes on
// with another market, as funding_binance_ethusdt.csv, is none.
func seriesOf(name string) (data.Series, bool) {
	name = strings.ToLower(name)
	for s := range sources {
		for _, stem := range sources[s].files {
			if !strings.HasPrefix(name, stem) {
				continue
			}
			if strings.Contains(name, "usd") && !strings.Contains(name, "btcusd") {
				return 0, false
			}
			return data.Series(s), true
		}
	}
	return 0, false
}

// loadSeries reads all files of one series.
func loadSeries(s *Source, dir string, names []string, now data.Instant, report *SeriesReport) ([]data.Observation, error) {
	all := &records{}
	for i, name := range names {
		first := all.Len()
		all.files = append(all.files, filepath.Join(dir, name))
		if err := readRecords(s, i, now, all, report); err != nil {
			return nil, err
		}
		report.OutOfOrder += all.inOrder(first)
	}
	report.Files = names
	return all.observations(report)
}

// readRecords reads one of the files, without the rows whose value is missing and
// those that repeat the row before.
func readRecords(s *Source, file int, now data.Instant, all *records, report *SeriesReport) error {
	path := all.files[file]
	f, size, err := inputs.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if size > maxFile {
		return fmt.Errorf("%s: %d bytes, more than the %d that are allowed", path, size, maxFile)
	}
	t, err := openTable(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	p, err := newParser(s, path, t, now)
	if err != nil {
		return err
	}
	if t.rows == 0 {
		return fmt.Errorf("%s: the file is empty: a header, but no rows", path)
	}
	all.seen = slices.Grow(all.seen, t.distinct)
	all.at = slices.Grow(all.at, t.distinct)
	n, first := 0, all.Len()
	err = t.each(func(row []string) error {
		n++
		r, ok, err := p.row(row, n)
		if e, early := p.early(row, n, r); err == nil && ok && early {
			report.Early = append(report.Early, e)
		}
		switch {
		case err != nil:
			return err
		case !ok:
			report.Missing++
		case all.Len() > first && r == all.seen[all.Len()-1]:
			report.Duplicates++
		default:
			all.seen = append(all.seen, r)
			all.at = append(all.at, origin{uint32(file), uint32(n)})
		}
		return nil
	})
	report.Rows += n
	return err
}
