// Mutate tries small changes to the code of a package, one at a time, and reports
// which of them its tests notice. See scripts/mutate.sh.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	number := flag.Int("n", 40, "changes to try in each package")
	seed := flag.Uint64("seed", 1, "which changes: another seed, another sample")
	limit := flag.Duration("limit", 0, "time for the tests of one change; 0 for ten times as long as without")
	least := flag.Float64("least", 0, "fail if a smaller share of changes is noticed")
	list := flag.Bool("list", false, "print the changes without trying them")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ok := true
	for _, pkg := range flag.Args() {
		share, err := try(ctx, pkg, *number, *seed, *limit, *list)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		ok = ok && share >= *least
	}
	if !ok {
		os.Exit(1)
	}
}

// try makes up to n changes to the package in directory dir and returns the share
// that its tests noticed. Changes that do not compile are left out and others take
// their place. A test that runs out of time has noticed.
func try(ctx context.Context, dir string, n int, seed uint64, limit time.Duration, list bool) (float64, error) {
	changes, err := changesOf(dir)
	if err != nil {
		return 0, err
	}
	rng := rand.New(rand.NewPCG(seed, 0))
	rng.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
	if list {
		for _, c := range changes[:min(n, len(changes))] {
			fmt.Print(c)
		}
		return 1, nil
	}
	scratch, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(scratch)
	begun := time.Now()
	if out, err := test(ctx, dir, "", time.Hour); err != nil {
		return 0, fmt.Errorf("%s: the tests fail before any change: %w\n%s", dir, err, out)
	}
	if limit == 0 {
		limit = max(30*time.Second, 10*time.Since(begun))
	}
	tried, noticed := 0, 0
	for _, c := range changes {
		if tried == n {
			break
		}
		overlay, err := c.overlay(scratch)
		if err != nil {
			return 0, err
		}
		out, err := test(ctx, dir, overlay, limit)
		if strings.Contains(out, "[build failed]") {
			continue
		}
		tried++
		if err != nil {
			noticed++
		} else {
			fmt.Print(c)
		}
		if tried%10 == 0 {
			fmt.Fprintf(os.Stderr, "%s: %d of %d noticed so far\n", dir, noticed, tried)
		}
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
	}
	share := float64(noticed) / float64(max(tried, 1))
	fmt.Printf("%s: %d of %d changes noticed (%.0f %%), seed %d, %d possible\n", dir, noticed, tried, 100*share, seed, len(changes))
	return share, nil
}

// test runs the short tests of a package with some files replaced.
func test(ctx context.Context, dir, overlay string, limit time.Duration) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit+time.Minute) // the minute is for the compiler
	defer cancel()
	args := []string{"test", "-short", "-count=1", "-failfast", "-vet=off", "-timeout", limit.String()}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	args = append(args, "./"+dir)
	if draws(dir) {
		args = append(args, "-rapid.shrinktime=0s")
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return "", ctx.Err()
	}
	return string(out), err
}

// draws reports whether tests of a package draw their cases with rapid, which takes up
// to half a minute to shrink one that fails: nobody reads it here.
func draws(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "*_test.go"))
	return slices.ContainsFunc(files, func(file string) bool {
		text, err := os.ReadFile(file)
		return err == nil && strings.Contains(string(text), `"pgregory.net/rapid"`)
	})
}

// A change replaces one stretch of a file by another text.
type change struct {
	file     string
	text     []byte // of the whole file
	from, to int    // the stretch
	with     string
}

// String is the place and the lines before and after, as a diff shows them.
func (c change) String() string {
	first := strings.LastIndexByte(string(c.text[:c.from]), '\n') + 1
	last := len(c.text)
	if i := strings.IndexByte(string(c.text[c.to:]), '\n'); i >= 0 {
		last = c.to + i
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d\n", c.file, 1+strings.Count(string(c.text[:c.from]), "\n"))
	mark := func(sign, text string) {
		for line := range strings.Lines(text) {
			fmt.Fprintf(&b, "  %s %s\n", sign, strings.TrimRight(line, "\n"))
		}
	}
	mark("-", string(c.text[first:last]))
	mark("+", string(c.text[first:c.from])+c.with+string(c.text[c.to:last]))
	return b.String()
}

// overlay writes the changed file and a list for go's -overlay beside it, so that
// the checkout stays as it is.
func (c change) overlay(scratch string) (string, error) {
	changed := filepath.Join(scratch, "changed.go")
	text := slices.Concat(c.text[:c.from], []byte(c.with), c.text[c.to:])
	if err := os.WriteFile(changed, text, 0o600); err != nil {
		return "", err
	}
	whole, err := filepath.Abs(c.file)
	if err != nil {
		return "", err
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": {whole: changed}})
	if err != nil {
		return "", err
	}
	name := filepath.Join(scratch, "overlay.json")
	return name, os.WriteFile(name, list, 0o600)
}
