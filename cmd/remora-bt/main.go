// Command remora-bt tells whether a market risk filter helps a trading strategy:
// it replays history, runs the strategy without and with the filter, and says
// what the difference means.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
