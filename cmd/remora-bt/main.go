// Command remora-bt tells whether a market risk filter helps a trading strategy:
// it replays history, runs the strategy without and with the filter, and says
// what the difference means.
package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// gcPercent bounds garbage to half of what is alive: memory is mostly candles and what
// was said of them, which stay, so that the collector costs little.
const gcPercent = 50

func main() {
	caught := make(chan os.Signal, 2)
	signal.Notify(caught, os.Interrupt, syscall.SIGTERM)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	boundMemory()
	os.Exit(run(interruptible(caught, os.Stderr), os.Args[1:], os.Stdout, os.Stderr))
}
