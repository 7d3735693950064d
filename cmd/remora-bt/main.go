// Command remora-bt tells whether a market risk filter helps a trading strategy:
// it replays history, runs the strategy without and with the filter, and says
// what the difference means.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// gcPercent bounds garbage to half of what is alive: memory is mostly candles and what
// was said of them, which stay, so that the collector costs little.
const gcPercent = 50

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
