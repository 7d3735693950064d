package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/internal/shared"
)

// The harness of damaged files: every reader of the program gets valid files that were
// changed at random, and must give a result or one clear error. It may not panic, take
// longer than mostTime, need more memory than its file bears, or leave anything behind.
//
//	go test ./cmd/remora-bt -run TestMutatedFiles                                      # 5,000 files
//	make fuzz-long                                                                     # a million
//	REMORA_MUTATED=history.parquet/4711 go test ./cmd/remora-bt -run TestMutatedFiles  # one again
//
// docs/reliability.md has the figures.
const (
	mostTime = 10 * time.Second
	// mostMemory is what all of the program may hold while a file is read.
	mostMemory = 2 << 30
	// freeMemory and perByte bound what a reader may hold: bytes, and times the size of
	// its file, or of the text in it where that is compressed.
	freeMemory = 64 << 20
	perByte    = 4
	// growth bounds how much longer than its file a compressed text may be.
	growth = 60
)

// A victim is a reader and a valid file that it reads.
type victim struct {
	name   string
	path   string
	valid  []byte
	pack   func([]byte) []byte // makes the file of the changed bytes, as by compressing them
	mend   func()              // makes true again what other files say of this one
	rare   bool                // its reader is slow: one turn in ten
	packed bool                // the file's bytes are compressed
	mild   bool                // its reader passes over what is damaged, and says so
	read   func() error
}

