package columns

import (
	"bytes"
	"compress/gzip"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// compressed is text under a codec whose stream ends with a checksum.
func compressed(t *testing.T, codec format.CompressionCodec, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch codec {
	case format.Gzip:
		w = gzip.NewWriter(&b)
	case format.Zstd:
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	default:
		z := lz4.NewWriter(&b)
		if err := z.Apply(lz4.ChecksumOption(true)); err != nil {
			t.Fatal(err)
		}
		w = z
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A stream with a checksum is read whole or not at all: no bit of it changes the
// text unseen, and nothing may be missing from its end or follow it.
func TestInflateChecksums(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	text := make([]byte, 800)
	for i := range text {
		text[i] = byte(rng.IntN(7)) // bits of it are literals of the stream
	}
	for name, codec := range map[string]format.CompressionCodec{"gzip": format.Gzip, "zstd": format.Zstd, "lz4": LZ4Frame} {
		t.Run(name, func(t *testing.T) {
			z := newInflater()
			defer z.zstd.Close()
			whole := compressed(t, codec, text)
			if got, err := z.Inflate(whole, codec, len(text)); err != nil || !bytes.Equal(got, text) {
				t.Fatalf("Inflate = %d bytes, %v, want the text", len(got), err)
			}
			for i := range 8 * len(whole) {
				bad := bytes.Clone(whole)
				bad[i/8] ^= 1 << (i % 8)
				var got []byte
				err := Guard(func() (err error) {
					got, err = z.Inflate(bad, codec, len(text))
					return err
				})
				if err == nil && !bytes.Equal(got, text) {
					t.Fatalf("bit %d of byte %d flipped: another text without an error", i%8, i/8)
				}
			}
			for cut := 1; cut < 9; cut++ {
				if _, err := z.Inflate(whole[:len(whole)-cut], codec, len(text)); err == nil {
					t.Errorf("%d bytes cut off: no error", cut)
				}
			}
			for _, n := range []int{len(text) - 1, len(text) + 1} {
				if _, err := z.Inflate(whole, codec, n); err == nil {
					t.Errorf("a text of %d bytes read as %d: no error", len(text), n)
				}
			}
		})
	}
}
