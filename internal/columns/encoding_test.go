package columns

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/rle"
)

// What parquet-go encodes is decoded to what it was.
func TestDelta(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 2, 127, 128, 129, 1000} {
		for _, spread := range []int64{0, 1, 300_000, 1 << 40, 1 << 62} {
			want := make([]int64, n)
			for i := range want {
				if spread > 0 {
					want[i] = rng.Int64N(spread) - spread/2
				}
			}
			b, err := parquet.DeltaBinaryPacked.EncodeInt64(nil, want)
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := delta(nil, b, n)
			if err != nil {
				t.Fatalf("delta of %d values within %d: %v", n, spread, err)
			}
			if !slices.EqualFunc(got, want, func(u uint64, v int64) bool { return int64(u) == v }) {
				t.Errorf("delta of %d values within %d = %v, want %v", n, spread, got, want)
			}
			if _, _, err := delta(nil, b, n+1); err == nil {
				t.Errorf("delta of %d values read as %d: no error", n, n+1)
			}
		}
	}
}

func TestHybrid(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for width := range 21 {
		want := make([]int32, 500)
		for i := range want {
			if want[i] = int32(rng.IntN(1 << width)); i > 200 && i < 300 {
				want[i] = want[200] // a run
			}
		}
		b, err := (&rle.Encoding{BitWidth: width}).EncodeInt32(nil, want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := hybrid(nil, b, uint(width), len(want))
		if err != nil {
			t.Fatalf("width %d: %v", width, err)
		}
		if !slices.EqualFunc(got, want, func(u uint32, v int32) bool { return int32(u) == v }) {
			t.Errorf("hybrid of width %d = %v, want %v", width, got, want)
		}
	}
}

// bitsAt is the bits of a number in little-endian order.
func TestBitsAt(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	b := make([]byte, 40)
	for i := range b {
		b[i] = byte(rng.Uint32())
	}
	for width := range uint(65) {
		for i := 0; i+int(width) <= 8*len(b); i++ {
			want := uint64(0)
			for j := range int(width) {
				want |= uint64(b[(i+j)/8]>>((i+j)%8)&1) << j
			}
			if got := bitsAt(b, i, width); got != want {
				t.Fatalf("bitsAt(%d, %d) = %x, want %x", i, width, got, want)
			}
		}
	}
}

// A length that leads out of the structure is found without allocating it.
func TestThriftSize(t *testing.T) {
	varint := func(n uint64) []byte { return binary.AppendUvarint(nil, n) }
	for _, tt := range []struct {
		name string
		b    []byte
		want int // -1 for an error
	}{
		{"empty structure", []byte{0, 9, 9}, 1},
		{"number", []byte{0x15, 0x02, 0}, 3},
		{"bools", []byte{0x11, 0x12, 0}, 3},
		{"text", []byte{0x18, 2, 'a', 'b', 0}, 5},
		{"long text", slices.Concat([]byte{0x18}, varint(1<<31-1), []byte{0}), -1},
		{"list", []byte{0x19, 0x25, 1, 2, 0}, 5},
		{"long list", slices.Concat([]byte{0x19, 0xf5}, varint(1<<31-1), []byte{0}), -1},
		{"map", []byte{0x1b, 0, 0}, -1},
		{"unended", []byte{0x15, 0x02}, -1},
		{"deep", slices.Concat(slices.Repeat([]byte{0x1c}, 1000), make([]byte, 1001)), -1},
		{"nothing", nil, -1},
	} {
		n, err := thriftSize(tt.b)
		if err != nil {
			n = -1
		}
		if n != tt.want {
			t.Errorf("%s: thriftSize = %d, %v, want %d", tt.name, n, err, tt.want)
		}
	}
}
