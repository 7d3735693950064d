package formats

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel calls do(w, i) for every i below n on as many goroutines as there are
// processors, each with a worker of its own. What do writes must belong to i.
// The error is that of the lowest i, whatever order they happened in.
func parallel[W any](n int, worker func() (w W, stop func()), do func(w W, i int) error) error {
	var (
		next atomic.Int64
		wg   sync.WaitGroup
		errs = make([]error, n)
	)
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			w, stop := worker()
			defer stop()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				errs[i] = guarded(func() error { return do(w, i) })
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
