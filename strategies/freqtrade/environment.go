package freqtrade

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// variable is what the names of freqtrade's variables begin with, as in
// FREQTRADE__EXCHANGE__NAME.
const variable = "FREQTRADE__"

// Environment merges freqtrade's variables into the configuration, as freqtrade does:
// they override every file. Environ holds NAME=VALUE; the names of those that were
// taken are returned in the order of the alphabet.
func (c Config) Environment(environ []string) (names []string) {
	values := map[string]string{}
	for _, v := range environ {
		if name, value, ok := strings.Cut(v, "="); ok && strings.HasPrefix(name, variable) {
			values[name] = value
		}
	}
	names = slices.Sorted(maps.Keys(values))
	for _, name := range names {
		keys := strings.Split(strings.TrimPrefix(name, variable), "__")
		last := len(keys) - 1
		var value any = values[name]
		if keys[last] != "CHAT_ID" && keys[last] != "PASSWORD" {
			value = typed(values[name])
		}
		for _, key := range slices.Backward(keys[1:]) {
			value = map[string]any{strings.ToLower(key): value}
		}
		merge(c, map[string]any{strings.ToLower(keys[0]): value})
	}
	return names
}

// typed is a value of JSON as freqtrade takes a variable's text: a number, true or
// false, a list, or else the text.
func typed(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return json.Number(strconv.FormatInt(n, 10))
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		if number, err := json.Marshal(x); err == nil { // nan and inf are none of JSON's
			return json.Number(number)
		}
	}
	switch strings.ToLower(text) {
	case "t", "true":
		return true
	case "f", "false":
		return false
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var list []any
	if err := d.Decode(&list); err == nil && list != nil && !d.More() {
		return list
	}
	return text
}
