package runfolder

import (
	"encoding/json"
	"path/filepath"
	"strings"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report"
)

// A Change is one thing in which two runs were asked for or made differently. An
// empty text is what the run has not.
type Change struct {
	Key string `json:"key"`
	A   string `json:"a"`
	B   string `json:"b"`
}

// ConfigChanges are the differences of two manifests: version and seed, the study
// key by key, and the files that went in.
func ConfigChanges(a, b report.Manifest) []Change {
	out := []Change{}
	add := func(key, x, y string) {
		if x != y {
			out = append(out, Change{key, x, y})
		}
	}
	add("version", a.Version, b.Version)
	add("synthetic", Value{Kind: Truth, Number: truth(a.Synthetic)}.String(), Value{Kind: Truth, Number: truth(b.Synthetic)}.String())
	add("sample seed", text(a.Seed), text(b.Seed))
	x, y := flat(a.Config), flat(b.Config)
	for _, key := range union(x, y) {
		add(key, x[key], y[key])
	}
	p, q := inputs(a.Inputs), inputs(b.Inputs)
	for _, key := range union(p, q) {
		add("input "+key, p[key], q[key])
	}
	return out
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func text(v any) string {
	s, err := json.Marshal(v)
	if err != nil || string(s) == "null" {
		return ""
	}
	return string(s)
}

// flat are the scalars and lists of an object by dotted key, as JSON; what is null
// is left out, like what is not there.
func flat(config json.RawMessage) map[string]string {
	out := map[string]string{}
	var walk func(path string, x any)
	walk = func(path string, x any) {
		if m, ok := x.(map[string]any); ok {
			for key, v := range m {
				walk(strings.TrimPrefix(path+"."+key, "."), v)
			}
			return
		}
		if s := text(x); s != "" {
			out[path] = s
		}
	}
	var x any
	if json.Unmarshal(config, &x) == nil {
		walk("", x)
	}
	return out
}

// inputs are the digests of the files by name; a name that is there twice keeps
// its folder.
func inputs(ds []formats.Digest) map[string]string {
	count := map[string]int{}
	for _, d := range ds {
		count[filepath.Base(d.Path)]++
	}
	out := map[string]string{}
	for _, d := range ds {
		name := filepath.Base(d.Path)
		if count[name] > 1 {
			name = d.Path
		}
		out[name] = d.SHA256
	}
	return out
}

func union[V any](a, b map[string]V) []string {
	all := map[string]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	return sortedKeys(all)
}
