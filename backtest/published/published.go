// Package published holds the figures of the published study and reproduces them.
//
// Source: "remora-backtests" by Donald Simpson, commit 6fb79a9 of 24 November
// 2025: 46 backtest reports printed by freqtrade 2025.10. The windows in which
// the filter refused entries were not published; those here are inferred from
// the reports' day tables.
package published

import (
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

//go:embed figures.csv
var figuresCSV string

//go:embed days.csv
var daysCSV string

//go:embed blocks.json
var blocksJSON []byte

// Source names where the figures come from.
const Source = "github.com/DonaldSimpson/remora-backtests, commit 6fb79a9, 24 November 2025"

// A Report is one published backtest report.
type Report struct {
	Class     string // strategy class as published
	Strategy  string // its rules, under our name
	Filtered  bool
	TimeRange string
	Pair      string
	Timeframe string
	Figures   map[string]string // by key, as numbers and dates are written in figures.csv
	Days      []Day             // the per-day table, in five of the reports
}

// A Day is one row of a per-day table.
type Day struct {
	Date                    string // YYYY-MM-DD
	Trades, Win, Draw, Loss string
	ProfitAbs, ProfitFactor string
}

// Name is the report's name on the command line: Class/timerange.
func (r *Report) Name() string { return r.Class + "/" + r.TimeRange }

// identity is the number of leading columns that say which report a row is.
const identity = 5

// Reports returns all 46 reports.
func Reports() []Report {
	table := rows(figuresCSV)
	keys := table[0]
	days := dayTables()
	var out []Report
	for _, row := range table[1:] {
		r := Report{
			Class: row[0], Filtered: row[1] == "true", TimeRange: row[2], Pair: row[3], Timeframe: row[4],
			Strategy: strings.TrimSuffix(strings.TrimSuffix(row[0], "Strategy"), "Remora"),
			Figures:  map[string]string{},
		}
		for i := identity; i < len(keys); i++ {
			r.Figures[keys[i]] = row[i]
		}
		r.Days = days[r.Name()]
		out = append(out, r)
	}
	return out
}

func dayTables() map[string][]Day {
	out := map[string][]Day{}
	for _, r := range rows(daysCSV)[1:] {
		name := r[0] + "/" + r[1]
		out[name] = append(out[name], Day{
			Date: r[2], Trades: r[3], ProfitAbs: r[4], ProfitFactor: r[5], Win: r[6], Draw: r[7], Loss: r[8],
		})
	}
	return out
}

func rows(table string) [][]string {
	out, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("published: embedded table: %v", err))
	}
	return out
}

// Pick returns the reports that any of some names matches, in order of their names;
// all without names.
func Pick(names []string) ([]Report, error) {
	all := Reports()
	if len(names) == 0 {
		return all, nil
	}
	var picked []Report
	for _, name := range names {
		n := len(picked)
		for _, r := range all {
			if r.Name() == name || strings.Contains(strings.ToLower(r.Name()), strings.ToLower(name)) {
				picked = append(picked, r)
			}
		}
		if len(picked) == n {
			return nil, fmt.Errorf("no published report %q; reports are named like %s", name, all[0].Name())
		}
	}
	slices.SortStableFunc(picked, func(a, b Report) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(picked, func(a, b Report) bool { return a.Name() == b.Name() }), nil
}

// BlocksJSON is the list of windows that the published filter blocked, as a file
// for --filter blocks:FILE.
func BlocksJSON() []byte { return blocksJSON }

// blocks are the windows as half-open spans of signal-candle open times.
func blocks() (spans [][2]data.Instant) {
	var file struct {
		Windows []struct{ From, To string }
	}
	if err := json.Unmarshal(BlocksJSON(), &file); err != nil {
		panic(fmt.Sprintf("published: embedded block list: %v", err))
	}
	for _, w := range file.Windows {
		from, err1 := data.ParseInstant(w.From)
		to, err2 := data.ParseInstant(w.To)
		if err1 != nil || err2 != nil {
			panic("published: embedded block list: bad time")
		}
		spans = append(spans, [2]data.Instant{from, to})
	}
	return spans
}
