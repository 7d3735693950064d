package parallel

import (
	"context"
	"sync/atomic"
)

// A Watch is told how many steps of some work are done. Goroutines share it, so that a
// smaller number may come after a larger one.
type Watch func(what string, done, all int)

type (
	watchKey struct{}
	nameKey  struct{}
)

// Watched is a context whose named work is told to w, to nobody if that is nil.
func Watched(ctx context.Context, w Watch) context.Context {
	return context.WithValue(ctx, watchKey{}, w)
}

// Named is a context whose calls of Each are told under a name, where somebody watches.
func Named(ctx context.Context, what string) context.Context {
	if watchOf(ctx) == nil {
		return ctx
	}
	return context.WithValue(ctx, nameKey{}, what)
}

// Tell says how far work has come that is no call of Each.
func Tell(ctx context.Context, what string, done, all int) {
	if w := watchOf(ctx); w != nil {
		w(what, done, all)
	}
}

func watchOf(ctx context.Context) Watch {
	w, _ := ctx.Value(watchKey{}).(Watch)
	return w
}

// told is f, which tells of every call that has ended if the work has a name.
func told(ctx context.Context, n int, f func(i int)) func(i int) {
	what, ok := ctx.Value(nameKey{}).(string)
	if !ok {
		return f
	}
	w := watchOf(ctx)
	w(what, 0, n)
	var done atomic.Int64
	return func(i int) {
		f(i)
		w(what, int(done.Add(1)), n)
	}
}
