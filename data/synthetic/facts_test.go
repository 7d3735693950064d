package synthetic_test

import (
	"math"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
)

// What is known of real coins holds for the sample. Real figures in the comments
// are of Binance BTC/USDT in 2023 and 2024.

func TestFatTails(t *testing.T) {
	t.Parallel()
	for _, pair := range []string{"BTC/USDT", "ETH/USDT", "SOL/USDT"} {
		k := synthetic.Candles(synthetic.Default(), pair)
		if got := kurtosis(returns(k, 1)); got < 10 || got > 300 { // real: 107
			t.Errorf("%s: kurtosis of 5-minute returns = %.1f, want 10 to 300", pair, got)
		}
		if got := kurtosis(returns(k, 288)); got < 3.3 || got > 40 {
			t.Errorf("%s: kurtosis of daily returns = %.1f, want 3.3 to 40", pair, got)
		}
		if got := deviation(returns(k, 1)); pair == "BTC/USDT" && (got < 0.0008 || got > 0.0025) { // real: 0.00151
			t.Errorf("%s: standard deviation of 5-minute returns = %.5f, want 0.0008 to 0.0025", pair, got)
		}
	}
}

func TestVolatilityClusters(t *testing.T) {
	t.Parallel()
	k := synthetic.Candles(synthetic.Default(), "BTC/USDT")
	r := returns(k, 1)
	size := make([]float64, len(r))
	for i, x := range r {
		size[i] = math.Abs(x)
	}
	for _, tt := range []struct {
		name string
		lag  int
		want float64
	}{{"5 minutes", 1, 0.2}, {"1 hour", 12, 0.15}, {"1 day", 288, 0.1}} {
		if got := correlation(size[:len(size)-tt.lag], size[tt.lag:]); got < tt.want {
			t.Errorf("autocorrelation of |r| at %s = %.3f, want at least %v", tt.name, got, tt.want)
		}
		if got := correlation(r[:len(r)-tt.lag], r[tt.lag:]); math.Abs(got) > 0.03 {
			t.Errorf("autocorrelation of r at %s = %.3f, want about 0", tt.name, got)
		}
	}
	days := daily(k)
	if got := correlation(days[:len(days)-1], days[1:]); got < 0.3 {
		t.Errorf("autocorrelation of a day's volatility = %.3f, want at least 0.3", got)
	}
}

func TestSeason(t *testing.T) {
	t.Parallel()
	k := synthetic.Candles(synthetic.Default(), "BTC/USDT")
	var variance, turnover [24]float64
	var weekend, week float64
	for i := 1; i < k.Len(); i++ {
		h := int(k.Time[i] % data.Instant(data.Day) / data.Instant(data.Hour))
		r := math.Log(k.Close[i] / k.Close[i-1])
		variance[h] += r * r
		turnover[h] += k.Volume[i] * k.Close[i]
		if d := k.Time[i].Time().Weekday(); d == 0 || d == 6 {
			weekend += r * r / 2
		} else {
			week += r * r / 5
		}
	}
	if got := variance[14] / variance[4]; got < 2 || got > 7 { // real: 3.8
		t.Errorf("variance of 14:00 against 04:00 = %.2f, want 2 to 7", got)
	}
	if got := turnover[14] / turnover[4]; got < 1.7 || got > 4 { // real: 2.5
		t.Errorf("turnover of 14:00 against 04:00 = %.2f, want 1.7 to 4", got)
	}
	if got := weekend / week; got < 0.25 || got > 0.7 { // real: 0.40
		t.Errorf("variance of a day at the weekend against one in the week = %.2f, want 0.25 to 0.7", got)
	}
}

func TestPairsMoveTogether(t *testing.T) {
	t.Parallel()
	c := synthetic.Default()
	btc := returns(synthetic.Candles(c, "BTC/USDT"), 288)
	for pair, least := range map[string]float64{"ETH/USDT": 0.7, "SOL/USDT": 0.55, "ANY1/USDT": 0.4} {
		if got := correlation(btc, returns(synthetic.Candles(c, pair), 288)); got < least || got > 0.97 {
			t.Errorf("correlation of daily returns of BTC/USDT and %s = %.2f, want %v to 0.97", pair, got, least)
		}
	}
}

// returns are the log returns over n rows that do not overlap, or of each row if n is 1.
func returns(k *data.Candles, n int) []float64 {
	var r []float64
	for i := n; i < k.Len(); i += n {
		r = append(r, math.Log(k.Close[i]/k.Close[i-n]))
	}
	return r
}

// daily is the root of the sum of squared returns of each 288 rows.
func daily(k *data.Candles) []float64 {
	var days []float64
	r := returns(k, 1)
	for ; len(r) >= 288; r = r[288:] {
		sum := 0.0
		for _, x := range r[:288] {
			sum += x * x
		}
		days = append(days, math.Sqrt(sum))
	}
	return days
}

// moment is the n-th central moment.
func moment(x []float64, n float64) float64 {
	mean, sum := 0.0, 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sum += math.Pow(v-mean, n)
	}
	return sum / float64(len(x))
}

func deviation(x []float64) float64 { return math.Sqrt(moment(x, 2)) }

func kurtosis(x []float64) float64 { return moment(x, 4) / math.Pow(moment(x, 2), 2) }

func correlation(x, y []float64) float64 {
	n := float64(len(x))
	var sx, sy, xx, yy, xy float64
	for i := range x {
		sx, sy = sx+x[i], sy+y[i]
		xx, yy, xy = xx+x[i]*x[i], yy+y[i]*y[i], xy+x[i]*y[i]
	}
	return (xy/n - sx/n*sy/n) / math.Sqrt((xx/n-sx/n*sx/n)*(yy/n-sy/n*sy/n))
}