// write puts bytes in the place of the file and returns its size, or that of the text in
// it where it is known.
func (v *victim) write(t *testing.T, text []byte) int {
	t.Helper()
	size := len(text)
	if v.pack != nil {
		text = v.pack(text)
	}
	if err := os.WriteFile(v.path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if v.mend != nil {
		v.mend()
	}
	return size
}

// bound is the most memory that reading a file of a size may take.
func (v *victim) bound(size int) uint64 {
	if v.packed {
		size *= growth
	}
	return uint64(freeMemory + perByte*size)
}

func TestMutatedFiles(t *testing.T) {
	count, seed := 5000, uint64(1)
	if text := os.Getenv("REMORA_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	if testing.Short() {
		count = 500
	}
	if text := os.Getenv("REMORA_MUTATIONS"); text != "" {
		var err error
		if count, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	victims := victims(t)
	seen := map[string]*tally{}
	for i := range victims {
		v := &victims[i]
		seen[v.name] = &tally{}
		v.write(t, v.valid)
		if err := v.read(); err != nil {
			t.Fatalf("%s: the valid file is refused: %v", v.name, err)
		}
	}
	if one := os.Getenv("REMORA_MUTATED"); one != "" {
		name, number, _ := strings.Cut(one, "/")
		for i := range victims {
			if n, err := strconv.Atoi(number); err == nil && victims[i].name == name {
				t.Errorf("%s: %q", one, tryMutated(t, &victims[i], seed, n, &tally{}))
				return
			}
		}
		t.Fatalf("REMORA_MUTATED=%s: expected a reader's name and a number, as %s/17", one, victims[0].name)
	}
	began := time.Now()
	for done, round := 0, 0; done < count; round++ {
		for i := 0; i < len(victims) && done < count; i++ {
			if v := &victims[i]; !v.rare || round%10 == 0 {
				for _, fault := range tryMutated(t, v, seed, round, seen[v.name]) {
					t.Error(fault)
				}
				if done++; done%10_000 == 0 {
					t.Logf("%d files in %v", done, time.Since(began).Round(time.Second))
				}
			}
		}
	}
	t.Logf("%d files in %v", count, time.Since(began).Round(time.Second))
	for _, v := range victims {
		s := seen[v.name]
		t.Logf("%-36s %7d tried, %7d refused, %6.1f ms and %4d MB at most", v.name, s.tried, s.refused, s.slowest.Seconds()*1000, s.memory>>20)
		if s.tried > 80 && s.refused == 0 && !v.mild {
			t.Errorf("%s: no changed file of %d is refused", v.name, s.tried)
		}
	}
}

// The harness sees what it is for.
func TestMutatedFilesAreWatched(t *testing.T) {
	for _, tt := range []struct {
		name string
		read func(path string) error
		want string
	}{
		{"good", func(string) error { return errors.New("a.csv: row 1: damaged") }, ""},
		{"panics", func(string) error { return errors.New([]string{}[len(os.Args)]) }, "is a panic"},
		{"says nothing", func(string) error { return errors.New("") }, "is empty"},
		{"misprints", func(string) error { return errors.New("row %!d(string=x)") }, "is badly formatted"},
		{"obeys the file", func(string) error { return errors.New("remora-bt: \x1b[2J") }, "is not legible"},
		{"leaves a file", func(path string) error { return os.WriteFile(path+".part", nil, 0o600) }, "files before"},
		{"takes memory", func(string) error {
			held := make([]byte, 2*freeMemory)
			time.Sleep(20 * time.Millisecond)
			runtime.KeepAlive(held)
			return nil
		}, "bytes of memory"},
	} {
		v := at(t, tt.name, []byte("1,2,3\n4,5,6\n"), tt.read)
		faults := strings.Join(tryMutated(t, &v, 1, 1, &tally{}), "; ")
		if (faults == "") != (tt.want == "") || !strings.Contains(faults, tt.want) {
			t.Errorf("a reader that %s: %q, want %q", tt.name, faults, tt.want)
		}
	}
}

// A tally is what came of the files of a reader.
type tally struct {
	tried, refused int
	slowest        time.Duration
	memory         uint64
}

// tryMutated gives a reader the changed file of a number, which with the seed says
// all of the change, and names what the reader did wrong.
func tryMutated(t *testing.T, v *victim, seed uint64, number int, s *tally) (faults []string) {
	t.Helper()
	stream := fnv.New64a()
	io.WriteString(stream, v.name)
	rng := rand.New(rand.NewPCG(seed^stream.Sum64(), uint64(number)))
	bad, what := mutated(rng, v.valid)
	what = fmt.Sprintf("%s/%d: %s", v.name, number, what)
	size := v.write(t, bad)
	before := names(t, filepath.Dir(v.path))
	ended := watch(what)
	var a, b runtime.MemStats
	runtime.ReadMemStats(&a)
	began := time.Now()
	err := caught(v.read)
	took := time.Since(began)
	ended()
	runtime.ReadMemStats(&b)
	s.tried++
	s.slowest = max(s.slowest, took)
	used := b.TotalAlloc - a.TotalAlloc
	if used > v.bound(size) { // more than that was asked for in all: how much at once?
		used = shared.Peak(func() { _ = caught(v.read) })
	}
	if used > v.bound(size) {
		faults = append(faults, fmt.Sprintf("%s: %d bytes of memory for a file of %d, want at most %d", what, used, size, v.bound(size)))
	}
	s.memory = max(s.memory, used)
	if err != nil {
		s.refused++
		if fault := unclear(err.Error()); fault != "" {
			faults = append(faults, fmt.Sprintf("%s: the error %s: %.1000q", what, fault, err.Error()))
		}
	}
	if after := names(t, filepath.Dir(v.path)); after != before {
		faults = append(faults, fmt.Sprintf("%s: files before: %s; after: %s", what, before, after))
	}
	return faults
}

// watch ends the program where a reader takes too long, or so much memory that the
// machine would end it without a word.
func watch(what string) (ended func()) {
	done := make(chan struct{})
	go func() {
		heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		began := time.Now()
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
			}
			if time.Since(began) > mostTime {
				panic(what + ": still reading after " + mostTime.String())
			}
			if metrics.Read(heap); heap[0].Value.Uint64() > mostMemory {
				panic(fmt.Sprintf("%s: %d bytes of memory are in use", what, heap[0].Value.Uint64()))
			}
		}
	}()
	return func() { close(done) }
}

// caught calls read; a panic is an error that says so.
func caught(read func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			stack := make([]byte, 4<<10)
			err = fmt.Errorf("panic: %v: %s", p, stack[:runtime.Stack(stack, false)])
		}
	}()
	return read()
}

// unclear says what is wrong with a message. That it is printed as legible text is for
// commands to show, whose messages come here as they were printed.
func unclear(text string) string {
	switch {
	case text == "":
		return "is empty"
	case strings.HasPrefix(text, "panic: "):
		return "is a panic"
	case strings.HasPrefix(text, "remora-bt: ") && text != legible(text):
		return "is not legible"
	case misprinted.MatchString(text):
		return "is badly formatted"
	}
	return ""
}

// misprinted is what fmt makes of a verb and a value that do not fit.
var misprinted = regexp.MustCompile(`%![a-zA-Z]?\([a-zA-Z]`)

// names lists the files of a folder and those below it.
func names(t *testing.T, dir string) string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		out = append(out, strings.TrimPrefix(path, dir))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}
