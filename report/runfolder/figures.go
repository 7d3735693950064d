package runfolder

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Figures are scalars by their dotted path, as in placebo.profit.lift_lo: the keys
// of objects, and for the elements of a list what names them (key, name, series or
// pair), else their number.
type Figures struct {
	byPath map[string]Value
}

// newFigures flattens a decoded JSON value. An object below for which taken is true
// is left out with all that it holds.
func newFigures(x any, taken func(map[string]any) bool) *Figures {
	f := &Figures{map[string]Value{}}
	f.add("", x, taken)
	return f
}

func (f *Figures) add(path string, x any, taken func(map[string]any) bool) {
	join := func(key string) string {
		if path == "" {
			return key
		}
		return path + "." + key
	}
	switch x := x.(type) {
	case map[string]any:
		if taken != nil && taken(x) {
			return
		}
		for key, v := range x {
			f.add(join(key), v, taken)
		}
	case []any:
		for i, key := range segments(x) {
			f.add(join(key), x[i], taken)
		}
	default:
		if v, ok := scalar(x); ok && path != "" {
			f.byPath[path] = v
		}
	}
}

// segments name the elements of a list: by key, name, series or pair, and arm, or by
// their number where that does not tell them apart.
func segments(xs []any) []string {
	out, numbers := make([]string, len(xs)), make([]string, len(xs))
	for i := range numbers {
		numbers[i] = strconv.Itoa(i)
	}
	seen := map[string]bool{}
	for i, x := range xs {
		m, _ := x.(map[string]any)
		for _, key := range []string{"key", "name", "series", "pair"} {
			if s, ok := m[key].(string); ok && out[i] == "" {
				out[i] = s
			}
		}
		if arm, ok := m["arm"].(string); ok && out[i] != "" {
			out[i] += "." + arm
		}
		if out[i] == "" || seen[out[i]] {
			return numbers
		}
		seen[out[i]] = true
	}
	return out
}

// Find returns the figure of a path, or of the only path that ends in it, or the one
// that all paths that end in it hold: summary.json has some figures in two places.
// several are the paths that it could be where they differ.
func (f *Figures) Find(path string) (v Value, ok bool, several []string) {
	if f == nil || path == "" {
		return Value{}, false, nil
	}
	if v, ok := f.byPath[path]; ok {
		return v, true, nil
	}
	for p := range f.byPath {
		if strings.HasSuffix(p, "."+path) {
			several = append(several, p)
		}
	}
	slices.Sort(several)
	for _, p := range several {
		if f.byPath[p] != f.byPath[several[0]] {
			return Value{}, false, several
		}
	}
	if len(several) == 0 {
		return Value{}, false, nil
	}
	return f.byPath[several[0]], true, nil
}

// At returns the figure of a path.
func (f *Figures) At(path string) (v Value, ok bool) {
	v, ok = f.byPath[path]
	return v, ok
}

// Paths are all paths in order.
func (f *Figures) Paths() []string {
	if f == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(f.byPath))
}

// merge adds the figures of another set below a path. Where two sets have the same
// paths, a number tells the later one apart, so that neither hides the other.
func (f *Figures) merge(under string, o *Figures) {
	at := under
	for n := 2; f.holds(at); n++ {
		at = under + "#" + strconv.Itoa(n)
	}
	for p, v := range o.byPath {
		if at != "" {
			p = at + "." + p
		}
		f.byPath[p] = v
	}
}

// holds reports whether there is a figure below a path that is not empty.
func (f *Figures) holds(path string) bool {
	for p := range f.byPath {
		if path != "" && strings.HasPrefix(p, path+".") {
			return true
		}
	}
	return false
}
