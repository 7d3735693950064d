package sweep

import "math/bits"

// A bitset holds 64 members a word.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (s bitset) set(i int)      { s[i>>6] |= 1 << (i & 63) }
func (s bitset) clear(i int)    { s[i>>6] &^= 1 << (i & 63) }
func (s bitset) has(i int) bool { return s[i>>6]>>(i&63)&1 != 0 }

// from is the first member at or after i, or n.
func (s bitset) from(i, n int) int {
	if i >= n {
		return n
	}
	w := i >> 6
	word := s[w] &^ (1<<(i&63) - 1)
	for word == 0 {
		if w++; w == len(s) {
			return n
		}
		word = s[w]
	}
	return w<<6 + bits.TrailingZeros64(word)
}

// fill makes 0 ≤ i < n the members.
func (s bitset) fill(n int) {
	for w := range s {
		s[w] = ^uint64(0)
	}
	if n&63 != 0 {
		s[len(s)-1] = 1<<(n&63) - 1
	}
}
