package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/remora-bt/remora-bt/internal/place"
)

// grace is how long a command has to end by itself after a signal.
const grace = 700 * time.Millisecond

// interruptible is a context that ends with the first signal. A command that has not
// ended a moment later, because it is deep in some loop or file, is ended: what it was
// writing goes. A second signal ends the program at once; what was being written then
// stays under its hidden name, and the next run removes it.
func interruptible(caught <-chan os.Signal, stderr io.Writer) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-caught
		cancel()
		select {
		case <-caught:
		case <-time.After(grace):
			place.Abandon()
			fmt.Fprintln(stderr, "remora-bt: interrupted; nothing unfinished was written")
		}
		os.Exit(exitInterrupted)
	}()
	return ctx
}
