package verdict

// An Answer is what a comparison comes to.
type Answer string

// The answers. HELPS and HURTS need a one-sided p of at most 0.05; NO EFFECT means
// that what the mask chose is known to be too small to matter; INCONCLUSIVE that this
// much data cannot tell; INVALID that the comparison is none.
const (
	Helps        Answer = "HELPS"
	Hurts        Answer = "HURTS"
	NoEffect     Answer = "NO EFFECT"
	Inconclusive Answer = "INCONCLUSIVE"
	Invalid      Answer = "INVALID"
)

// MarshalJSON writes null for the answer of a cell that is not counted.
func (a Answer) MarshalJSON() ([]byte, error) {
	if a == "" {
		return []byte("null"), nil
	}
	return []byte(`"` + a + `"`), nil
}
