package data

// A Flaw is one kind of thing that can be wrong with candles.
type Flaw uint8

// The flaws, faults first.
const (
	OutOfOrder Flaw = iota
	Misaligned
	Disagreeing
	NoPrice
	NoBracket
	Repeated
	NoVolume
	Jump
	TooFine
	NumFlaws
)

// MaxJump is the change of the close between neighbours, as a difference of
// natural logarithms, above which Check notes a jump: up by 22 % or down by 18 %.
const MaxJump = 0.2

var flaws = [NumFlaws]struct {
	name, doc string
	fault     bool
}{
	OutOfOrder:  {"out_of_order", "the row opens before the row above it", true},
	Misaligned:  {"misaligned", "the open time is not a whole number of candles since midnight UTC", true},
	Disagreeing: {"disagreeing", "a row before it has the same open time and other values", true},
	NoPrice:     {"no_price", "a price that is not above 0, a volume below 0, or a value that is not finite", true},
	NoBracket:   {"no_bracket", "high and low do not bracket open and close", true},
	Repeated:    {"repeated", "a row before it is the same in every value", false},
	NoVolume:    {"no_volume", "the volume is 0", false},
	Jump:        {"jump", "the close differs from the close one candle before by more than 0.2 in its natural logarithm", false},
	TooFine:     {"too_fine", "a price has more than 8 decimals, which no exchange quotes", false},
}

// String is the flaw's name in tables and JSON.
func (f Flaw) String() string { return flaws[f].name }

// Doc says what the flaw is.
func (f Flaw) Doc() string { return flaws[f].doc }

// Fault reports whether the flaw makes candles unfit for use. The others are
// notes: they happen in true histories.
func (f Flaw) Fault() bool { return flaws[f].fault }

// MarshalText implements encoding.TextMarshaler as the name.
func (f Flaw) MarshalText() ([]byte, error) { return []byte(f.String()), nil }
