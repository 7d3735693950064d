package stats

import (
	"context"

	"github.com/remora-bt/remora-bt/internal/parallel"
)

// chunks calls f(lo, hi) for the consecutive ranges of size indices that make up
// 0 ≤ i < n, on up to GOMAXPROCS goroutines. f may keep scratch memory for the
// length of a range; its results belong in slots by index.
func chunks(n, size int, f func(lo, hi int)) {
	_ = parallel.Each(context.Background(), (n+size-1)/size, func(i int) { // no error without an end
		f(i*size, min((i+1)*size, n))
	})
}
