package strategies_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies"
)

// A rule is tried on a few candles with lengths short enough to follow by hand:
// closes, volumes (1 where the line is shorter), and what is said at each close:
// E enter, X exit, B both. Every strategy has one case that enters, and a case for
// each condition of entry that alone fails, by a candle or by a limit.
type ruleTest struct {
	name     string
	strategy strategies.Strategy
	closes   string
	volumes  string
	want     string
}

func testRules(t *testing.T, tests []ruleTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got strings.Builder
			volumes := strings.Fields(tt.volumes)
			for i, field := range strings.Fields(tt.closes) {
				p, v := parseFloat(t, field), 1.0
				if i < len(volumes) {
					v = parseFloat(t, volumes[i])
				}
				a := tt.strategy.Update(&data.Bar{Candle: data.Candle{Open: p, High: p, Low: p, Close: p, Volume: v}})
				got.WriteByte(".EXB"[a])
			}
			if got.String() != tt.want {
				t.Errorf("closes %s, volumes %s\nsay %s\nnot %s", tt.closes, tt.volumes, got.String(), tt.want)
			}
		})
	}
}

func parseFloat(t *testing.T, s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestNFIQuickstartRules(t *testing.T) {
	// SMA2:  .  19.5 18.5 17.5 17   18   19.5 19.5 18.5 17
	// SMA3:  .  .    19   18   17.3 17.7 18.7 19.3 19   17.7
	// RSI2:  .  .    0    0    0    80   89   47   24   8
	const closes = "20 19 18 17 17 19 20 19 18 16"
	with := func(change func(*strategies.NFIQuickstart)) strategies.Strategy {
		p := strategies.NFIQuickstart{Fast: 2, Slow: 3, RSI: 2, EnterBelow: 97, ExitAbove: 98}
		change(&p)
		return p.New()
	}
	plain := func(*strategies.NFIQuickstart) {}
	testRules(t, []ruleTest{
		{"crosses up, then down, once each", with(plain), closes, "", ".....E..X."},
		{"fast stays below slow", with(plain), "20 19 18 17 17 16 15", "", "......."},
		{"rsi above its limit", with(func(p *strategies.NFIQuickstart) { p.EnterBelow = 79 }), closes, "", "........X."},
		{"no volume", with(plain), closes, "1 1 1 1 1 0", "........X."},
		{"volume is asked for at the crossing only", with(plain), closes, "0 0 0 0 0 1 0 0 0 0", ".....E..X."},
		{"equal before counts as below", with(func(p *strategies.NFIQuickstart) { p.EnterBelow, p.ExitAbove = 101, 101 }), "20 20 20 21", "", "...E"},
		{"equal now is no crossing", with(plain), "20 19 19 19 19", "", "....."},
		{"equal before counts as above", with(plain), "20 20 20 19", "", "...X"},
		{"above on the first candle is no crossing", with(func(p *strategies.NFIQuickstart) { p.EnterBelow, p.ExitAbove = 101, 101 }), "18 19 20 21", "", "...."},
		{"rsi alone says exit", with(func(p *strategies.NFIQuickstart) { p.ExitAbove = 85 }), closes, "", ".....EX.X."},
		{"rsi says exit before there is a slow average", with(func(p *strategies.NFIQuickstart) { p.Slow = 9 }), "18 19 20 21", "", "..XX"},
		{"enter and exit on one candle", with(func(p *strategies.NFIQuickstart) { p.ExitAbove = 79 }), closes, "", ".....BX.X."},
	})
}

func TestMACDCrossRules(t *testing.T) {
	// line:   . . . -0.50 -0.56 -0.38  0.11 0.65 0.69 0.30 -0.36 -0.85
	// signal: . . . -0.33 -0.48 -0.41 -0.06 0.41 0.60 0.40 -0.11 -0.61
	// RSI2:   . . 0  0     0     0     78   93   95   58    18     7
	const closes = "20 20 19 17 16 16 18 21 22 21 18 15"
	with := func(change func(*strategies.MACDCross)) strategies.Strategy {
		p := strategies.MACDCross{Fast: 2, Slow: 3, Signal: 2, RSI: 2, Volume: 3, EnterBelow: 99, VolumeAbove: 0.8}
		change(&p)
		return p.New()
	}
	plain := func(*strategies.MACDCross) {}
	testRules(t, []ruleTest{
		{"crosses up, then down, once each", with(plain), closes, "", ".....E...X.."},
		{"line stays below signal", with(plain), "20 20 19 17 16 14", "", "......"},
		{"rsi at its limit", with(func(p *strategies.MACDCross) { p.EnterBelow = 0 }), closes, "", ".........X.."},
		{"too little volume", with(plain), closes, "1 1 1 1 1 0.5", ".........X.."},
		{"the average has the candle itself: 0.75 is above 0.8 of 0.92", with(plain), closes, "1 1 1 1 1 0.75", ".....E...X.."},
		{"volume at its limit", with(func(p *strategies.MACDCross) { p.VolumeAbove = 1 }), closes, "", ".........X.."},
		{"no volume", with(plain), closes, "0 0 0 0 0 0", ".........X.."},
		{"no average of volume yet", with(func(p *strategies.MACDCross) { p.Volume = 20 }), closes, "", ".........X.."},
		{"no rsi yet", with(func(p *strategies.MACDCross) { p.RSI = 6 }), closes, "", ".........X.."},
		{"above on the first candle is no crossing", with(func(p *strategies.MACDCross) { p.EnterBelow = 101 }), "16 16 16 17 18", "", "....."},
		{"exit needs no volume", with(plain), closes, "1 1 1 1 1 1 0 0 0 0", ".....E...X.."},
	})
}

func TestRSIEMARules(t *testing.T) {
	// EMA2: .  20 18.7 17.6 17.9 19.3 20.4 20.8 23.6 27.9 22.6
	// EMA3: .  .  19.3 18.2 18.1 19.0 20.0 20.5 22.8 26.4 23.2
	// RSI2: .  .  0    0    50   83   90   90   98.6 99.6 27
	const closes = "20 20 18 17 18 20 21 21 25 30 20"
	with := func(change func(*strategies.RSIEMA)) strategies.Strategy {
		p := strategies.RSIEMA{Fast: 2, Slow: 3, RSI: 2, EnterAbove: 50, FromBelow: 45, ExitAbove: 95}
		change(&p)
		return p.New()
	}
	plain := func(*strategies.RSIEMA) {}
	testRules(t, []ruleTest{
		{"rises through 50", with(plain), closes, "", "..X..E..XXX"},
		{"close not above the fast average, which is the close", with(func(p *strategies.RSIEMA) { p.Fast = 1 }), closes, "", "........XX."},
		{"fast not above slow, which is the same", with(func(p *strategies.RSIEMA) { p.Fast = 3 }), closes, "", "........XXX"},
		{"rsi not above", with(func(p *strategies.RSIEMA) { p.EnterAbove = 84 }), "20 20 18 17 18 20", "", "..X..."},
		{"rsi already above", with(func(p *strategies.RSIEMA) { p.EnterAbove = 49 }), closes, "", "..X.....XXX"},
		{"rsi was not low two candles before", with(func(p *strategies.RSIEMA) { p.FromBelow = 0 }), closes, "", "..X.....XXX"},
		{"no rsi two candles before", with(plain), "20 18 19 22", "", "...."},
		{"no volume", with(plain), closes, "1 1 1 1 1 0", "..X.....XXX"},
		{"rsi alone says exit", with(func(p *strategies.RSIEMA) { p.ExitAbove = 89 }), closes, "", "..X..EXXXXX"},
		{"close alone says exit", with(func(p *strategies.RSIEMA) { p.ExitAbove = 100 }), closes, "", "..X..E....X"},
		{"enter and exit on one candle", with(func(p *strategies.RSIEMA) { p.ExitAbove = 83 }), closes, "", "..X..BXXXXX"},
	})
}

func TestBollingerBreakoutRules(t *testing.T) {
	// upper:  . . 20.1 19.8 20.1 21.6 22.9 23.8 24.0 23.2
	// middle: . . 19.7 19.3 19.7 20.3 21.7 23.0 22.3 21.0
	// RSI2:   . . 50   25   62.5 87.5 92.5 95.8 21   15
	const closes = "20 19 20 19 20 22 23 24 20 19"
	with := func(change func(*strategies.BollingerBreakout)) strategies.Strategy {
		p := strategies.BollingerBreakout{
			Length: 3, Width: 1, RSI: 2, Volume: 3,
			EnterAbove: 50, EnterBelow: 97, VolumeAbove: 0.9, ExitAbove: 98,
		}
		change(&p)
		return p.New()
	}
	plain := func(*strategies.BollingerBreakout) {}
	testRules(t, []ruleTest{
		{"breaks out once, falls back once", with(plain), closes, "", "...X.E..X."},
		{"close not above the band", with(func(p *strategies.BollingerBreakout) { p.Width = 1.35 }), closes, "", "...X....X."},
		{"rsi at its lower limit", with(func(p *strategies.BollingerBreakout) { p.EnterAbove = 87.5 }), closes, "", "...X....X."},
		{"rsi at its upper limit", with(func(p *strategies.BollingerBreakout) { p.EnterBelow = 87.5 }), closes, "", "...X....X."},
		{"too little volume", with(plain), closes, "1 1 1 1 1 0.8", "...X....X."},
		{"the average has the candle itself: 0.88 is above 0.9 of 0.96", with(plain), closes, "1 1 1 1 1 0.88", "...X.E..X."},
		{"no average of volume yet", with(func(p *strategies.BollingerBreakout) { p.Volume = 20 }), closes, "", "...X....X."},
		{"no rsi yet", with(func(p *strategies.BollingerBreakout) { p.RSI = 6 }), closes, "", "...X....X."},
		{"above on the first candle is no breakout", with(plain), "20 19 21 19", "", "...X"},
		{"a band without width", with(plain), "20 20 20 20 20", "", "....."},
		{"out of a band without width", with(func(p *strategies.BollingerBreakout) { p.EnterBelow, p.ExitAbove = 101, 101 }), "20 20 20 20 21", "", "....E"},
		{"rsi alone says exit", with(func(p *strategies.BollingerBreakout) { p.ExitAbove = 90 }), closes, "", "...X.EXXX."},
		{"enter and exit on one candle", with(func(p *strategies.BollingerBreakout) { p.ExitAbove = 85 }), closes, "", "...X.BXXX."},
	})
}
