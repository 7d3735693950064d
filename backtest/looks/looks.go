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

// Words say what so many looks make of p-values, as in "look 7 of these data: for the best
// of 7 p = 0.21 for profit, 0.035 for risk" (Bonferroni).
func Words(count int, profit, risk *float64) string {
	out := fmt.Sprintf("look %d of these data", count)
	if count < 2 {
		return out
	}
	var ps []string
	for _, x := range []struct {
		p  *float64
		of string
	}{{profit, "profit"}, {risk, "risk"}} {
		if x.p != nil {
			ps = append(ps, fmt.Sprintf("%.2g for %s", min(1, float64(count)**x.p), x.of))
		}
	}
	if len(ps) > 0 {
		out += fmt.Sprintf(": for the best of %d p = %s", count, strings.Join(ps, ", "))
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
