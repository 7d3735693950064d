package freqtrade

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/remora-bt/remora-bt/data"
)

// A Record is what the recorder's subclass logged of a stacked backtest.
type Record struct {
	Strategy    string
	Protections json.RawMessage // as the strategy states them, nil if nothing was entered
	Ghosts      []Ghost
}

// A Ghost is an entry order that was never filled: it held the pair and a slot
// from its signal's candle on until it was given up.
type Ghost struct {
	Pair         string
	At, Until    data.Instant
	Amount, Rate float64
	Leverage     float64
	Short        bool
}

// ReadRecord reads the recorder's file, one JSON object a line.
func ReadRecord(r io.Reader, place string) (*Record, error) {
	out := &Record{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var l struct {
			Record      string
			Strategy    string
			Protections json.RawMessage
			Pair, Side  string
			At, Until   data.Instant
			Rate        float64
			Amount      float64
			Leverage    float64
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", place, n, InJSON(err))
		}
		switch l.Record {
		case "start":
			out.Strategy, out.Protections = l.Strategy, l.Protections
		case "timeout":
			g := Ghost{l.Pair, l.At, l.Until, l.Amount, l.Rate, l.Leverage, l.Side == "short"}
			if g.Pair == "" || g.At <= 0 || g.Until <= g.At || !(g.Amount > 0) || !(g.Rate > 0) || !(g.Leverage > 0) {
				return nil, fmt.Errorf("%s:%d: a time-out without pair, times, amount, rate or leverage", place, n)
			}
			out.Ghosts = append(out.Ghosts, g)
		case "entry":
		default:
			return nil, fmt.Errorf("%s:%d: record %q: expected start, entry or timeout", place, n, l.Record)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", place, err)
	}
	return out, nil
}
