// Package progress shows on a terminal how far long work has come: what is done, of
// how much, and the time that is left. Where there is no terminal it writes nothing.
package progress

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// delay is how long work takes before it is worth a bar.
const delay = time.Second

// Stages shows work that has several stages, a bar for each while it lasts. Between
// them nothing stands on the terminal. The nil Stages show nothing, so that callers need
// not ask. Goroutines may share them.
type Stages struct {
	to    *os.File
	timer *time.Timer // until there is something to draw

	mu    sync.Mutex
	late  bool // bars are drawn by now
	stage      // the last
	bar   *bar // nil unless it is drawn
}

// A stage is some work of all steps.
type stage struct {
	what      string
	done, all int
	begun     time.Time
	running   bool
}

// New returns stages that are drawn on w, or nil if w is no terminal. Stop must be
// called in the end.
func New(w io.Writer) *Stages {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	s := &Stages{to: f}
	s.timer = time.AfterFunc(delay, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.late = true
		s.draw()
	})
	return s
}

// At says how many of all steps of a stage are done. A smaller number than before is an
// older one. The last step takes the bar away.
func (s *Stages) At(what string, done, all int) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if what != s.what || all != s.all || !s.running && done == 0 {
		s.end()
		s.stage = stage{what: what, all: all, begun: time.Now(), running: true}
		s.draw()
	}
	if !s.running || done < s.done {
		return // the stage has ended, or has come further
	}
	if s.bar != nil {
		s.bar.of.SetCurrent(int64(done))
	}
	if s.done = done; done >= all {
		s.end()
	}
}

// draw shows the bar of the stage that is running.
func (s *Stages) draw() {
	if s.late && s.running && s.bar == nil {
		s.bar = newBar(s.to, &s.stage)
	}
}

// end takes the bar away.
func (s *Stages) end() {
	s.running = false
	if s.bar != nil {
		s.bar.of.Abort(true)
		s.bar.container.Wait()
		s.bar = nil
	}
}

// Stop takes away the bar of a stage that has not ended. It may be called again.
func (s *Stages) Stop() {
	if s == nil {
		return
	}
	s.timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end()
	s.late = false
}

type bar struct {
	container *mpb.Progress
	of        *mpb.Bar
}

func newBar(to *os.File, s *stage) *bar {
	b := &bar{container: mpb.New(mpb.WithOutput(to), mpb.WithWidth(40))}
	b.of = b.container.New(int64(s.all), mpb.BarStyle(),
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(s.what, decor.WCSyncSpaceR), decor.CountersNoUnit("%d/%d")),
		mpb.AppendDecorators(decor.Any(left(s.begun))),
	)
	b.of.SetCurrent(int64(s.done))
	return b
}

// left says how long the rest takes at the pace so far; before the first step nobody
// knows.
func left(begun time.Time) func(decor.Statistics) string {
	return func(s decor.Statistics) string {
		if s.Current == 0 || s.Current >= s.Total {
			return ""
		}
		rest := time.Duration(float64(time.Since(begun)) * float64(s.Total-s.Current) / float64(s.Current))
		return rest.Round(time.Second).String() + " left"
	}
}
