// Package progress shows on a terminal how far long work has come: what is done, of
// how much, and the time that is left. Where there is no terminal it writes nothing.
package progress

import (
	"io"
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// delay is how long work takes before it is worth a bar.
const delay = time.Second

// A Bar is one bar. The nil Bar shows nothing, so that callers need not ask.
type Bar struct {
	container *mpb.Progress
	bar       *mpb.Bar
	render    chan struct{}
	timer     *time.Timer
}

// New returns a bar for work of so many steps that is drawn on w, or nil if w is no
// terminal. Stop must be called in the end.
func New(w io.Writer, what string, steps int) *Bar {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	b := &Bar{render: make(chan struct{})}
	b.container = mpb.New(mpb.WithOutput(f), mpb.WithRenderDelay(b.render), mpb.WithWidth(40))
	b.bar = b.container.New(int64(steps), mpb.BarStyle(),
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(what, decor.WCSyncSpaceR), decor.CountersNoUnit("%d/%d")),
		mpb.AppendDecorators(decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO), "")),
	)
	b.timer = time.AfterFunc(delay, func() { close(b.render) })
	return b
}

// Add says that n more steps are done. Goroutines may share the bar.
func (b *Bar) Add(n int) {
	if b != nil {
		b.bar.IncrBy(n)
	}
}

// Stop takes the bar away. It may be called again.
func (b *Bar) Stop() {
	if b == nil {
		return
	}
	if b.timer.Stop() {
		close(b.render)
	}
	b.bar.Abort(true)
	b.container.Wait()
}
