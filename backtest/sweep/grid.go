package sweep

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// An Axis is one setting and the values that it takes.
type Axis struct {
	Key    string
	Values []string
}

// mostValues bounds an axis and a whole grid.
const mostValues = 20_000

// ParseAxis reads KEY=V,V,… or KEY=FROM:TO:STEP, both ends included:
// max_risk=0.3:0.9:0.01, regime.risk.choppy=0.4,0.6, flag_downtrend=true,false.
func ParseAxis(text string) (Axis, error) {
	key, list, ok := strings.Cut(text, "=")
	key, list = strings.TrimSpace(key), strings.TrimSpace(list)
	if !ok || key == "" || list == "" {
		return Axis{}, fmt.Errorf("grid %q: expected KEY=FROM:TO:STEP or KEY=VALUE,VALUE…, as in max_risk=0.3:0.9:0.01", text)
	}
	a := Axis{Key: key}
	for _, part := range strings.Split(list, ",") {
		values, err := parseValues(strings.TrimSpace(part))
		if err != nil {
			return a, fmt.Errorf("grid %q: %w", text, err)
		}
		if a.Values = append(a.Values, values...); len(a.Values) > mostValues {
			return a, fmt.Errorf("grid %q: more than %d values", text, mostValues)
		}
	}
	if s := slices.Sorted(slices.Values(a.Values)); len(slices.Compact(s)) < len(a.Values) {
		return a, fmt.Errorf("grid %q: a value occurs twice", text)
	}
	return a, nil
}

func parseValues(part string) ([]string, error) {
	fields := strings.Split(part, ":")
	if part == "" {
		return nil, errors.New("a value is empty")
	}
	if len(fields) == 1 {
		if x, err := strconv.ParseFloat(part, 64); err == nil && x > -1e9 && x < 1e9 {
			part = strconv.FormatFloat(x, 'f', -1, 64)
		}
		return []string{part}, nil
	}
	if len(fields) != 3 {
		return nil, fmt.Errorf("range %q: expected FROM:TO:STEP", part)
	}
	var x [3]float64
	places := 0
	for i, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil || v != v || v > 1e9 || v < -1e9 {
			return nil, fmt.Errorf("range %q: %q is not a number", part, f)
		}
		x[i] = v
		text := strconv.FormatFloat(v, 'f', -1, 64)
		if _, decimals, ok := strings.Cut(text, "."); ok {
			places = max(places, len(decimals))
		}
	}
	from, to, step := x[0], x[1], x[2]
	if !(step > 0) || from > to {
		return nil, fmt.Errorf("range %q: expected FROM at most TO and STEP above 0", part)
	}
	n := int(min((to-from)/step+1e-9, mostValues)) + 1
	if n > mostValues {
		return nil, fmt.Errorf("range %q: more than %d values", part, mostValues)
	}
	out := make([]string, n)
	for i := range out {
		out[i] = plain(strconv.FormatFloat(from+float64(float64(i)*step), 'f', places, 64))
	}
	return out, nil
}

// plain drops zeros that say nothing: 0.30 becomes 0.3.
func plain(text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}

// Product is every combination of the axes' values, the last axis fastest, each as
// settings KEY=VALUE. Without axes it is one combination of nothing.
func Product(axes []Axis) ([][]string, error) {
	for i, a := range axes {
		if slices.ContainsFunc(axes[:i], func(b Axis) bool { return b.Key == a.Key }) {
			return nil, fmt.Errorf("grid: %q is given twice", a.Key)
		}
	}
	out := [][]string{nil}
	for _, a := range axes {
		if len(out)*len(a.Values) > mostValues {
			return nil, fmt.Errorf("grid: more than %d settings", mostValues)
		}
		var next [][]string
		for _, set := range out {
			for _, v := range a.Values {
				next = append(next, append(slices.Clone(set), a.Key+"="+v))
			}
		}
		out = next
	}
	return out, nil
}
