package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// A conversation is GitHub's API of the comments of one pull request, 7 of o/r.
type conversation struct {
	mu       sync.Mutex
	bodies   map[int]string
	order    []int
	faults   []string
	forbid   bool // to write
	readonly int  // a comment of somebody else
}

type jsonComment struct {
	ID   int    `json:"id"`
	Body string `json:"body"`
}

func (c *conversation) add(body string) {
	id := 1000 + len(c.order)
	c.bodies[id] = body
	c.order = append(c.order, id)
}

func (c *conversation) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if got := r.Header.Get("Authorization"); got != "Bearer secret" {
		c.faults = append(c.faults, fmt.Sprintf("authorised by %q", got))
	}
	body := func() string {
		var in struct{ Body string }
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			c.faults = append(c.faults, err.Error())
		}
		return in.Body
	}
	id, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/repos/o/r/issues/comments/"))
	switch {
	case r.Method == http.MethodGet && r.URL.Path == "/repos/o/r/issues/7/comments":
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		list := []jsonComment{}
		for i := (page - 1) * 100; i < min(page*100, len(c.order)); i++ {
			list = append(list, jsonComment{c.order[i], c.bodies[c.order[i]]})
		}
		_ = json.NewEncoder(w).Encode(list)
	case c.forbid || r.Method == http.MethodPatch && id == c.readonly:
		w.WriteHeader(http.StatusForbidden)
	case r.Method == http.MethodPost && r.URL.Path == "/repos/o/r/issues/7/comments":
		c.add(body())
		w.WriteHeader(http.StatusCreated)
	case r.Method == http.MethodPatch && c.bodies[id] != "":
		c.bodies[id] = body()
	default:
		c.faults = append(c.faults, r.Method+" "+r.URL.String())
		w.WriteHeader(http.StatusNotFound)
	}
}

// pull is a runner for pull request 7, with what it may ask.
func pull(t *testing.T, program string) (*runner, *conversation) {
	t.Helper()
	c := &conversation{bodies: map[int]string{}}
	site := httptest.NewServer(c)
	t.Cleanup(site.Close)
	event := writeFile(t, "event.json", `{"pull_request": {"number": 7}}`)
	r := newRunner(t, program, "GITHUB_API_URL="+site.URL, "GITHUB_REPOSITORY=o/r", "GITHUB_EVENT_PATH="+event, "GITHUB_STEP_SUMMARY="+filepath.Join(t.TempDir(), "summary.md"))
	return r, c
}

func (c *conversation) ours() (out []string) {
	for _, id := range c.order {
		if strings.HasPrefix(c.bodies[id], "<!-- remora-bt gate: ") {
			out = append(out, c.bodies[id])
		}
	}
	return out
}

// There is one comment of a gate, wherever it stands, and it says what the last run of
// the action found.
func TestCommentIsUpdatedInPlace(t *testing.T) {
	r, c := pull(t, echo)
	c.add(`I saw "<!-- remora-bt gate: gate -->" in a text`)
	file := filepath.Join(r.temp, "remora-bt-comment.md")
	comment := func(text, name string) string {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := r.step(t, "Comment", map[string]string{"token": "secret", "name": name})
		if err != nil {
			t.Errorf("%v: %s", err, out)
		}
		return out
	}
	first := "## passed\n\n`code` \"quoted\" $(id) \\n ❌\n"
	comment(first, "gate")
	if got := c.ours(); len(got) != 1 || got[0] != "<!-- remora-bt gate: gate -->\n"+first {
		t.Fatalf("comments %q, want one", got)
	}
	for i := range 230 {
		c.add(fmt.Sprint("talk ", i))
	}
	comment("another gate", `x" --><script>`)
	comment("second", "gate")
	comment("second of the other", `x" --><script>`)
	if got := c.ours(); len(got) != 2 || !strings.HasSuffix(got[0], "-->\nsecond") || got[1] != "<!-- remora-bt gate: x______script_ -->\nsecond of the other" {
		t.Errorf("comments %q, want one of each gate, updated", got)
	}
	// What cannot be changed is written anew.
	c.readonly = c.order[1]
	comment("third", "gate")
	if got := c.ours(); len(got) != 3 || !strings.HasSuffix(got[2], "\nthird") {
		t.Errorf("comments %q, want a new one", got)
	}
	if len(c.faults) > 0 {
		t.Errorf("the API was asked for what it has not: %q", c.faults)
	}
	// Without the permission the gate says so and does not fail.
	c.forbid = true
	if out := comment("fourth", "gate"); !strings.Contains(out, "::warning") || !strings.Contains(out, "pull-requests: write") || strings.Contains(out, "secret") {
		t.Errorf("without permission it says %q", out)
	}
}

func TestNoCommentOutsideOfPullRequests(t *testing.T) {
	r, c := pull(t, echo)
	r.env = append(r.env, "GITHUB_EVENT_PATH="+writeFile(t, "push.json", `{"ref": "refs/heads/main"}`))
	if err := os.WriteFile(filepath.Join(r.temp, "remora-bt-comment.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := r.step(t, "Comment", map[string]string{"token": "secret"})
	if err != nil || len(c.order) > 0 || !strings.Contains(out, "no pull request") {
		t.Errorf("%v, %q, comments %v", err, out, c.order)
	}
}

// The whole action on the built-in study: step summary, comment and folder, of a run
// that passes, one that fails and one that cannot be judged.
func TestActionEndToEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program and runs the built-in study")
	}
	r, c := pull(t, "")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(r.temp, "remora-bt"), "./cmd/remora-bt")
	build.Dir = shared.Root(t)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	folder := filepath.Join(t.TempDir(), "run")
	in := map[string]string{"sample": "true", "run": folder, "token": "secret"}
	out, failed := r.all(t, in)
	if _, err := os.Stat(filepath.Join(folder, "report.html")); failed || err != nil {
		t.Fatalf("%v, failed %t: %s", err, failed, out)
	}
	summary := strings.TrimPrefix(r.env[len(r.env)-1], "GITHUB_STEP_SUMMARY=")
	text, err := os.ReadFile(summary)
	if err != nil || !strings.Contains(string(text), "## remora-bt gate: passed") || !strings.Contains(string(text), "PROFIT  ") || !strings.Contains(string(text), "| profit.answer") {
		t.Errorf("step summary %v:\n%s", err, text)
	}
	if got := c.ours(); len(got) != 1 || got[0] != "<!-- remora-bt gate: gate -->\n"+string(text) {
		t.Errorf("comments %q, want the step summary", got)
	}
	in["sample"], in["config"] = "false", writeFile(t, "gate.yaml", "rules:\n  - check: refused_pct <= 1\n")
	out, failed = r.all(t, in)
	if got := c.ours(); !failed || len(got) != 1 || !strings.Contains(got[0], "gate: failed") || !strings.Contains(out, "::error ") {
		t.Errorf("failed %t, %q, comments %q: want a gate that fails", failed, out, got)
	}
	if _, err := os.Stat(filepath.Join(r.artifacts["remora-bt-run"], "report.html")); err != nil {
		t.Errorf("after a gate that failed the artifact lacks the report: %v", err)
	}
	in["study"] = writeFile(t, "study.yaml", "fee: free\n")
	_, failed = r.all(t, in)
	if got := c.ours(); !failed || len(got) != 1 || !strings.Contains(got[0], "gate: not judged") {
		t.Errorf("failed %t, comments %q: want one that says that nothing was judged", failed, got)
	}
}
