package data

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// maxContextFile bounds a context file, in bytes.
const maxContextFile = 256 << 20

// LoadContext reads the context series that a folder holds. Files are told by how
// their names begin (Source), and several of one series are read together; what
// belongs to no series is named in the report. A series without a file is absent,
// which is no error. A file that is empty, has a value that is none, speaks of a
// time after today or contradicts itself is one.
func LoadContext(dir string) (*Context, ContextReport, error) {
	return LoadContextAt(dir, At(time.Now()))
}

// LoadContextAt is LoadContext as of another present: rows that speak of a time
// more than a day after now are refused.
func LoadContextAt(dir string, now Instant) (*Context, ContextReport, error) {
	report := newContextReport(dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, report, err
	}
	files := make([][]string, NumSeries)
	for _, e := range entries {
		if !contextName(e.Name()) || e.IsDir() {
			continue
		}
		if s, ok := seriesOf(e.Name()); ok {
			files[s] = append(files[s], e.Name())
		} else {
			report.Ignored = append(report.Ignored, e.Name())
		}
	}
	var c Context
	var faults []error
	for s, names := range files {
		obs, err := loadSeries(&sources[s], dir, names, now.Add(Day), &report.Series[s])
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

// contextName reports whether a file's name ends like a table.
func contextName(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".csv" || ext == ".json"
}

// seriesOf tells the series of a file by how its name begins. A name that goes on
// with another market, as funding_binance_ethusdt.csv, is none.
func seriesOf(name string) (Series, bool) {
	name = strings.ToLower(name)
	for s := range sources {
		for _, stem := range sources[s].files {
			if !strings.HasPrefix(name, stem) {
				continue
			}
			if strings.Contains(name, "usd") && !strings.Contains(name, "btcusd") {
				return 0, false
			}
			return Series(s), true
		}
	}
	return 0, false
}

// loadSeries reads all files of one series.
func loadSeries(s *Source, dir string, names []string, now Instant, report *SeriesReport) ([]Observation, error) {
	var all []record
	for _, name := range names {
		records, err := readRecords(s, filepath.Join(dir, name), now, report)
		if err != nil {
			return nil, err
		}
		report.OutOfOrder += inOrder(records)
		all = append(all, records...)
	}
	report.Files = names
	return observations(all, report)
}

// readRecords reads one file, without the rows whose value is missing.
func readRecords(s *Source, path string, now Instant, report *SeriesReport) ([]record, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a regular file", path)
	}
	if info.Size() > maxContextFile {
		return nil, fmt.Errorf("%s: %d bytes, more than the %d that are allowed", path, info.Size(), maxContextFile)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(path)
	t, err := parseTable(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p, err := newParser(s, name, t, now)
	if err != nil {
		return nil, err
	}
	if len(t.rows) == 0 {
		return nil, fmt.Errorf("%s: the file is empty: a header, but no rows", name)
	}
	records := make([]record, 0, len(t.rows))
	for i := range t.rows {
		r, ok, err := p.row(i)
		if err != nil {
			return nil, err
		}
		if ok {
			records = append(records, r)
		} else {
			report.Missing++
		}
	}
	report.Rows += len(t.rows)
	return records, nil
}
