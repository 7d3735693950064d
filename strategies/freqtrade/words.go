package freqtrade

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// keyName is a key of a JSON object in a text.
var keyName = regexp.MustCompile(`"(\$?[a-z_]+)"\s*:`)

// own are the used keys that no study has.
var own = []string{"exchange", "stake_currency", "dry_run_wallet", "strategy"}

// IsConfig tells a configuration of freqtrade from other files: it is an object of
// JSON with a key that only freqtrade knows.
func IsConfig(text []byte) bool {
	text = bytes.TrimSpace(strict(text))
	if !bytes.HasPrefix(text, []byte("{")) {
		return false
	}
	for _, m := range keyName.FindAllSubmatch(text, -1) {
		key := string(m[1])
		_, matters := harmless[key]
		if matters || bearings[key] == idle || slices.Contains(own, key) || key == "add_config_files" {
			return true
		}
	}
	return false
}

// Continues reports whether a file may be one more of several configurations: an object
// of JSON whose keys freqtrade knows, all of them.
func Continues(text []byte) bool {
	c, err := parseConfig(text)
	return err == nil && len(c) > 0 && len(c.Bearings().Unknown) == 0
}

// Keys are the used keys in the words of a study. Without datadir it is freqtrade's
// below userdir. Foreign are the pairs of the whitelist that are not quoted in the
// stake currency, which freqtrade leaves out.
func (c Config) Keys(userdir string) (out map[string]any, foreign []string, err error) {
	out = map[string]any{}
	for _, key := range c.Bearings().Used {
		if !slices.Contains(own, key) {
			out[key] = c[key]
		}
	}
	if _, ok := out["pairs"]; !ok && c["exchange"] != nil {
		var pairs []string
		if pairs, foreign, err = c.traded(); err != nil {
			return nil, nil, err
		}
		if pairs != nil {
			out["pairs"] = pairs
		}
	}
	if name, ok := c["strategy"]; ok && name != nil && out["strategy_list"] == nil {
		out["strategy_list"] = []any{name}
	}
	exchange, _ := c["exchange"].(map[string]any)
	if name, ok := exchange["name"].(string); ok && name != "" && out["datadir"] == nil {
		out["datadir"] = filepath.Join(userdir, "data", name)
	}
	return out, foreign, c.wallet(out)
}

// wallet is the starting balance: a number, or an object of numbers by currency.
func (c Config) wallet(out map[string]any) error {
	w, ok := c["dry_run_wallet"]
	if !ok || w == nil {
		return nil
	}
	if of, ok := w.(map[string]any); ok {
		currency := fmt.Sprint(c["stake_currency"])
		if w, ok = of[currency]; !ok {
			return fmt.Errorf("dry_run_wallet: nothing of stake_currency %s, only of %s", currency, strings.Join(slices.Sorted(maps.Keys(of)), ", "))
		}
	}
	if _, ok := w.(json.Number); !ok {
		return fmt.Errorf("dry_run_wallet: found %q, expected a number", fmt.Sprint(w))
	}
	out["starting_balance"] = w
	return nil
}

// traded are the pairs of the whitelist without those of the blacklist, whose
// entries are patterns of whole names, and without foreign ones.
func (c Config) traded() (list, foreign []string, err error) {
	exchange, ok := c["exchange"].(map[string]any)
	if !ok {
		return nil, nil, fmt.Errorf("exchange: expected an object")
	}
	if list, err = texts(exchange, "pair_whitelist"); err != nil {
		return nil, nil, err
	}
	black, err := texts(exchange, "pair_blacklist")
	if err != nil {
		return nil, nil, err
	}
	currency, _ := c["stake_currency"].(string)
	all := len(list)
	list = slices.DeleteFunc(list, func(pair string) bool {
		quote := data.Quote(pair)
		other := currency != "" && quote != currency && !IsPattern(quote)
		if other {
			foreign = append(foreign, pair)
		}
		return other
	})
	if all > 0 && len(list) == 0 {
		return nil, nil, fmt.Errorf("exchange.pair_whitelist: no pair is quoted in stake_currency %s, the first is %s", currency, foreign[0])
	}
	for _, text := range black {
		pattern, err := regexp.Compile("(?i)^(?:" + text + ")$")
		if err != nil {
			return nil, nil, fmt.Errorf("exchange.pair_blacklist %q: expected a pair or a pattern of pairs", text)
		}
		list = slices.DeleteFunc(list, pattern.MatchString)
	}
	return list, foreign, nil
}

// special are the signs by which freqtrade would take a name for a pattern.
const special = `.*+?()[]{}|^$\`

// IsPattern reports whether freqtrade would look a pair up as a pattern.
func IsPattern(pair string) bool { return strings.ContainsAny(pair, special) }

func texts(section map[string]any, key string) ([]string, error) {
	if section[key] == nil {
		return nil, nil
	}
	list, ok := section[key].([]any)
	out := make([]string, len(list))
	for i := range list {
		if ok {
			out[i], ok = list[i].(string)
		}
	}
	if !ok {
		return nil, fmt.Errorf("exchange.%s: expected a list of pairs", key)
	}
	return out, nil
}
