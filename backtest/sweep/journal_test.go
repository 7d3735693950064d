package sweep_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/sweep"
)

func openJournal(t *testing.T, path, study string) *sweep.Journal {
	t.Helper()
	j, err := sweep.OpenJournal(path, study)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

// saved is a batch of some settings on a cell, and the journal that holds it, as study
// a.
func saved(t *testing.T) (cell *sweep.Testbed, names []string, b *sweep.Batch, path string, whole []byte) {
	t.Helper()
	cell, dials := forwardCell(t, halfYear(1), 1)
	b, names = try(t, cell, dials, someThresholds), namesOf(someThresholds)
	path = filepath.Join(t.TempDir(), "points.jsonl")
	if err := openJournal(t, path, "a").Save(cell, names, b); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return cell, names, b, path, whole
}

// What was saved is loaded to the last digit, by the same study alone.
func TestJournal(t *testing.T) {
	cell, names, b, path, whole := saved(t)
	var got sweep.Batch
	if openJournal(t, path, "b").Load(cell, names, &got) {
		t.Error("another study's points were loaded")
	}
	again := openJournal(t, path, "a")
	if again.Load(cell, names[:2], &got) {
		t.Error("a batch that was never tried was loaded")
	}
	if !again.Load(cell, names, &got) {
		t.Fatal("the batch was not loaded")
	}
	if text(got) != text(*b) {
		t.Errorf("loaded %s, want %s", text(got), text(*b))
	}
	if n := bytes.Count(whole, []byte("\n")); n != len(names)+1 {
		t.Errorf("%d lines, want one a point and one for the batch", n)
	}
}

// However the file was torn, it opens, loses no line that was whole, and takes the
// batch again; afterwards it is what it would have been.
func TestTornJournal(t *testing.T) {
	cell, names, b, path, whole := saved(t)
	for cut := 0; cut < len(whole); cut += 97 {
		if err := os.WriteFile(path, whole[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		j := openJournal(t, path, "a")
		if want := bytes.Count(whole[:cut], []byte("\n")); j.Done() != want {
			t.Fatalf("cut at byte %d: %d points, want %d", cut, j.Done(), want)
		}
		var got sweep.Batch
		if j.Load(cell, names, &got) {
			t.Fatalf("cut at byte %d: an unfinished batch was loaded", cut)
		}
		if err := j.Save(cell, names, b); err != nil {
			t.Fatal(err)
		}
		if again, err := os.ReadFile(path); err != nil || !bytes.Equal(again, whole) {
			t.Fatalf("cut at byte %d: the file is not what it was", cut)
		}
	}
}

// A changed number is found and its setting worked out again; the file then holds what
// it would have held.
func TestChangedJournal(t *testing.T) {
	cell, names, b, path, whole := saved(t)
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		i := rng.IntN(len(whole))
		if whole[i] == '\n' {
			continue
		}
		changed := bytes.Clone(whole)
		changed[i] = '0' + (changed[i]-'0'+1)%10
		if changed[i] == whole[i] || changed[i] == '\n' {
			continue
		}
		if err := os.WriteFile(path, changed, 0o644); err != nil {
			t.Fatal(err)
		}
		j := openJournal(t, path, "a")
		var got sweep.Batch
		if j.Damaged != 1 || j.Load(cell, names, &got) {
			t.Fatalf("byte %d: %d lines damaged, the batch was loaded as %s", i, j.Damaged, text(got))
		}
		if err := j.Save(cell, names, b); err != nil {
			t.Fatal(err)
		}
		again := openJournal(t, path, "a")
		if !again.Load(cell, names, &got) || text(got) != text(*b) {
			t.Fatalf("byte %d: what was worked out again is not loaded", i)
		}
	}
}

func TestJournalOfSomethingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "points.jsonl")
	if err := os.WriteFile(path, []byte("{}\nnot JSON\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := sweep.OpenJournal(path, "a"); err == nil || !strings.Contains(err.Error(), "points.jsonl: none of 2 lines has the checksum") {
		t.Errorf("opened with %v, want an error with the line", err)
	}
	if _, err := sweep.OpenLedger(path, "a"); err == nil || !strings.Contains(err.Error(), "points.jsonl: line 1 is no line of a ledger") {
		t.Errorf("opened with %v, want an error with the line", err)
	}
}

// A ledger counts what was tried on some data, over sweeps and never twice.
func TestLedger(t *testing.T) {
	cell, _ := forwardCell(t, halfYear(1), 1)
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	add := func(study, data string, settings ...string) int {
		l, err := sweep.OpenLedger(path, study)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Add(data, cell, settings); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		return l.Trials(data, cell.Strategy)
	}
	for i, tt := range []struct {
		study, data string
		settings    []string
		want        int
	}{
		{"s", "d", []string{"max_risk=0.5", "max_risk=0.6"}, 2},
		{"s", "d", []string{"max_risk=0.5", "max_risk=0.6"}, 2}, // resumed
		{"s", "d", []string{"max_risk=0.6", "max_risk=0.7"}, 3},
		{"s", "e", []string{"max_risk=0.5"}, 1},
		{"other", "d", []string{"max_risk=0.5"}, 4},
	} {
		if got := add(tt.study, tt.data, tt.settings...); got != tt.want {
			t.Errorf("sweep %d: %d trials, want %d", i, got, tt.want)
		}
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(before, `{"data":"d","stu`...), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := add("s", "d", "max_risk=0.5"); got != 4 {
		t.Errorf("after a torn line: %d trials, want 4", got)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, before) {
		t.Error("the torn line is still there")
	}
}
