package indicator

// Bollinger is a band round a simple moving average, with σ as in StdDev:
//
//	middle = sma(n)
//	upper  = middle + σ·width
//	lower  = middle − σ·width
type Bollinger struct {
	dev   StdDev
	width float64
}

// Bands are one output of Bollinger.
type Bands struct{ Upper, Middle, Lower float64 }

// NewBollinger returns a band over n samples, width standard deviations to each
// side. It panics if n < 2.
func NewBollinger(n int, width float64) Bollinger {
	atLeast(2, n, "Bollinger")
	return Bollinger{dev: NewStdDev(n), width: width}
}

// Update adds x. The first n-1 calls return ok false.
func (b *Bollinger) Update(x float64) (v Bands, ok bool) {
	mean, dev, ok := b.dev.update(x)
	if !ok {
		return Bands{}, false
	}
	half := float64(dev * b.width)
	return Bands{mean + half, mean, mean - half}, true
}
