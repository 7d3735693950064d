package verdict

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// A Look is one line of looks.jsonl: that somebody looked at some data through a
// filter. It stands beside the outputs, and no answer depends on it.
type Look struct {
	Data     string   `json:"data"`     // SHA-256 of candles and context
	Strategy string   `json:"strategy"` // names, sorted and joined by commas
	Filter   string   `json:"filter"`   // SHA-256 of the filter; of a sweep that of its plan
	Profit   *float64 `json:"p_profit"` // the headline's
	Risk     *float64 `json:"p_risk"`
}

// AddLook appends a look to a file, which need not be there, and returns how many
// different ones there are of the same data by now: looking again at what was looked
// at before is no new look. A torn last line is cut off.
func AddLook(path string, look Look) (count int, err error) {
	if look.Data == "" || look.Filter == "" {
		return 0, fmt.Errorf("%s: a look without data or filter", path)
	}
	f, err := inputs.Append(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	seen := map[[2]string]bool{{look.Strategy, look.Filter}: true}
	err = inputs.Lines(f, path, func(n int, line []byte) error {
		var l Look
		if err := json.Unmarshal(line, &l); err != nil || l.Data == "" || l.Filter == "" {
			return fmt.Errorf("%s: line %d is no look", path, n)
		}
		if l.Data == look.Data {
			seen[[2]string{l.Strategy, l.Filter}] = true
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	text, err := json.Marshal(look)
	if err != nil {
		return 0, err
	}
	if _, err := f.Write(append(text, '\n')); err != nil {
		return 0, err
	}
	return len(seen), nil
}

// Looked words what so many looks make of a p-value, as in "look 7 of these data:
// times 7, p = 0.21" (Bonferroni).
func Looked(count int, p *float64) string {
	out := fmt.Sprintf("look %d of these data", count)
	if p != nil && count > 1 {
		out += fmt.Sprintf(": times %d, p = %.2g", count, min(1, float64(count)**p))
	}
	return out
}
