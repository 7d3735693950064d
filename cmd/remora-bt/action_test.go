package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// actionStep is a step of a workflow or an action.
type actionStep struct {
	Name string            `yaml:"name"`
	Uses string            `yaml:"uses"`
	If   string            `yaml:"if"`
	Run  string            `yaml:"run"`
	Env  map[string]string `yaml:"env"`
	With map[string]string `yaml:"with"`
}

type action struct {
	Inputs map[string]struct {
		Description string `yaml:"description"`
		Default     string `yaml:"default"`
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

// step runs a script of the action in bash with a remora-bt that prints its
// arguments, one a line.
func step(t *testing.T, s actionStep, inputs map[string]string) []string {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("needs bash, as GitHub's runners have it")
	}
	temp := t.TempDir()
	if err := os.WriteFile(filepath.Join(temp, "remora-bt"), []byte("#!/bin/sh\nprintf '%s\\n' \"$@\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "RUNNER_TEMP=" + temp}
	for name, value := range s.Env {
		input := strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")
		cmd.Env = append(cmd.Env, name+"="+inputs[input])
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", s.Name, err, out)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

// The action hands every input on as one argument, whatever is in it.
func TestAction(t *testing.T) {
	var a action
	readYAML(t, ".github/actions/remora-bt-gate/action.yml", &a)
	if a.Runs.Using != "composite" || len(a.Runs.Steps) != 4 {
		t.Fatalf("%q with %d steps, want a composite action with 4", a.Runs.Using, len(a.Runs.Steps))
	}
	used := map[string]bool{"sample": true} // in a condition only
	for _, s := range a.Runs.Steps {
		if strings.Contains(s.Run, "${{") {
			t.Errorf("step %q puts an expression into its script", s.Name)
		}
		for _, value := range s.Env {
			used[strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")] = true
		}
	}
	plain := map[string]string{}
	for name, in := range a.Inputs {
		if !used[name] || in.Description == "" {
			t.Errorf("input %q is used: %t, described as %q", name, used[name], in.Description)
		}
		plain[name] = in.Default
	}
	study, gate := a.Runs.Steps[2], a.Runs.Steps[3]
	hostile := `a b"; echo $(id) #`
	tests := []struct {
		name   string
		step   actionStep
		inputs map[string]string
		want   []string
	}{
		{"defaults", gate, plain, []string{"gate", "--run=out/gate-run", "--format", "github"}},
		{
			"everything", gate,
			map[string]string{"run": hostile, "config": "-c", "baseline": hostile, "junit": "j.xml", "require-conclusive": "true"},
			[]string{"gate", "--run=" + hostile, "--format", "github", "--config=-c", "--baseline=" + hostile, "--junit=j.xml", "--require-conclusive"},
		},
		{"the sample", study, plain, []string{"run", "--output=out/gate-run", "--format", "md"}},
		{"a study", study, map[string]string{"study": hostile, "run": "r"}, []string{"run", "--output=r", "--format", "md", "--config=" + hostile}},
	}
	for _, tt := range tests {
		if got := step(t, tt.step, tt.inputs); !slices.Equal(got, tt.want) {
			t.Errorf("%s: arguments %q, want %q", tt.name, got, tt.want)
		}
	}
}

// The example workflow uses inputs that the action has, and what it does passes.
func TestExampleWorkflow(t *testing.T) {
	var w struct {
		On   any `yaml:"on"`
		Jobs map[string]struct {
			Steps []actionStep `yaml:"steps"`
		} `yaml:"jobs"`
	}
	var a action
	readYAML(t, ".github/workflows/example.yml", &w)
	readYAML(t, ".github/actions/remora-bt-gate/action.yml", &a)
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
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	if testing.Short() {
		t.Skip("runs the built-in study")
	}
	dir := filepath.Join(t.TempDir(), "run")
	for _, args := range [][]string{{"run", "--output=" + dir, "--format", "md"}, {"gate", "--run=" + dir, "--format", "github"}} {
		if code, _, stderr := remora(t, args...); code != exitOK {
			t.Errorf("%q: exit code %d: %s", args, code, stderr)
		}
	}
}
