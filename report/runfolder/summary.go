package runfolder

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// readSummary reads summary.json: the runs with their metrics, and whatever else it
// says, by strategy where it names one.
func (f *Folder) readSummary(text []byte) error {
	var known struct {
		Runs []struct {
			Strategy  string           `json:"strategy"`
			Pairs     []string         `json:"pairs"`
			TimeRange string           `json:"timerange"`
			Arm       string           `json:"arm"`
			Signals   map[string]int   `json:"entry_signals"`
			Metrics   map[string]Value `json:"metrics"`
		} `json:"runs"`
		Warnings []string `json:"warnings"`
	}
	if err := json.Unmarshal(text, &known); err != nil {
		return fmt.Errorf("damaged or not a summary: %w", err)
	}
	f.Warnings = known.Warnings
	for i, r := range known.Runs {
		run := &Run{
			Key:      Key{r.Strategy, strings.Join(r.Pairs, " "), r.TimeRange, r.Arm},
			PairList: r.Pairs, Metrics: r.Metrics, Signals: r.Signals, Figures: newFigures(nil, nil),
		}
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
	return f.readFigures(text)
}

// readFigures sorts what is neither manifest nor metric: objects that name a strategy
// go to the runs of it, the rest to the study.
func (f *Folder) readFigures(text []byte) error {
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		return err
	}
	delete(all, "manifest")
	delete(all, "warnings")
	if runs, ok := all["runs"].([]any); ok {
		for i, x := range runs {
			if m, ok := x.(map[string]any); ok && i < len(f.Runs) {
				for _, key := range []string{"strategy", "pairs", "timerange", "arm", "metrics", "entry_signals"} {
					delete(m, key)
				}
				f.Runs[i].Figures = newFigures(m, nil)
			}
		}
	}
	delete(all, "runs")
	f.Study = newFigures(all, hasStrategy)
	f.deal("", all)
	return nil
}

func hasStrategy(m map[string]any) bool {
	s, ok := m["strategy"].(string)
	return ok && s != ""
}

// deal finds the objects that name a strategy and gives their figures to its runs,
// below the path of the list or object that holds them.
func (f *Folder) deal(path string, x any) {
	switch x := x.(type) {
	case []any:
		for _, v := range x {
			f.deal(path, v)
		}
	case map[string]any:
		if hasStrategy(x) {
			figures := newFigures(x, nil)
			for _, r := range f.Runs {
				if r.fits(x) {
					r.Figures.merge(path, figures)
				}
			}
			return
		}
		for _, key := range sortedKeys(x) {
			f.deal(strings.TrimPrefix(path+"."+key, "."), x[key])
		}
	}
}

// fits reports whether an object speaks of the run's cell.
func (r *Run) fits(m map[string]any) bool {
	if m["strategy"] != r.Strategy {
		return false
	}
	if pairs, ok := m["pairs"].([]any); ok {
		var names []string
		for _, p := range pairs {
			names = append(names, fmt.Sprint(p))
		}
		if strings.Join(names, " ") != r.Pairs {
			return false
		}
	}
	if span, ok := m["timerange"].(string); ok && span != r.TimeRange {
		return false
	}
	arm, ok := m["arm"].(string)
	return !ok || arm == r.Arm
}
