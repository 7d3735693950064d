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

// Quote is the asset that a pair is paid in, as in USDT of BTC/USDT and of the future
// BTC/USDT:USDT; "" of what is no pair.
func Quote(pair string) string {
	_, quote, _ := strings.Cut(pair, "/")
	quote, _, _ = strings.Cut(quote, ":")
	return quote
}
