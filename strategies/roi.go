package strategies

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// ParseROI reads freqtrade's minimal_roi: an object of profit ratios by the whole
// minutes that a trade must have been open, as in {"0": 0.10, "60": 0.05}.
func ParseROI(s string) (ROI, error) {
	var r ROI
	if err := r.parse([]byte(s)); err != nil {
		return nil, err
	}
	if err := r.Validate(); err != nil {
		return nil, err
	}
	return r, nil
}

// Validate reports every fault of the table: minutes below 0 or not ascending, a
// ratio that is not a number, a step that asks for more profit than an earlier one.
func (r ROI) Validate() error {
	var faults []error
	for i, s := range r {
		if s.Minutes < 0 {
			faults = append(faults, fmt.Errorf("roi: %d minutes are below 0", s.Minutes))
		}
		if math.IsNaN(s.Ratio) || math.IsInf(s.Ratio, 0) {
			faults = append(faults, fmt.Errorf("roi: the ratio at %d minutes is %v", s.Minutes, s.Ratio))
		}
		if i == 0 {
			continue
		}
		switch p := r[i-1]; {
		case s.Minutes == p.Minutes:
			faults = append(faults, fmt.Errorf("roi: %d minutes are given twice, as %v and %v", s.Minutes, p.Ratio, s.Ratio))
		case s.Minutes < p.Minutes:
			faults = append(faults, fmt.Errorf("roi: %d minutes come after %d", s.Minutes, p.Minutes))
		case s.Ratio > p.Ratio:
			faults = append(faults, fmt.Errorf("roi is not descending: %v at %d minutes is above %v at %d minutes",
				s.Ratio, s.Minutes, p.Ratio, p.Minutes))
		}
	}
	return errors.Join(faults...)
}

// At returns the step of a trade that has been open for minutes: the one with the
// most minutes of those that do not exceed them.
func (r ROI) At(minutes int) (ROIStep, bool) {
	for i := len(r) - 1; i >= 0; i-- {
		if r[i].Minutes <= minutes {
			return r[i], true
		}
	}
	return ROIStep{}, false
}

// String prints r as ParseROI reads it.
func (r ROI) String() string {
	text := []byte{'{'}
	for i, s := range r {
		if i > 0 {
			text = append(text, ", "...)
		}
		text = fmt.Appendf(text, "%q: %s", strconv.Itoa(s.Minutes), strconv.FormatFloat(s.Ratio, 'g', -1, 64))
	}
	return string(append(text, '}'))
}

// MarshalJSON implements json.Marshaler with freqtrade's object, minutes ascending.
func (r ROI) MarshalJSON() ([]byte, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	return []byte(r.String()), nil
}

// UnmarshalJSON implements json.Unmarshaler as ParseROI.
func (r *ROI) UnmarshalJSON(text []byte) error {
	table, err := ParseROI(string(text))
	if err == nil {
		*r = table
	}
	return err
}

// parse reads the object's members and puts them in order. encoding/json would
// keep the last of two equal keys in silence.
func (r *ROI) parse(text []byte) error {
	quoted := "'" + string(text) + "'" // as in a shell: JSON has quotes enough of its own
	if !strconv.CanBackquote(quoted) {
		quoted = strconv.Quote(string(text))
	}
	malformed := fmt.Errorf(`roi %s: expected an object as in {"0": 0.10, "60": 0.05}`, quoted)
	d := json.NewDecoder(bytes.NewReader(text))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return malformed
	}
	*r = ROI{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return malformed
		}
		minutes, err := strconv.Atoi(key.(string)) // the decoder allows no other keys
		if err != nil || minutes < 0 {
			return fmt.Errorf("roi: key %q is not a whole number of minutes of at least 0", key)
		}
		value, err := d.Token()
		if err != nil {
			return malformed
		}
		ratio, ok := value.(float64)
		if !ok {
			return fmt.Errorf("roi: the ratio at %d minutes is not a number", minutes)
		}
		*r = append(*r, ROIStep{minutes, ratio})
	}
	if _, err := d.Token(); err != nil {
		return malformed
	}
	if _, err := d.Token(); err != io.EOF {
		return malformed
	}
	slices.SortStableFunc(*r, func(a, b ROIStep) int { return cmp.Compare(a.Minutes, b.Minutes) })
	return nil
}
