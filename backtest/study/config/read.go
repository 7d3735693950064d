package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/internal/yamlsafe"
)

// Parse decodes a study on top of what there is and keeps its text, to point into when
// a value turns out to be wrong. Unknown keys are errors with their line.
func (s *Study) Parse(name string, text []byte) error {
	t, err := yamlsafe.Decode(text, s, yaml.UseJSONUnmarshaler())
	if errors.Is(err, yamlsafe.ErrEmpty) {
		return fmt.Errorf("%s: the study is empty", name)
	}
	var fault *yamlsafe.Fault
	if errors.As(err, &fault) && fault.Unknown != "" {
		switch near := nearest.Of(fault.Unknown, Keys()); near {
		case "":
		case fault.Unknown:
			return fmt.Errorf("%s: %w\nit belongs at the top of a study", name, err)
		default:
			return fmt.Errorf("%s: %w\ndid you mean %s?", name, err, near)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s.files = append(s.files, origin{name, t})
	return nil
}

// ParseJSON reads a study as a manifest holds it. It is JSON and is read as such: YAML takes
// 1e-05 for a word.
func ParseJSON(config json.RawMessage) (Study, error) {
	s := Default()
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(config, &keys); err != nil {
		return s, err
	}
	if text, ok := keys["stake_amount"]; ok {
		stake, err := stakeOf(string(text))
		if err != nil {
			return s, err
		}
		s.StakeAmount = stake
		delete(keys, "stake_amount")
	}
	rest, err := json.Marshal(keys)
	if err != nil {
		return s, err
	}
	d := json.NewDecoder(bytes.NewReader(rest))
	d.DisallowUnknownFields()
	err = d.Decode(&s)
	return s, err
}

// Keys are the keys that a study file may hold.
func Keys() []string {
	t := reflect.TypeFor[Study]()
	keys := make([]string, 0, t.NumField())
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" && name != "-" {
			keys = append(keys, name)
		}
	}
	return keys
}
