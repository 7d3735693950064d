package data

import (
	"fmt"
	"strings"
)

// CheckPair says what is wrong with the form of a pair.
func CheckPair(pair string) error {
	base, quote, ok := strings.Cut(pair, "/")
	if !ok || base == "" || quote == "" || strings.ContainsAny(pair, `\.`) || strings.Contains(quote, "/") {
		return fmt.Errorf("pair %q: expected BASE/QUOTE, as in BTC/USDT", pair)
	}
	return nil
}
