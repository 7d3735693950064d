package stats

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// chunks calls f(lo, hi) for the consecutive ranges of size indices that make up
// 0 ≤ i < n, on up to GOMAXPROCS goroutines. f may keep scratch memory for the
// length of a range; its results belong in slots by index.
func chunks(n, size int, f func(lo, hi int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min((n+size-1)/size, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for {
				lo := int(next.Add(int64(size))) - size
				if lo >= n {
					return
				}
				f(lo, min(lo+size, n))
			}
		})
	}
	wg.Wait()
}
