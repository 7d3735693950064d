package formats

import (
	"bytes"
	"fmt"
	"io"
	"sync"

	"github.com/remora-bt/remora-bt/internal/columns"
)

// Text is parsed in blocks of whole rows. No row is longer than a block.
const (
	blockSize  = 256 << 10
	blockCount = 4
)

// A piece is a block, or the error that ended the stream.
type piece struct {
	b   []byte
	err error
}

// A longRow is a block without the byte that ends a row.
type longRow struct{ block []byte }

func (longRow) Error() string { return fmt.Sprintf("a row is longer than %d bytes", blockSize) }

// eachBlock calls f with the bytes of r in order, in blocks that end with end;
// only the last may end otherwise. Reading, which means decompressing, goes on
// in another goroutine while f works. f must not keep the block. It may append
// one byte to the last, to no other.
func eachBlock(r io.Reader, end byte, f func([]byte) error) error {
	free := make(chan []byte, blockCount)
	for range blockCount {
		free <- make([]byte, blockSize+1)
	}
	full := make(chan piece, blockCount)
	quit := make(chan struct{})
	var reader sync.WaitGroup
	reader.Go(func() {
		defer close(full)
		if err := columns.Guard(func() error { return fill(r, end, free, full, quit) }); err != nil {
			full <- piece{err: err}
		}
	})
	defer reader.Wait()
	defer close(quit)
	for p := range full {
		if p.err != nil {
			return p.err
		}
		if err := f(p.b); err != nil {
			return err
		}
		free <- p.b[:cap(p.b)]
	}
	return nil
}

// fill cuts r into blocks until it ends or quit closes. What follows the last
// end byte of a block is carried to the front of the next.
func fill(r io.Reader, end byte, free <-chan []byte, full chan<- piece, quit <-chan struct{}) error {
	var rest []byte // lies in the block before; nobody writes there until it is taken again
	for {
		var b []byte
		select {
		case b = <-free:
		case <-quit:
			return nil
		}
		n, err := fillUp(r, b[:blockSize], copy(b, rest))
		if err == io.EOF {
			full <- piece{b: b[:n]}
			return nil
		}
		if err != nil {
			return err
		}
		cut := bytes.LastIndexByte(b[:n], end) + 1
		if cut == 0 {
			return longRow{bytes.Clone(b[:n])}
		}
		full <- piece{b: b[:cut]}
		rest = b[cut:n]
	}
}

// fillUp reads into b from n on. Unlike io.ReadFull it passes on
// io.ErrUnexpectedEOF of a truncated archive as what it is.
func fillUp(r io.Reader, b []byte, n int) (int, error) {
	for n < len(b) {
		m, err := r.Read(b[n:])
		n += m
		if err != nil {
			return n, err
		}
	}
	return n, nil
}
