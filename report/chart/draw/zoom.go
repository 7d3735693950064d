package draw

// A Zoom is what a page adds to a panel of prices when its reader zooms in. Pictures
// do not have it.
type Zoom struct {
	Candles *Candles  // that several charts may share
	Trades  []Stay    // by entry
	Refused []float64 // times of entries that were refused, milliseconds since 1970, ascending
	Note    string    // what there is, and what is left out
}

// Candles are open, high, low and close of equal stretches of time, none missing.
type Candles struct {
	From, Step float64 // milliseconds
	OHLC       [][4]float64
}

// A Stay is a trade from its entry to its exit.
type Stay struct {
	From, To  float64 // milliseconds since 1970
	Buy, Sell float64 // prices
	Kind      string  // what became of it, in words
	Role      Role
	Percent   float64 // profit
}
