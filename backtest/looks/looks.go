// Package looks is the book of who looked at which data how often: p-values of many looks
// are worth less than they say.
package looks

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

// File is the name of the book of looks.
const File = "looks.jsonl"

// A Look is one line of looks.jsonl: that somebody looked at some data through a
// filter. It stands beside the outputs, and no answer depends on it.
type Look struct {
	Data     string   `json:"data"`     // SHA-256 of candles and context
	Strategy string   `json:"strategy"` // names, sorted and joined by commas
	Filter   string   `json:"filter"`   // SHA-256 of the filter; of a sweep that of its plan
	Profit   *float64 `json:"p_profit"` // the headline's, of the side that it answers
	Risk     *float64 `json:"p_risk"`

	answers [2]verdict.Answer // of profit and of risk, of a look that was just taken
}

// Found keeps the p-values and the words of what the look found.
func (l *Look) Found(a *verdict.Answers) {
	l.Profit, l.Risk = a.Profit.PAdjusted, a.Risk.PAdjusted
	l.answers = [2]verdict.Answer{a.Profit.Answer, a.Risk.Answer}
}

// Add appends a look to a file, which need not be there, and returns how many different
// ones there are of the same data by now: a look that finds what one before found is no
// new look; another range of the same data shows by its p-values. A torn last line is
// cut off.
func Add(path string, look Look) (count int, err error) {
	if look.Data == "" || look.Filter == "" {
		return 0, fmt.Errorf("%s: a look without data or filter", path)
	}
	text, err := json.Marshal(look)
	if err != nil {
		return 0, err
	}
	f, err := inputs.Append(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	seen := map[string]bool{string(text): true}
	err = inputs.Lines(f, path, func(n int, line []byte) error {
		var l Look
		if err := json.Unmarshal(line, &l); err != nil || l.Data == "" || l.Filter == "" {
			return fmt.Errorf("%s: line %d is no look", path, n)
		}
		again, err := json.Marshal(l)
		if l.Data == look.Data {
			seen[string(again)] = true
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	if _, err := f.Write(append(text, '\n')); err != nil {
		return 0, err
	}
	return len(seen), nil
}

// Words say what so many looks make of p-values, as in "look 7 of these data: if it is the
// best of them, p = 0.21 for profit, 0.091 for risk (no longer HELPS)" (Bonferroni).
func Words(count int, look Look) string {
	out := fmt.Sprintf("look %d of these data", count)
	if count < 2 {
		return out
	}
	var ps []string
	for i, x := range []struct {
		p  *float64
		of string
	}{{look.Profit, "profit"}, {look.Risk, "risk"}} {
		if x.p == nil {
			continue
		}
		many := min(1, float64(count)**x.p)
		text := fmt.Sprintf("%.2g for %s", many, x.of)
		if a := look.answers[i]; many > verdict.Alpha && (a == verdict.Helps || a == verdict.Hurts) {
			text += fmt.Sprintf(" (no longer %s)", a)
		}
		ps = append(ps, text)
	}
	if len(ps) > 0 {
		out += ": if it is the best of them, p = " + strings.Join(ps, ", ")
	}
	return out
}

// Hash is the SHA-256 of some values as JSON, in hex.
func Hash(values ...any) string {
	text, err := json.Marshal(values)
	if err != nil {
		panic("looks: " + err.Error()) // texts and finite numbers
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
