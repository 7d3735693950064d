package job

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/sweep"
	"github.com/remora-bt/remora-bt/internal/plural"
	"github.com/remora-bt/remora-bt/signals/filter"
)

// planGrid tells the threshold from the other settings and opens a filter for every
// combination of these.
func (j *Job) planGrid() error {
	spec := j.filter.Spec
	if spec.Kind == filter.None || spec.Kind == filter.BlocksFile {
		return fmt.Errorf("filter %q has nothing to sweep: expected default, profile:FILE or history:FILE", j.Study.Filter)
	}
	grid := j.Grid
	if len(grid) == 0 {
		grid = []string{DefaultGrid}
	}
	var axes []sweep.Axis
	for _, text := range grid {
		a, err := sweep.ParseAxis(text)
		if err != nil {
			return err
		}
		if a.Key != thresholdKey {
			axes = append(axes, a)
			continue
		}
		if j.swept {
			return fmt.Errorf("grid: %q is given twice", thresholdKey)
		}
		j.swept = true
		if j.thresholds, err = parseThresholds(a.Values); err != nil {
			return err
		}
	}
	sets, err := sweep.Product(axes)
	if err != nil {
		return err
	}
	var faults faults
	for _, set := range sets {
		k, err := j.openCombo(set)
		if err != nil {
			faults.add(set, err)
			continue
		}
		j.combos = append(j.combos, k)
	}
	if !j.swept {
		j.thresholds = []float64{0}
	}
	return faults.all()
}

// faults are those of settings, each cause once with the first setting that has it.
type faults struct {
	first  []error
	causes []string
	more   []int // settings with the same cause
}

// add takes the fault of settings.
func (f *faults) add(set []string, err error) {
	cause := err.Error()
	for _, s := range set {
		cause = strings.TrimPrefix(cause, fmt.Sprintf("setting %q: ", s))
	}
	if i := slices.Index(f.causes, cause); i >= 0 {
		f.more[i]++
		return
	}
	f.first, f.causes, f.more = append(f.first, err), append(f.causes, cause), append(f.more, 0)
}

// all are the first faults, and how many there are beside them.
func (f *faults) all() error {
	const most = 5
	var out []error
	for i, err := range f.first {
		if i == most {
			out = append(out, fmt.Errorf("and %s", plural.Of(len(f.first)-most, "more fault", "more faults")))
			break
		}
		if f.more[i] > 0 {
			err = fmt.Errorf("%w (and so for %s)", err, plural.Of(f.more[i], "more setting", "more settings"))
		}
		out = append(out, err)
	}
	return errors.Join(out...)
}

// thresholdKey is the setting that needs no replay.
const thresholdKey = "max_risk"

func parseThresholds(values []string) ([]float64, error) {
	var out []float64
	for _, v := range values {
		x, err := strconv.ParseFloat(v, 64)
		if err != nil || !(x >= 0 && x <= 1) {
			return nil, fmt.Errorf("setting %q: expected a number from 0 to 1, or a range FROM:TO:STEP, as in %s", thresholdKey+"="+v, DefaultGrid)
		}
		out = append(out, x)
	}
	slices.Sort(out)
	return out, nil
}

func (j *Job) openCombo(set []string) (combo, error) {
	if len(set) == 0 {
		return combo{filter: j.filter}, nil
	}
	spec, err := filter.Parse(j.Study.Filter, append(slices.Clone(j.Study.FilterSet), set...)...)
	if err != nil {
		return combo{}, err
	}
	f, err := spec.Open()
	if err != nil {
		return combo{}, err // which names the setting
	}
	return combo{set, f}, nil
}

// thresholdsOf are those of a combo: the swept ones or its own.
func (j *Job) thresholdsOf(k combo) []float64 {
	if j.swept {
		return j.thresholds
	}
	return []float64{k.filter.MaxRisk()}
}

// settings name the points of a combo.
func (j *Job) settings(k combo) []string {
	if !j.swept {
		return []string{sweep.Setting(k.set, "")}
	}
	out := make([]string, len(j.thresholds))
	for i, t := range j.thresholds {
		out[i] = sweep.Setting(k.set, thresholdKey+"="+strconv.FormatFloat(t, 'f', -1, 64))
	}
	return out
}
