package calendar

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

// A Window is the half-open stretch [From, To) of instants in which entries are refused.
// Those of a file are of signal-candle open times, those of a rule of decisions.
type Window struct{ From, To data.Instant }

// Windows are in time order that do not overlap; they may touch.
type Windows []Window

// maxFile bounds a file of windows, in bytes.
const maxFile = 16 << 20

// ReadWindows reads a file of windows: {"note": …, "windows": [{"from": …, "to": …}]}
// or the list alone. Times are written as data.ParseInstant reads them.
func ReadWindows(path string) (Windows, error) {
	text, err := inputs.Read(path, maxFile)
	if err != nil {
		return nil, err
	}
	b, err := ParseWindows(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// window is a Window as text.
type window struct {
	From *string `json:"from"`
	To   *string `json:"to"`
}

// ParseWindows reads the text of a file of windows.
func ParseWindows(text []byte) (Windows, error) {
	var windows []window
	if trimmed := bytes.TrimSpace(text); len(trimmed) > 0 && trimmed[0] == '[' {
		if err := strictJSON(trimmed, &windows); err != nil {
			return nil, err
		}
	} else {
		var file struct {
			Note    string    `json:"note"`
			Windows *[]window `json:"windows"`
		}
		if err := strictJSON(trimmed, &file); err != nil {
			return nil, err
		}
		if file.Windows == nil {
			return nil, fmt.Errorf("no list %q", "windows")
		}
		windows = *file.Windows
	}
	b := make(Windows, 0, len(windows))
	for i, w := range windows {
		k, err := w.block()
		if err != nil {
			return nil, fmt.Errorf("window %d: %w", i+1, err)
		}
		if i > 0 && k.From < b[i-1].To {
			return nil, fmt.Errorf("window %d: starts at %s, before window %d ends at %s", i+1, k.From, i, b[i-1].To)
		}
		b = append(b, k)
	}
	return b, nil
}

func (w window) block() (b Window, err error) {
	if w.From == nil || w.To == nil {
		return b, fmt.Errorf("expected both %q and %q", "from", "to")
	}
	if b.From, err = data.ParseInstant(*w.From); err != nil {
		return b, fmt.Errorf("from: %w", err)
	}
	if b.To, err = data.ParseInstant(*w.To); err != nil {
		return b, fmt.Errorf("to: %w", err)
	}
	if b.From >= b.To {
		return b, fmt.Errorf("from %s is not before to %s", b.From, b.To)
	}
	return b, nil
}

// Blocked reports whether a candle that opens at lies in a window.
func (b Windows) Blocked(at data.Instant) bool {
	i := sort.Search(len(b), func(i int) bool { return b[i].To > at })
	return i < len(b) && b[i].From <= at
}

// Mask marks the rows of a tape whose candles open inside a window.
func (b Windows) Mask(t *data.Tape) *data.Mask {
	m := data.NewMask(t.Len())
	for _, k := range b {
		from, to := t.Row(k.From-1)+1, t.Row(k.To-1)+1 // rows that open at or after each end
		m.SetRange(max(0, from), min(to, m.Len()))
	}
	return m
}

// strictJSON decodes one value, refusing names that v does not have and text
// after the value.
func strictJSON(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return fmt.Errorf(`not the expected JSON: %w: expected {"windows": [{"from": "2024-03-20T17:00:00Z", "to": "2024-03-20T19:00:00Z"}]} or the list alone`, err)
	}
	if d.More() {
		return fmt.Errorf("text follows the JSON value at byte %d", d.InputOffset())
	}
	return nil
}
