package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"runtime/debug"

	"github.com/spf13/pflag"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/internal/memory"
	"github.com/remora-bt/remora-bt/internal/plural"
)

// aside is what the program itself takes beside its heap.
const aside = 64 << 20

// boundMemory keeps the program within three quarters of what machine and container
// allow, unless the variable GOMEMLIMIT says otherwise: garbage is collected more often
// as the heap comes near.
func boundMemory() {
	if n := memory.Allowed(); n > 0 && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(n/4*3 - aside)
	}
}

// A memoryFlag is the value of --memory, which is in force at once.
type memoryFlag string

func (f *memoryFlag) String() string { return string(*f) }
func (f *memoryFlag) Type() string   { return "size" }

// Set reads the size.
func (f *memoryFlag) Set(text string) error {
	n, err := memory.Parse(text)
	if err != nil {
		return err
	}
	*f = memoryFlag(text)
	debug.SetMemoryLimit(max(n-aside, n/2))
	return nil
}

func bindMemory(fs *pflag.FlagSet) {
	fs.Var(new(memoryFlag), "memory", "memory to stay within, as in 4GiB (default: three quarters of what machine and container allow)")
}

// Of a heap that is big a smaller share may be garbage.
const (
	bigHeap   = 1 << 30
	bigHeapGC = 30
)

// fit prepares for what a history takes, and tells of one that will not fit.
func fit(h *study.History, stderr io.Writer) {
	limit := debug.SetMemoryLimit(-1)
	if h.Need() > bigHeap && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(bigHeapGC)
	}
	if need := h.Need(); limit < math.MaxInt64 && need > limit {
		fmt.Fprintf(stderr, "remora-bt: %d candles of %s take about %s of memory, more than the %s to stay within: it will be slow, or take more; fewer pairs or a shorter range need less\n",
			h.Rows(), plural.Of(len(h.Plan.Study.Pairs), "pair", "pairs"), memory.Text(need), memory.Text(limit))
	}
}
