package columns

import (
	"context"
	"fmt"
	"runtime"

	"github.com/remora-bt/remora-bt/internal/parallel"
)

// Each calls do(z, i) for every i below n side by side, each time with an Inflater
// that no other call uses meanwhile. What do writes must belong to i. A panic is
// an error. The error is that of the lowest i, whatever order they happened in.
func Each(n int, do func(z *Inflater, i int) error) error {
	errs := make([]error, n)
	free := make(chan *Inflater, runtime.GOMAXPROCS(0))
	for range cap(free) {
		free <- nil
	}
	err := parallel.Each(context.Background(), n, func(i int) {
		z := <-free
		errs[i] = Guard(func() error {
			if z == nil {
				z = newInflater()
			}
			return do(z, i)
		})
		free <- z
	})
	close(free)
	for z := range free {
		if z != nil {
			z.zstd.Close()
		}
	}
	if err != nil {
		return err
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Guard calls f and turns a panic into an error: decoders of other people's file
// formats index into what the file claims. It stands at the door of every
// goroutine that decodes.
func Guard(f func() error) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case runtime.Error:
			err = fmt.Errorf("the file is damaged: what it says of itself leads outside of it (%w)", p)
		case error:
			err = p
		default:
			err = fmt.Errorf("the file is damaged: %v", p)
		}
	}()
	return f()
}
