package data

// Candles are the candles of one pair as a file holds them, in columns of equal
// length. Prices are in the quote asset, volume in the base asset. A candle is
// labelled by its open time. Order, holes and duplicates are the file's own:
// Check looks at them and NewTape puts them right.
type Candles struct {
	Pair      string // as in "BTC/USDT"
	Timeframe Timeframe
	Unended   bool // text that does not end with a line end
	Time      []Instant

	Open, High, Low, Close, Volume []float64
}

// A Candle is one row of Candles.
type Candle struct {
	Start                          Instant // open time
	Open, High, Low, Close, Volume float64
}

// NewCandles returns candles without rows and room for n.
func NewCandles(pair string, tf Timeframe, n int) *Candles {
	col := func() []float64 { return make([]float64, 0, n) }
	return &Candles{
		Pair: pair, Timeframe: tf, Time: make([]Instant, 0, n),
		Open: col(), High: col(), Low: col(), Close: col(), Volume: col(),
	}
}

// Len is the number of rows.
func (c *Candles) Len() int { return len(c.Time) }

// At returns row i.
func (c *Candles) At(i int) Candle {
	return Candle{c.Time[i], c.Open[i], c.High[i], c.Low[i], c.Close[i], c.Volume[i]}
}

// Append adds a row.
func (c *Candles) Append(k Candle) {
	c.Time = append(c.Time, k.Start)
	c.Open = append(c.Open, k.Open)
	c.High = append(c.High, k.High)
	c.Low = append(c.Low, k.Low)
	c.Close = append(c.Close, k.Close)
	c.Volume = append(c.Volume, k.Volume)
}

// slice returns rows i to j, sharing memory.
func (c *Candles) slice(i, j int) *Candles {
	return &Candles{
		c.Pair, c.Timeframe, c.Unended, c.Time[i:j],
		c.Open[i:j], c.High[i:j], c.Low[i:j], c.Close[i:j], c.Volume[i:j],
	}
}
