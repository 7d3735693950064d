// Package parallel is the one place where work is shared over goroutines.
package parallel

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls f(i) for 0 ≤ i < n on up to GOMAXPROCS goroutines. Results belong in
// slots by index, so that no outcome depends on the order of calls. Once ctx is
// done no further call is made, and Each returns ctx's error.
func Each(ctx context.Context, n int, f func(i int)) error {
	return Limit(ctx, runtime.GOMAXPROCS(0), n, f)
}

// Limit is Each on at most so many goroutines: for work that waits, as on a network.
func Limit(ctx context.Context, most, n int, f func(i int)) error {
	f = told(ctx, n, f)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, most) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				f(i)
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}
