package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Every input is used and described, and none is put into a script.
func TestActionInputs(t *testing.T) {
	r := newRunner(t, echo)
	if r.Runs.Using != "composite" {
		t.Fatalf("%q, want a composite action", r.Runs.Using)
	}
	used := map[string]bool{}
	name := regexp.MustCompile(`inputs\.([a-z0-9-]+)`)
	note := func(text string) {
		for _, m := range name.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
		}
	}
	for _, s := range r.Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("step %q puts an expression into its script", s.Name)
		}
		for _, value := range s.Env {
			note(value)
		}
		for _, value := range s.With {
			if text, ok := value.(string); ok {
				note(text)
			}
		}
	}
	for in, about := range r.Inputs {
		if !used[in] || about.Description == "" {
			t.Errorf("input %q is used: %t, described as %q", in, used[in], about.Description)
		}
		delete(used, in)
	}
	if len(used) > 0 {
		t.Errorf("inputs %v are used and not there", slices.Collect(maps.Keys(used)))
	}
}

// The action hands every input on as one argument, whatever is in it.
func TestActionArguments(t *testing.T) {
	r := newRunner(t, echo)
	comment := "--comment=" + filepath.Join(r.temp, "remora-bt-comment.md")
	hostile := `a b"; echo $(id) #`
	for _, tt := range []struct {
		name, step string
		inputs     map[string]string
		want       []string
	}{
		{"no candles", "Candles", nil, []string{""}},
		{
			"fetched candles", "Candles",
			map[string]string{"data": filepath.Join(r.temp, "c"), "fetch-pairs": hostile, "fetch-timerange": "2020-", "fetch-context": "true"},
			[]string{"data", "fetch", "--datadir=" + filepath.Join(r.temp, "c"), "--pairs=" + hostile, "--timeframe=5m", "--timerange=2020-", "--context=" + filepath.Join(r.temp, "c", "context")},
		},
		{"no study", "Run the study", nil, []string{""}},
		{"the sample", "Run the study", map[string]string{"sample": "true"}, []string{"run", "--output=out/gate-run", "--format", "md"}},
		{"a study", "Run the study", map[string]string{"study": hostile, "run": "r", "data": "d"}, []string{"run", "--output=r", "--format", "md", "--config=" + hostile, "--datadir=d"}},
		{"a gate", "Gate", nil, []string{"gate", "--run=out/gate-run", "--format", "github", comment}},
		{
			"a gate with everything", "Gate",
			map[string]string{"run": hostile, "config": "-c", "baseline": hostile, "junit": "j.xml", "require-conclusive": "true", "allow-inconclusive": "true"},
			[]string{"gate", "--run=" + hostile, "--format", "github", comment, "--config=-c", "--baseline=" + hostile, "--junit=j.xml", "--require-conclusive", "--allow-inconclusive"},
		},
		{"no token", "Comment", nil, []string{""}},
	} {
		out, err := r.step(t, tt.step, tt.inputs)
		if got := strings.Split(strings.TrimSuffix(out, "\n"), "\n"); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, arguments %q, want %q", tt.name, err, got, tt.want)
		}
	}
	if out, err := r.step(t, "Candles", map[string]string{"fetch-pairs": "BTC/USDT"}); err == nil || !strings.Contains(out, "set the input data") {
		t.Errorf("candles without a folder: %v, %q", err, out)
	}
}

// An archive is unpacked if it is the one whose hash is given, once; a token goes to
// the API alone.
func TestActionRelease(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: "BTC_USDT-5m.csv", Mode: 0o644, Size: 4}); err != nil {
		t.Fatal(err)
	}
	w.Write([]byte("rows"))
	w.Close()
	z.Close()
	sum := sha256.Sum256(b.Bytes())
	var lock sync.Mutex
	var requests []string
	taken := func() []string { // since it was asked last
		lock.Lock()
		defer lock.Unlock()
		out := requests
		requests = nil
		return out
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		requests = append(requests, r.URL.Path+" "+r.Header.Get("Authorization"))
		lock.Unlock()
		w.Write(b.Bytes())
	}))
	defer site.Close()
	r := newRunner(t, echo, "GITHUB_API_URL="+site.URL+"/api")
	for _, tt := range []struct{ name, path, hash, fault, asked string }{
		{"no hash", "/a.tar.gz", "", "needs release-sha256", ""},
		{"another hash", "/a.tar.gz", strings.Repeat("0", 64), "is not the one", "/a.tar.gz "},
		{"an asset", "/a.tar.gz", hex.EncodeToString(sum[:]), "", "/a.tar.gz "},
		{"of a private repository", "/api/a.tar.gz", hex.EncodeToString(sum[:]), "", "/api/a.tar.gz Bearer secret"},
	} {
		in := map[string]string{"data": filepath.Join(t.TempDir(), "candles"), "release": site.URL + tt.path, "release-sha256": tt.hash, "token": "secret"}
		out, err := r.step(t, "Candles", in)
		text, _ := os.ReadFile(filepath.Join(in["data"], "BTC_USDT-5m.csv"))
		asked := taken()
		if (err == nil) != (tt.fault == "") || !strings.Contains(out, tt.fault) || (string(text) == "rows") != (tt.fault == "") || strings.Join(asked, ",") != tt.asked {
			t.Errorf("%s: %v, %q, the file holds %q, asked for %q", tt.name, err, out, text, asked)
		}
		if tt.fault == "" {
			_, err := r.step(t, "Candles", in)
			if asked := taken(); err != nil || asked != nil {
				t.Errorf("%s: what the cache has is fetched again: %v, %q", tt.name, err, asked)
			}
		}
	}
}

// The example workflow uses inputs that the action has, and starts by hand alone.
func TestExampleWorkflow(t *testing.T) {
	var w struct {
		On   any `yaml:"on"`
		Jobs map[string]struct {
			Steps []actionStep `yaml:"steps"`
		} `yaml:"jobs"`
	}
	var a action
	readYAML(t, ".github/workflows/example.yml", &w)
	readYAML(t, actionDir+"/action.yml", &a)
	if w.On != "workflow_dispatch" {
		t.Errorf("it starts on %v, want by hand alone", w.On)
	}
	found := false
	for _, s := range w.Jobs["gate"].Steps {
		if !strings.HasSuffix(s.Uses, "remora-bt-gate") {
			continue
		}
		found = true
		for name := range s.With {
			if _, ok := a.Inputs[name]; !ok {
				t.Errorf("the action has no input %q", name)
			}
		}
	}
	if !found {
		t.Error("the workflow does not use the action")
	}
}
