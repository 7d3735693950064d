package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/remora-bt/remora-bt/internal/shared"
)

const actionDir = ".github/actions/remora-bt-gate"

type actionStep struct {
	ID   string            `yaml:"id"`
	Name string            `yaml:"name"`
	If   string            `yaml:"if"`
	Uses string            `yaml:"uses"`
	Run  string            `yaml:"run"`
	Env  map[string]string `yaml:"env"`
	With map[string]any    `yaml:"with"`
}

type action struct {
	Inputs map[string]struct {
		Default     string `yaml:"default"`
		Description string `yaml:"description"`
	} `yaml:"inputs"`
	Runs struct {
		Using string       `yaml:"using"`
		Steps []actionStep `yaml:"steps"`
	} `yaml:"runs"`
}

func readYAML(t *testing.T, path string, v any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(shared.Root(t), path))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// A runner is a local stand-in for GitHub's: it runs the steps of the action in order,
// their scripts with bash and those that use other actions with stand-ins for these, with
// the program that is put at temp/remora-bt.
type runner struct {
	action
	temp      string
	workspace string // where steps start; "" for here
	env       []string
	caches    map[string]string // folders by key and paths, of all runs
	saved     []string          // their names, the newest last
	artifacts map[string]string // folders by name, of the last run

	outputs map[string]string // of the steps of a run, by "id.name"
	failed  bool
	post    []func(say func(string, ...any)) // what actions do at the end of a job
}

func newRunner(t *testing.T, program string, env ...string) *runner {
	t.Helper()
	for _, tool := range []string{"bash", "curl", "jq", "tar", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("needs %s, as GitHub's runners have it", tool)
		}
	}
	r := &runner{temp: t.TempDir(), caches: map[string]string{}, outputs: map[string]string{}}
	readYAML(t, actionDir+"/action.yml", &r.action)
	if err := os.WriteFile(filepath.Join(r.temp, "remora-bt"), []byte(program), 0o755); err != nil {
		t.Fatal(err)
	}
	r.env = append([]string{"PATH=" + os.Getenv("PATH"), "RUNNER_TEMP=" + r.temp, "GITHUB_ACTION_PATH=" + filepath.Join(shared.Root(t), actionDir)}, env...)
	return r
}

// echo is a program that prints its arguments, one a line.
const echo = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n"

// value looks a name of an expression up: inputs.x, steps.x.outputs.y, github.action_path.
func (r *runner) value(t *testing.T, inputs map[string]string) func(string) (any, error) {
	return func(name string) (any, error) {
		if input, ok := strings.CutPrefix(name, "inputs."); ok {
			about, known := r.Inputs[input]
			if !known {
				return nil, fmt.Errorf("there is no input %q", input)
			}
			if text, given := inputs[input]; given {
				return text, nil
			}
			return about.Default, nil
		}
		if rest, ok := strings.CutPrefix(name, "steps."); ok {
			id, output, _ := strings.Cut(rest, ".outputs.")
			if !slices.ContainsFunc(r.Runs.Steps, func(s actionStep) bool { return s.ID == id }) {
				return nil, fmt.Errorf("there is no step %q", id)
			}
			return r.outputs[id+"."+output], nil
		}
		switch name {
		case "github.action_path":
			return filepath.Join(shared.Root(t), actionDir), nil
		case "always()":
			return true, nil
		case "success()":
			return !r.failed, nil
		case "failure()":
			return r.failed, nil
		}
		return nil, fmt.Errorf("nothing is called %q", name)
	}
}

var inText = regexp.MustCompile(`\$\{\{(.*?)\}\}`)

// fill puts the values of expressions into a text.
func (r *runner) fill(t *testing.T, text string, inputs map[string]string) string {
	t.Helper()
	return inText.ReplaceAllStringFunc(text, func(m string) string {
		v, err := evaluate(inText.FindStringSubmatch(m)[1], r.value(t, inputs))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(v)
	})
}

// runs reports whether a step's condition holds: one without a status function asks that
// nothing has failed.
func (r *runner) runs(t *testing.T, s actionStep, inputs map[string]string) bool {
	t.Helper()
	condition := s.If
	if !regexp.MustCompile(`\b(always|success|failure)\(\)`).MatchString(condition) {
		condition = "success()"
		if s.If != "" {
			condition += " && (" + s.If + ")"
		}
	}
	v, err := evaluate(condition, r.value(t, inputs))
	if err != nil {
		t.Fatalf("step %q: %v", s.Name, err)
	}
	return truth(v)
}

// step runs one step that has a script and returns what it prints.
func (r *runner) step(t *testing.T, name string, inputs map[string]string) (string, error) {
	t.Helper()
	i := slices.IndexFunc(r.Runs.Steps, func(s actionStep) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no step %q", name)
	}
	s := r.Runs.Steps[i]
	cmd := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
	output := filepath.Join(t.TempDir(), "output")
	cmd.Dir, cmd.Env = r.workspace, append(slices.Clone(r.env), "GITHUB_OUTPUT="+output)
	for key, value := range s.Env {
		cmd.Env = append(cmd.Env, key+"="+r.fill(t, value, inputs))
	}
	out, err := cmd.CombinedOutput()
	set, _ := os.ReadFile(output) // a step need not set any
	for line := range strings.Lines(string(set)) {
		if name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "="); ok && s.ID != "" {
			r.outputs[s.ID+"."+name] = value
		}
	}
	return string(out), err
}

// all runs the action but for the build: a step that fails ends it, but for those that
// run then too.
func (r *runner) all(t *testing.T, inputs map[string]string) (out string, failed bool) {
	t.Helper()
	r.outputs, r.artifacts, r.failed, r.post = map[string]string{}, map[string]string{}, false, nil
	say := func(format string, args ...any) { out += fmt.Sprintf(format, args...) + "\n" }
	for _, s := range r.Runs.Steps {
		if s.Name == "Build remora-bt" || !r.runs(t, s, inputs) {
			continue
		}
		if s.Uses != "" {
			if err := r.use(t, s, inputs, say); err != nil {
				say("::error::%v", err)
				r.failed = true
			}
			continue
		}
		text, err := r.step(t, s.Name, inputs)
		out, r.failed = out+text, r.failed || err != nil
	}
	for _, f := range slices.Backward(r.post) {
		f(say)
	}
	return out, r.failed
}

// use does what another action does, with inputs that it declares.
func (r *runner) use(t *testing.T, s actionStep, inputs map[string]string, say func(string, ...any)) error {
	t.Helper()
	about, ok := otherActions[s.Uses]
	if !ok {
		t.Fatalf("step %q uses %s, which has no stand-in", s.Name, s.Uses)
	}
	with := map[string]string{}
	for name, in := range about.inputs {
		with[name] = in.standard
	}
	for name, value := range s.With {
		if _, ok := about.inputs[name]; !ok {
			return fmt.Errorf("unexpected input %q of %s, which has %q", name, s.Uses, slices.Sorted(maps.Keys(about.inputs)))
		}
		with[name] = strings.TrimSpace(r.fill(t, fmt.Sprint(value), inputs))
	}
	for name, in := range about.inputs {
		if in.required && with[name] == "" {
			return fmt.Errorf("%s: input required and not supplied: %s", s.Uses, name)
		}
	}
	return about.do(t, r, with, say)
}
