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
	NoEvidence   Answer = "NO EVIDENCE" // of sweeps
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

// A Verdict is an answer with what it rests on.
type Verdict struct {
	Answer  Answer   `json:"answer"`
	Reasons []string `json:"reasons"`
	P       *float64 `json:"p"` // that it helps; adjusted where the cell is one of several
	PWorse  *float64 `json:"p_worse"`
}
