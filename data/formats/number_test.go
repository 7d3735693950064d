package formats

import (
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var decimalForm = regexp.MustCompile(`^[-+.0-9eE]*$`)

// A decimal number reads as strconv reads it, in every bit. What else strconv
// takes for a number is none in a candle file.
func TestParseFloat(t *testing.T) {
	texts := []string{
		"0", "-0", "0.0", "00012.5", "1.", ".5", "-.5", "7195.24", "0.00000001", "9007199254740992", "9007199254740993", "9007199254740992.5",
		"123456789012345678", "1234567890123456789", "0.1234567890123456789", "18446744073709551616", "184467440737095516160.5",
		"1e22", "1.5e-7", "4.9e-324", "1e309", "nan", "Inf", "-inf", "infinity", "0x1p-3", "0x10", "1_0", "1_000.5", "٣", "e", "1e", "+-1", "", ".", "-", "+1", "1,5", "1 ", "--1", "1.2.3",
		"0." + strings.Repeat("0", 30) + "1", strings.Repeat("9", 500),
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		texts = append(texts,
			strconv.FormatFloat(rng.Float64()*math.Pow(10, float64(rng.IntN(12)-6)), 'f', rng.IntN(18), 64),
			strconv.FormatFloat(math.Float64frombits(rng.Uint64()), 'g', -1, 64))
	}
	for _, text := range texts {
		got, ok := parseFloat([]byte(text))
		want, err := strconv.ParseFloat(text, 64)
		if len(text) > 400 {
			continue // longer than any number is written
		}
		if plain := decimalForm.MatchString(text); ok != (err == nil && plain) || ok && math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("parseFloat(%q) = %v, %t, want %v, %v", text, got, ok, want, err)
		}
	}
}

func TestDigits(t *testing.T) {
	for _, tt := range []struct {
		text string
		want int64
		ok   bool
	}{
		{"0", 0, true},
		{"1640995200000", 1640995200000, true},
		{"9223372036854775807", math.MaxInt64, true},
		{"9223372036854775808", 0, false},
		{"00000000000000000001", 0, false},
		{"", 0, false},
		{"x", 0, false},
	} {
		got, _, ok := digits([]byte(tt.text+","), 0)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("digits(%q) = %d, %t, want %d, %t", tt.text, got, ok, tt.want, tt.ok)
		}
	}
}
