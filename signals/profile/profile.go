// Package profile is the engine's config as people write it: those that are built in, the
// files that hold one, and single settings by the paths of their keys.
package profile

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/internal/yamlsafe"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/signals/calendar"
)

// maxFile bounds a profile, in bytes.
const maxFile = 64 << 10

// Read reads a profile from a file of YAML or JSON. It stands on the
// default profile: keys that it does not have keep their defaults. Its name must
// be its own.
func Read(path string) (signals.Config, error) {
	text, err := inputs.Read(path, maxFile)
	if err != nil {
		return signals.Config{}, err
	}
	c, err := Parse(text)
	if err != nil {
		return signals.Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// Parse reads the text of a profile. Unknown keys, keys that occur twice
// and values of the wrong kind are errors with line and column.
func Parse(text []byte) (signals.Config, error) {
	c := signals.Default()
	c.Name = ""
	if err := overlay(&c, text); errors.Is(err, yamlsafe.ErrEmpty) {
		return signals.Config{}, errors.New("the profile is empty")
	} else if err != nil {
		return signals.Config{}, err
	}
	if _, ok := Named(c.Name); ok {
		return signals.Config{}, fmt.Errorf("name %q is that of a built-in profile: expected another", c.Name)
	}
	return c, c.Validate()
}

// overlay decodes YAML onto v, a Config or a CalendarRule.
func overlay(v any, text []byte) error {
	_, err := yamlsafe.Decode(text, v)
	var fault *yamlsafe.Fault
	if errors.As(err, &fault) && fault.Unknown != "" {
		fault.What += meant(fault.Unknown)
		return UnknownKeyError{Key: fault.Unknown, err: err}
	}
	return err
}

// meant asks whether another name of a profile was meant; "" if none is near. A key
// that a profile knows stands in the wrong place.
func meant(key string) string {
	var names []string
	for _, path := range append(Keys(), calendarKeys...) {
		names = append(names, strings.Split(path, ".")...)
	}
	if slices.Contains(names, key) {
		return ": it belongs elsewhere in a profile"
	}
	if name := nearest.Of(key, names); name != "" {
		return fmt.Sprintf(": did you mean %q?", name)
	}
	return ""
}

// An UnknownKeyError is a profile or a setting with a key that no profile has.
type UnknownKeyError struct {
	Key string // the last element of its path
	err error
}

func (e UnknownKeyError) Error() string { return e.err.Error() }

// Set returns a config with one setting changed, written as "max_risk=0.7" or
// with the path of a key, "regime.risk.choppy=0.6", "limits.vix.above=30". A flag's name alone stands for
// its threshold or for whether it blocks: "flag_extreme_fear=20",
// "flag_downtrend=true". The name of the config then says what was set. The
// result is not yet checked.
func Set(c signals.Config, setting string) (signals.Config, error) {
	path, value, ok := strings.Cut(setting, "=")
	path, value = strings.TrimSpace(path), strings.TrimSpace(value)
	if !ok || path == "" || value == "" {
		return c, fmt.Errorf("setting %q: expected KEY=VALUE, as in max_risk=0.7", setting)
	}
	if strings.ContainsAny(value, "{}[]&*#:\n") || len(setting) > 200 {
		return c, fmt.Errorf("setting %q: value %q is not a number, true, false or a word", setting, value)
	}
	if strings.HasPrefix(path, "flag_") && !strings.Contains(path, ".") {
		path = "flags." + path + flagField(path, value)
	}
	set := c
	put := func(c *signals.Config, value string) error { return assign(c, strings.Split(path, "."), value) }
	err := put(&set, value)
	if err != nil && put(&set, strconv.Quote(value)) == nil { // a text that looks like a number
		err = nil
	}
	if err != nil {
		if unknown := (UnknownKeyError{}); errors.As(err, &unknown) {
			return c, UnknownKeyError{unknown.Key, fmt.Errorf("setting %q: no key %q in a profile%s", setting, unknown.Key, meant(unknown.Key))}
		}
		if place := (noRuleError{}); errors.As(err, &place) {
			return c, fmt.Errorf("setting %q: %w", setting, err)
		}
		return c, fmt.Errorf("setting %q: value %q is not of the key's kind%s", setting, value, kindOf(func(probe string) bool { set := c; return put(&set, probe) == nil }))
	}
	set.Name = fmt.Sprintf("%s+%s=%s", c.Name, path, value)
	return set, nil
}

// kindOf says what a key takes, as the end of a message.
func kindOf(takes func(value string) bool) string {
	for _, k := range []struct{ probe, words string }{{"true", "true or false"}, {"0.5", "a number"}, {"1", "a whole number"}, {"[]", "a list, which only a profile's file can give"}} {
		if takes(k.probe) {
			return ": expected " + k.words
		}
	}
	return ""
}

// assign sets the value of a key. The rules of a calendar are counted from 1 on, as in
// calendar.1.hours.
func assign(c *signals.Config, keys []string, value string) error {
	if len(keys) > 1 && keys[0] == calendarKeys[0] {
		i, err := strconv.Atoi(keys[1])
		if rules := len(c.Calendar.Used()); err != nil || i < 1 || i > rules || len(keys) != 3 {
			return noRuleError{rules}
		}
		return overlay(&c.Calendar[i-1], []byte(keys[2]+": "+value))
	}
	return overlay(c, []byte(strings.Join(keys, ": {")+": "+value+strings.Repeat("}", len(keys)-1)))
}

// A noRuleError is a path to a calendar rule that the profile does not have.
type noRuleError struct{ rules int }

func (e noRuleError) Error() string {
	return fmt.Sprintf("the profile has %d calendar rules: expected a path as in calendar.1.hours", e.rules)
}

// calendarKeys are the names in a calendar.
var calendarKeys = []string{"calendar", "reason", "weekdays", "hours", "dates", "windows"}

// flagField is what a flag's name alone means with a value.
func flagField(flag, value string) string {
	if _, err := strconv.ParseBool(value); err == nil && value != "1" && value != "0" {
		return ".blocks"
	}
	switch flag {
	case signals.FlagExtremeFear.String():
		return ".at_most"
	case signals.FlagBearMarket.String():
		return ".days"
	default:
		return ".blocks"
	}
}

// Keys are the paths of all settings of a profile, in the order of the file, but for
// those of its calendar.
func Keys() []string { return keysOf(reflect.TypeFor[signals.Config](), "") }

func keysOf(t reflect.Type, prefix string) []string {
	switch {
	case t == reflect.TypeFor[calendar.Rules]():
		return nil
	case t.Kind() != reflect.Struct || t == reflect.TypeFor[signals.Bound]():
		return []string{strings.TrimSuffix(prefix, ".")}
	}
	var keys []string
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if options == "inline" {
			keys = append(keys, keysOf(f.Type, prefix)...)
		} else {
			keys = append(keys, keysOf(f.Type, prefix+name+".")...)
		}
	}
	return keys
}

// YAML is a config as a file that Parse reads.
func YAML(c signals.Config) []byte {
	text, err := yaml.Marshal(c)
	if err != nil {
		panic("profile: " + err.Error()) // a Config holds nothing that cannot be written
	}
	return text
}
