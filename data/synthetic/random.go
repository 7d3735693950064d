package synthetic

import (
	"hash/fnv"
	"math"
	"math/rand/v2"

	"github.com/remora-bt/remora-bt/internal/portable"
)

// A stream is a source of random numbers for one task. Tasks never share one:
// asking for another pair or series leaves the numbers of the rest as they are.
type stream struct{ pcg *rand.PCG }

func newStream(seed uint64, task string) stream {
	return stream{rand.NewPCG(seed, hash(task))}
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// uniform is in (0, 1), both ends excluded.
func (s stream) uniform() float64 {
	return (float64(s.pcg.Uint64()>>12) + 0.5) * 0x1p-52
}

// between is uniform from a to b.
func (s stream) between(a, b float64) float64 { return a + float64((b-a)*s.uniform()) }

// noise has mean 0, variance 1 and stays within ±3.47: the sum of four uniform
// numbers (Irwin-Hall), near enough to a normal one.
func (s stream) noise() float64 {
	u := s.pcg.Uint64()
	sum := u&0xffff + u>>16&0xffff + u>>32&0xffff + u>>48
	return (float64(sum) - 131070) * (1.7320508075688772 / 65536)
}

// exponential has mean 1.
func (s stream) exponential() float64 { return -portable.Log(s.uniform()) }

// maxShock bounds shock, in standard deviations.
const maxShock = 15

// shock is Student's t with 4 degrees of freedom, scaled to variance 1: as fat in
// the tails as 5-minute returns of coins are. Bailey's polar method (Mathematics of
// Computation 62, 1994) needs only a square root for 4 degrees:
//
//	t = u·√(4·(w^-½ - 1)/w),   w = u² + v² ≤ 1,   u, v uniform in (-1, 1)
func (s stream) shock() float64 {
	for {
		bits := s.pcg.Uint64()
		u := float64((float64(bits>>32)+0.5)*0x1p-31) - 1
		v := float64((float64(bits&0xffffffff)+0.5)*0x1p-31) - 1
		w := float64(u*u) + float64(v*v)
		if w > 1 {
			continue
		}
		r := math.Sqrt(w)
		t := u / r * math.Sqrt(2*(1-r)/r) // 4·(1/r - 1), and 2 is the variance of t
		return min(max(t, -maxShock), maxShock)
	}
}
