package runfolder

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
)

// A Statement is what a run says of its filter on one strategy.
type Statement struct {
	Key             // without arm
	Range    string // timerange in the rows of the tables
	PairList []string
	Counted  bool
	Why      string // it is not counted
	Answers  verdict.Answers
	Coverage *verdict.Coverage // nil if the run does not say
	Stake    float64
	Slots    int
	Books    []data.Clock // of its deals; empty where they do not tell all
}

// The parts of summary.json that are read.
type (
	summary struct {
		Answers *verdict.Answers `json:"answers"`
		Notes   []string         `json:"notes"`
		Cells   []summaryCell    `json:"cells"`
		Filter  *struct {
			Bars struct {
				FailOpen struct {
					Share *float64 `json:"share"`
				} `json:"fail_open"`
			} `json:"bars"`
		} `json:"filter"`
		Runs     []summaryRun `json:"runs"`
		Warnings []string     `json:"warnings"`
	}
	summaryCell struct {
		Strategy  string          `json:"strategy"`
		Pairs     []string        `json:"pairs"`
		TimeRange string          `json:"timerange"`
		Asked     *string         `json:"timerange_asked"`
		Counted   bool            `json:"counted"`
		Why       string          `json:"why"`
		Answers   verdict.Answers `json:"answers"`
		Stake     float64         `json:"stake"`
		Slots     int             `json:"slots"`
		Books     []summaryBook   `json:"books"`
		Health    struct {
			Coverage *verdict.Coverage `json:"coverage"`
		} `json:"health"`
	}
	summaryBook struct {
		Pair      string `json:"pair"`
		Timeframe string `json:"timeframe"`
		First     string `json:"first"`
		Warm      int    `json:"warm_up"`
		Rows      int    `json:"candles"`
	}
	summaryRun struct {
		Strategy  string           `json:"strategy"`
		Pairs     []string         `json:"pairs"`
		TimeRange string           `json:"timerange"`
		Asked     *string          `json:"timerange_asked"`
		Arm       string           `json:"arm"`
		Signals   map[string]int   `json:"entry_signals"`
		Metrics   map[string]Value `json:"metrics"`
	}
)

// readSummary reads summary.json: the answers, and the runs with their metrics.
func (f *Folder) readSummary(text []byte) error {
	var in summary
	if err := json.Unmarshal(text, &in); err != nil {
		return fmt.Errorf("damaged or not a summary: %w", err)
	}
	f.Warnings, f.Answers, f.Notes = in.Warnings, in.Answers, in.Notes
	if in.Filter != nil {
		f.FailOpen = in.Filter.Bars.FailOpen.Share
	}
	for i, r := range in.Runs {
		run := &Run{Key: Key{r.Strategy, strings.Join(r.Pairs, " "), asked(r.Asked, r.TimeRange), r.Arm}, Range: r.TimeRange, PairList: r.Pairs, Metrics: r.Metrics, Signals: r.Signals}
		switch {
		case r.Strategy == "" || r.Arm == "":
			return fmt.Errorf("run %d names no strategy or no arm", i+1)
		case len(r.Metrics) == 0:
			return fmt.Errorf("run %d, %s, has no metrics", i+1, Quoted(run.Key.String()))
		case f.Run(run.Key) != nil:
			return fmt.Errorf("run %d, %s, is there twice", i+1, Quoted(run.Key.String()))
		}
		f.Runs = append(f.Runs, run)
	}
	if len(f.Runs) == 0 {
		return errors.New("the summary has no runs")
	}
	return f.readCells(in.Cells)
}

func (f *Folder) readCells(cells []summaryCell) error {
	for i, c := range cells {
		k := Key{Strategy: c.Strategy, Pairs: strings.Join(c.Pairs, " "), TimeRange: asked(c.Asked, c.TimeRange)}
		switch {
		case f.Cell(k) != nil:
			return fmt.Errorf("cell %d, %s, is there twice", i+1, Quoted(k.String()))
		case f.runOf(k) == nil || f.runOf(k).Range != c.TimeRange:
			return fmt.Errorf("cell %d, %s, has no run", i+1, Quoted(k.String()))
		}
		cell := &Statement{k, c.TimeRange, c.Pairs, c.Counted, c.Why, c.Answers, c.Health.Coverage, c.Stake, c.Slots, nil}
		for _, b := range c.Books {
			clock, err := b.clock()
			if err != nil {
				return fmt.Errorf("cell %d, %s: %w", i+1, Quoted(k.String()), err)
			}
			cell.Books = append(cell.Books, clock)
		}
		f.Cells = append(f.Cells, cell)
	}
	return nil
}

// asked is the range of a key; folders of earlier versions do not tell it from the rows'.
func asked(name *string, rows string) string {
	if name == nil {
		return rows
	}
	return *name
}

func (b *summaryBook) clock() (data.Clock, error) {
	step, err := data.ParseTimeframe(b.Timeframe)
	if err != nil {
		return data.Clock{}, err
	}
	first, err := data.ParseInstant(b.First)
	return data.Clock{Pair: b.Pair, Step: step, First: first, Warm: b.Warm, Rows: b.Rows}, err
}

// Cell returns what the run says of a key, whatever its arm; nil if it says nothing.
func (f *Folder) Cell(k Key) *Statement {
	for _, c := range f.Cells {
		if c.Key == k.Cell() {
			return c
		}
	}
	return nil
}

func (f *Folder) runOf(cell Key) *Run {
	for _, r := range f.Runs {
		if r.Cell() == cell {
			return r
		}
	}
	return nil
}

// Currency is the quote asset of the run's pairs.
func (f *Folder) Currency() string {
	for _, r := range f.Runs {
		for _, p := range r.PairList {
			if quote := data.Quote(p); quote != "" {
				return Quoted(quote)
			}
		}
	}
	return ""
}
