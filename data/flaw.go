package data

// A Flaw is one kind of thing that can be wrong with candles.
type Flaw uint8

// The flaws, faults first.
const (
	FarTime Flaw = iota
	Misaligned
	OtherStep
	Hole
	NoPrice
	NoBracket
	OutOfOrder
	Disagreeing
	Repeated
	Sparse
	Unended
	NoVolume
	Jump
	TooFine
	NumFlaws
)

// Between these lie the open times of candles. Before bitcoin's first block there
// was nothing to trade; a time beyond 2100 was read in the wrong unit.
var (
	Earliest = Date(2009, 1, 3)
	Latest   = Date(2100, 1, 1)
)

// MaxHole is the longest time without candles that is taken for one of the
// exchange's. Longer ones come of a stray date. There is no bound on the share of
// candles that are missing: pairs that hardly trade have a few rows a day, and in
// a range with an outage of weeks nearly all of it is made up, as freqtrade does.
const MaxHole = 400 * Day

// MaxJump is the change of the close between neighbours, as a difference of
// natural logarithms, above which Check notes a jump: up by 22 % or down by 18 %.
const MaxJump = 0.2

var flaws = [NumFlaws]struct {
	name, doc string
	fault     bool
}{
	FarTime:     {"far_time", "the open time lies outside 2009-01-03 to 2100-01-01", true},
	Misaligned:  {"misaligned", "the open time is not a whole number of candles since midnight UTC (weeks: since a Monday)", true},
	OtherStep:   {"other_step", "nearly all rows are another step apart than the timeframe", true},
	Hole:        {"hole", "no candle opens in the 400 days before it: one of the two times is astray", true},
	NoPrice:     {"no_price", "a price that is not above 0, a volume below 0, or a value that is not finite", true},
	NoBracket:   {"no_bracket", "high and low do not bracket open and close", true},
	OutOfOrder:  {"out_of_order", "the row opens before the row above it; a run sorts", false},
	Disagreeing: {"disagreeing", "a row before it has the same open time and other values; a run merges", false},
	Repeated:    {"repeated", "a row before it is the same in every value", false},
	Sparse:      {"sparse", "more candles are missing than there are rows", false},
	Unended:     {"unended", "the file does not end with a line end: its last value may be cut off", false},
	NoVolume:    {"no_volume", "the volume is 0", false},
	Jump:        {"jump", "the close differs from the close one candle before by more than 0.2 in its natural logarithm", false},
	TooFine:     {"too_fine", "a price has more than 8 decimals, which no exchange quotes", false},
}

// String is the flaw's name in tables and JSON.
func (f Flaw) String() string { return flaws[f].name }

// Doc says what the flaw is.
func (f Flaw) Doc() string { return flaws[f].doc }

// Fault reports whether the flaw makes candles unfit for use: NewTape refuses
// them. The others are notes: they happen in true histories, or NewTape puts them
// right as freqtrade does and counts them.
func (f Flaw) Fault() bool { return flaws[f].fault }

// MarshalText implements encoding.TextMarshaler as the name.
func (f Flaw) MarshalText() ([]byte, error) { return []byte(f.String()), nil }
