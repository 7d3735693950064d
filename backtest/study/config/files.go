package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/strategies"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// maxStudy bounds a file of keys, in bytes: nothing legible is longer.
const maxStudy = 256 << 10

func readFile(name string) ([]byte, error) { return inputs.Read(name, maxStudy) }

// Read reads study files and configurations of freqtrade on top of the defaults. Of
// two files the later wins, key by key, in tables too. Notes are one line each: keys
// that are ignored, variables that were taken, pairs that were left out. Data of
// freqtrade's are sought below userdir; its variables are those of environ, NAME=VALUE.
func Read(userdir string, environ []string, names ...string) (s Study, notes []string, err error) {
	s = Default()
	for i := 0; i < len(names); i++ {
		text, err := readFile(names[i])
		if err != nil {
			return s, nil, err
		}
		if !freqtrade.IsConfig(text) {
			if err := s.onto(func(s *Study) error { return s.Parse(names[i], text) }); err != nil {
				return s, nil, err
			}
			continue
		}
		from := i
		for i+1 < len(names) {
			if more, err := readFile(names[i+1]); err != nil || !freqtrade.IsConfig(more) && !freqtrade.Continues(more) {
				break
			}
			i++
		}
		c, err := freqtrade.ReadConfig(names[from:i+1], readFile)
		if err != nil {
			return s, nil, err
		}
		taken := c.Environment(environ)
		said, err := s.configure(userdir, c)
		all := strings.Join(append(slices.Clone(names[from:i+1]), taken...), ", ")
		s.configured = all
		if err != nil {
			return s, nil, fmt.Errorf("%s: %w", all, err)
		}
		if len(taken) > 0 {
			notes = append(notes, "variables that override the configuration: "+strings.Join(taken, ", "))
		}
		for _, note := range said {
			notes = append(notes, all+": "+note)
		}
	}
	if !s.TrailingStop && (s.TrailingPositive != 0 || s.TrailingOnlyOffset) {
		notes = append(notes, "trailing_stop is off: trailing_stop_positive and trailing_only_offset_is_reached have no effect")
	}
	return s, notes, nil
}

// onto reads a file over what the ones before it said; tables of both are merged.
func (s *Study) onto(read func(*Study) error) error {
	before := *s
	s.MinimalROI, s.AmountStep, s.Own = nil, nil, nil
	if err := read(s); err != nil {
		return err
	}
	if before.MinimalROI != nil {
		s.MinimalROI = mergeROI(*before.MinimalROI, s.MinimalROI)
	}
	s.AmountStep, s.Own = mergeMaps(before.AmountStep, s.AmountStep), mergeMaps(before.Own, s.Own)
	return nil
}

func mergeMaps[M ~map[string]V, V any](before, after M) M {
	if before == nil {
		return after
	}
	out := maps.Clone(before)
	maps.Copy(out, after)
	return out
}

func mergeROI(before strategies.ROI, after *strategies.ROI) *strategies.ROI {
	out := slices.Clone(before)
	if after != nil {
		for _, step := range *after {
			out = slices.DeleteFunc(out, func(o strategies.ROIStep) bool { return o.Minutes == step.Minutes })
		}
		out = append(out, *after...)
	}
	slices.SortFunc(out, func(a, b strategies.ROIStep) int { return a.Minutes - b.Minutes })
	return &out
}

// configure takes the keys of freqtrade's configuration and says what it ignores.
func (s *Study) configure(userdir string, c freqtrade.Config) (notes []string, err error) {
	b := c.Bearings()
	s.unsimulated = append(s.unsimulated, b.Refused...)
	keys, foreign, err := c.Keys(userdir)
	if err != nil {
		return nil, err
	}
	if note := b.Ignored(); note != "" {
		notes = append(notes, note)
	}
	if pairs, _ := keys["pairs"].([]string); slices.ContainsFunc(pairs, freqtrade.IsPattern) {
		notes = append(notes, "patterns in exchange.pair_whitelist, which freqtrade looks up in the exchange's markets: name the pairs with --pairs")
	}
	if len(foreign) > 0 {
		notes = append(notes, fmt.Sprintf("left out, not quoted in stake_currency %v: %s", c["stake_currency"], strings.Join(foreign, ", ")))
	}
	for _, file := range s.files { // a fault is not where an earlier file said something else
		for key := range keys {
			file.text.Forget(key)
		}
	}
	return notes, s.onto(func(s *Study) error {
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			if err := s.take(key, keys[key]); err != nil {
				return err
			}
		}
		return nil
	})
}

// Unsimulated are the keys of freqtrade's configuration, with their values, that change
// the results of strategies and are not simulated. The engine they do not concern.
func (s Study) Unsimulated() []string { return s.unsimulated }

// Configured reports whether the study stands on freqtrade's configuration.
func (s Study) Configured() bool { return s.configured != "" }

// Simulated refuses a study with such keys.
func (s Study) Simulated() error {
	if err := (freqtrade.Bearings{Refused: s.unsimulated}).Err(); err != nil {
		return fmt.Errorf("%s: %w", s.configured, err)
	}
	return nil
}

// take gives a key a value of JSON.
func (s *Study) take(key string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if key == "stake_amount" {
		s.StakeAmount, err = stakeOf(string(text))
		return err
	}
	object, err := json.Marshal(map[string]json.RawMessage{key: text})
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(object))
	d.DisallowUnknownFields()
	err = d.Decode(s)
	if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) {
		return fmt.Errorf("%s: found %s, expected %s", key, text, kindOf(wrong.Type))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	if key == "trailing_stop_positive" && s.TrailingPositive == 0 {
		s.zeroPositive = true
	}
	return nil
}

// kindOf is what a key takes, in words.
func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Float64:
		return "a number"
	case reflect.Int:
		return "a whole number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list of texts"
	}
	return "a text"
}

// CheckTrailing refuses a distance of 0, which says neither the plain stop's nor
// another; a study that does not name it has the plain stop's.
func (s Study) CheckTrailing() error {
	given := s.zeroPositive || slices.ContainsFunc(s.files, func(o origin) bool { return o.text.Has("trailing_stop_positive") })
	if s.TrailingStop && s.TrailingPositive == 0 && given {
		return errors.New("trailing_stop_positive 0: expected a ratio above 0; leave it out to trail by the stoploss")
	}
	return nil
}
