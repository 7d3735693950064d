package metrics

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Undefined is what tables print for a figure that is not defined.
const Undefined = "–"

// fixed prints v with a fixed number of decimals, correctly rounded, and without
// the sign of a printed zero.
func fixed(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if s[0] == '-' && strings.Trim(s, "-0.") == "" {
		return s[1:]
	}
	return s
}

// MoneyText prints an amount of the quote asset as freqtrade's summary does: as
// many decimals as the asset has there, trailing zeros and point stripped.
func MoneyText(v float64, quote string) string {
	s := fixed(v, Decimals(quote))
	s = strings.TrimRight(s, "0")
	return strings.TrimSuffix(s, ".")
}

// Decimals is how many decimals freqtrade prints of an asset.
func Decimals(asset string) int {
	switch asset {
	case "BTC":
		return 8
	case "ETH":
		return 5
	default:
		return 3
	}
}

// FactorText prints the profit factor of a period as freqtrade's breakdown does:
// rounded to 8 and then to 2 decimals, as short as possible but with a decimal.
// It has no text for undefined: freqtrade prints 0.0.
func FactorText(v float64) string { return short(npRound(npRound(v, 8), 2)) }

// short prints v in its shortest form with at least one decimal, as Python does.
func short(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// rounded is Python's round of a float: the nearest number of so many decimals to
// the exact binary value.
func rounded(v float64, decimals int) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', decimals, 64), 64)
	return r
}

// npRound is numpy's round, which multiplies, rounds to even and divides.
func npRound(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.RoundToEven(v*p) / p
}

// duration prints minutes, rounded half to even, as freqtrade's summary does:
// "0d 01:45". A negative duration has a sign in front.
func duration(minutes float64) string {
	n := int64(math.RoundToEven(minutes))
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%dd %02d:%02d", sign, n/1440, n/60%24, n%60)
}

// HoldingText prints average minutes as freqtrade's tables do: "1:45:00" or
// "1 day, 2:03:00".
func HoldingText(minutes float64) string {
	n := int64(math.RoundToEven(minutes))
	clock := fmt.Sprintf("%d:%02d:00", n/60%24, n%60)
	switch days := n / 1440; {
	case days == 1:
		return "1 day, " + clock
	case days > 1:
		return fmt.Sprintf("%d days, %s", days, clock)
	}
	return clock
}

// elapsed prints minutes as pandas does: "354 days 16:45:00".
func elapsed(minutes float64) string {
	n := int64(math.RoundToEven(minutes))
	return fmt.Sprintf("%d days %02d:%02d:00", n/1440, n/60%24, n%60)
}

// WinText is the share of winners in percent as freqtrade's tables print it.
func WinText(wins, draws, losses int) string {
	switch {
	case wins == 0:
		return "0"
	case losses == 0:
		return "100"
	}
	return fixed(100/float64(wins+draws+losses)*float64(wins), 1)
}

// signed puts a plus sign before the text of a positive number, unless it prints
// as zero or not at all.
func signed(text string, v float64) string {
	if v > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}
