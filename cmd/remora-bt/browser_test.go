package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var look = flag.String("look", "", "folder to write pictures of the report to, for people to look at")

// checks are rules of accessibility on the page that is loaded, at its present size
// and colours: a list of what breaks them.
//
//go:embed testdata/checks.js
var checks string

// A browser is a page in headless Chromium.
type browser struct {
	*testing.T
	ctx context.Context

	mu       sync.Mutex
	address  string
	errors   []string // what the console said
	requests []string // besides the page itself
}

// browserProgram is the path of a browser. Where there is none the test is skipped, or
// fails if REMORA_BROWSER=1 promises that there is one.
func browserProgram(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	if os.Getenv("REMORA_BROWSER") == "1" {
		t.Fatal("REMORA_BROWSER=1 and there is no chromium")
	}
	t.Skip("there is no chromium: apt-get install chromium; with REMORA_BROWSER=1 this fails")
	return ""
}

// open loads a page. Without Chromium the test is skipped, or fails if
// REMORA_BROWSER=1.
func open(t *testing.T, path string) *browser {
	t.Helper()
	program := browserProgram(t)
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1280, 900), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...) // t.Context is done before Cleanup
	t.Cleanup(cancel)
	ctx, _ = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Error(err)
		}
	})
	b := &browser{T: t, ctx: ctx, address: "file://" + path}
	err := chromedp.Listen(ctx, func(event any) { b.heard(event) })
	if err != nil {
		t.Fatal(err)
	}
	call(b, network.Enable, network.EnableParams{})
	call(b, log.Enable, struct{}{})
	call(b, runtime.Enable, struct{}{})
	b.do(chromedp.Navigate(b.address), chromedp.WaitReady(chromedp.CSS("footer")))
	return b
}

// heard keeps what a page should not do.
func (b *browser) heard(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.errors = append(b.errors, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.errors = append(b.errors, fmt.Sprintf("console.%s", e.Type))
	case *log.EventEntryAdded:
		b.errors = append(b.errors, e.Entry.Text)
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; u != b.address && u != "data:," {
			b.requests = append(b.requests, u)
		}
	}
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// result does what has one, call a command of the protocol.
func result[T any](b *browser, action chromedp.Action[T]) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, action)
	if err != nil {
		b.Fatal(err)
	}
	return v
}

func call[P, R any](b *browser, command cdp.Command[P, R], params P) {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.Fatal(err)
	}
}

// ask evaluates an expression in the page.
func ask[T any](b *browser, expression string, args ...any) T {
	b.Helper()
	return result(b, chromedp.Evaluate[T](fmt.Sprintf(expression, args...)))
}

// quiet holds the page to no error and no request.
func (b *browser) quiet() {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.errors) > 0 {
		b.Errorf("the console says %q", b.errors)
	}
	if len(b.requests) > 0 {
		b.Errorf("the page asks for %q", b.requests)
	}
}

// screen sets width in pixels and colours.
func (b *browser) screen(width int64, colours string) {
	b.Helper()
	b.do(chromedp.EmulateViewport(width, 900))
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colours}}})
}

// accessible holds the page to the checks and to its width.
func (b *browser) accessible() {
	b.Helper()
	if over := ask[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		b.Errorf("the page is %d pixels wider than the window: %q", over, ask[[]string](b,
			`[...document.querySelectorAll("main *")].filter(e => !e.closest(".scroll, svg") && e.getBoundingClientRect().right > innerWidth).slice(0, 5).map(e => e.tagName + "." + e.className)`))
	}
	faults := ask[[]string](b, "%s", checks)
	for i, f := range faults {
		if i == 20 {
			b.Errorf("and %d more", len(faults)-i)
			break
		}
		b.Error(f)
	}
}

// picture writes what is seen to the folder of -look.
func (b *browser) picture(name string) {
	b.Helper()
	if *look == "" {
		return
	}
	for i, top := range []string{"#main", "#cell-1", "#cell-1 .charts", "#cell-1 .charts figure:nth-child(9)", "#periods", "#health", "#method", "#manifest"} {
		ask[int](b, `document.querySelector(%q)?.scrollIntoView(); 0`, top)
		b.keep(fmt.Sprintf("%s-%d.png", name, i), result(b, chromedp.CaptureScreenshot()))
	}
}

func (b *browser) keep(name string, content []byte) {
	b.Helper()
	if err := os.MkdirAll(*look, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*look, name), content, 0o644); err != nil {
		b.Fatal(err)
	}
}
