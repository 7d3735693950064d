package gate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// BaselineFormat is the version of the baseline file that is written.
const BaselineFormat = 1

// maxBaseline bounds a baseline file, in bytes.
const maxBaseline = 64 << 20

// The fields are in the order of their keys, as encoding/json writes maps.
type baselineFile struct {
	Answers *verdict.Answers            `json:"answers,omitempty"`
	Config  any                         `json:"config"`
	Format  int                         `json:"format"`
	Kind    string                      `json:"kind"`
	Program string                      `json:"program"`
	Refused []baselineFileRefusal       `json:"refused,omitempty"`
	Runs    []baselineFileRun           `json:"runs"`
	Signals map[string]baselineFileSaid `json:"signals,omitempty"`
	Version string                      `json:"version"`
}

type baselineFileRun struct {
	Arm       string                     `json:"arm"`
	Returns   map[string]string          `json:"daily_returns_bps"`  // by month, separated by spaces
	From      string                     `json:"daily_returns_from"` // the first day; "" without daily equity
	Metrics   map[string]runfolder.Value `json:"metrics"`
	Pairs     []string                   `json:"pairs"`
	Strategy  string                     `json:"strategy"`
	TimeRange string                     `json:"timerange"`
	Trades    string                     `json:"trades_sha256"`
}

type baselineFileSaid struct {
	Regimes map[string]int `json:"regimes"`
	Scores  map[string]int `json:"risk_scores"`
}

// Write writes the baseline as JSON with sorted keys, the same bytes every time.
func (b *Baseline) Write(w io.Writer) error {
	out := baselineFile{Format: BaselineFormat, Kind: "baseline", Program: "remora-bt", Runs: []baselineFileRun{}, Version: b.Version, Answers: b.Answers}
	d := json.NewDecoder(bytes.NewReader(b.Config))
	d.UseNumber()
	if err := d.Decode(&out.Config); err != nil {
		return fmt.Errorf("config: %w", err)
	}
	for _, r := range b.Runs {
		run := baselineFileRun{
			Arm: r.Arm, Returns: map[string]string{}, Metrics: r.Metrics, Pairs: r.Pairs,
			Strategy: r.Strategy, TimeRange: r.TimeRange, Trades: r.Trades,
		}
		if r.Days.Days() > 0 {
			run.From = r.Days.From.Date()
			run.Returns = byMonth(r.Days)
		}
		out.Runs = append(out.Runs, run)
	}
	if len(b.Signals) > 0 {
		out.Signals = map[string]baselineFileSaid{}
		for pair, c := range b.Signals {
			out.Signals[pair] = baselineFileSaid{c.Regimes, c.Scores}
		}
	}
	for _, r := range b.Refused {
		out.Refused = append(out.Refused, refusalFile(r))
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

func byMonth(s *runfolder.Series) map[string]string {
	text := map[string][]string{}
	day := s.From.Time()
	for _, r := range s.Returns() {
		month := day.Format("2006-01")
		bps := math.Round(r/unit) / 1e4
		text[month] = append(text[month], strconv.FormatFloat(bps, 'f', -1, 64))
		day = day.AddDate(0, 0, 1)
	}
	out := map[string]string{}
	for month, list := range text {
		out[month] = strings.Join(list, " ")
	}
	return out
}

// ReadBaseline reads a baseline file.
func ReadBaseline(path string) (*Baseline, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: neither a run's folder nor a file", runfolder.Quoted(path))
	}
	text, err := inputs.Read(path, maxBaseline)
	if err != nil {
		return nil, err
	}
	b, err := parseBaseline(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", runfolder.Quoted(path), err)
	}
	return b, nil
}

func parseBaseline(text []byte) (*Baseline, error) {
	var in struct {
		baselineFile
		Config json.RawMessage `json:"config"`
	}
	if err := json.Unmarshal(text, &in); err != nil {
		return nil, fmt.Errorf("damaged or not a baseline: %w", err)
	}
	switch {
	case in.Program != "remora-bt" || in.Kind != "baseline":
		return nil, errors.New("not a baseline of remora-bt; gate --update writes one")
	case in.Format > BaselineFormat:
		return nil, fmt.Errorf("format %d is newer than %d, the newest that this version reads; it was written by version %s", in.Format, BaselineFormat, runfolder.Quoted(in.Version))
	case in.Format < 1:
		return nil, fmt.Errorf("format %d: expected a number of at least 1", in.Format)
	case len(in.Runs) == 0:
		return nil, errors.New("the baseline has no runs")
	}
	b := &Baseline{Version: in.Version, Config: in.Config, Answers: in.Answers}
	for i, r := range in.Runs {
		run := BaselineRun{
			Key:   runfolder.Key{Strategy: r.Strategy, Pairs: strings.Join(r.Pairs, " "), TimeRange: r.TimeRange, Arm: r.Arm},
			Pairs: r.Pairs, Metrics: r.Metrics, Trades: r.Trades,
		}
		var err error
		if run.Days, err = seriesOf(r); err != nil {
			return nil, fmt.Errorf("run %d, %s: %w", i+1, runfolder.Quoted(run.Key.String()), err)
		}
		b.Runs = append(b.Runs, run)
	}
	for i, r := range in.Refused {
		refusal, err := r.read()
		if err != nil {
			return nil, fmt.Errorf("refused %d, %s: %w", i+1, runfolder.Quoted(refusal.Key.String()), err)
		}
		b.Refused = append(b.Refused, refusal)
	}
	for pair, said := range in.Signals {
		if b.Signals == nil {
			b.Signals = map[string]*runfolder.Census{}
		}
		b.Signals[pair] = &runfolder.Census{Scores: said.Scores, Regimes: said.Regimes}
	}
	return b, nil
}
