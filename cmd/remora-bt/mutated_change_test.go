package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode/utf8"
)

// mutated is a valid file with one to four changes, and what they are.
func mutated(rng *rand.Rand, valid []byte) ([]byte, string) {
	b := bytes.Clone(valid)
	changes := binaryChanges
	if utf8.Valid(valid) && bytes.IndexByte(valid, 0) < 0 && rng.IntN(4) > 0 {
		changes = textChanges
	}
	var what []string
	for range 1 + rng.IntN(4)*rng.IntN(2) {
		c := changes[rng.IntN(len(changes))]
		if len(b) == 0 {
			break
		}
		b = c.make(rng, b)
		what = append(what, c.name)
	}
	return b, strings.Join(what, ", ")
}

// A change damages bytes, of which there are some.
type change struct {
	name string
	make func(rng *rand.Rand, b []byte) []byte
}

// spot is where to change something: anywhere, or near an end, where files keep what
// they say of themselves.
func spot(rng *rand.Rand, n int) int {
	switch rng.IntN(4) {
	case 0:
		return n - 1 - rng.IntN(min(n, 600))
	case 1:
		return rng.IntN(min(n, 200))
	default:
		return rng.IntN(n)
	}
}

// span is a stretch of at least a byte.
func span(rng *rand.Rand, n int) (from, to int) {
	from = spot(rng, n)
	return from, from + 1 + rng.IntN(min(n-from, 1+rng.IntN(512)))
}

// near is the first match from some spot on, or else the first of all; nil if there is
// none. To look for all of them would take longer than to read the file.
func near(rng *rand.Rand, what *regexp.Regexp, b []byte) []int {
	from := spot(rng, len(b))
	if at := what.FindIndex(b[from:]); at != nil {
		return []int{from + at[0], from + at[1]}
	}
	return what.FindIndex(b)
}

var huge = []uint64{0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 1 << 40, 1<<63 - 1, 1 << 63, 1<<64 - 1}

var binaryChanges = []change{
	{"bits flipped", func(rng *rand.Rand, b []byte) []byte {
		for range 1 + rng.IntN(8) {
			b[spot(rng, len(b))] ^= 1 << rng.IntN(8)
		}
		return b
	}},
	{"a byte set", func(rng *rand.Rand, b []byte) []byte { b[spot(rng, len(b))] = byte(rng.IntN(256)); return b }},
	{"cut off", func(rng *rand.Rand, b []byte) []byte { return b[:rng.IntN(len(b))] }},
	{"a stretch left out", func(rng *rand.Rand, b []byte) []byte {
		from, to := span(rng, len(b))
		return append(b[:from], b[to:]...)
	}},
	{"a stretch repeated", func(rng *rand.Rand, b []byte) []byte {
		from, to := span(rng, len(b))
		return bytes.Join([][]byte{b[:to], bytes.Repeat(b[from:to], 1+rng.IntN(40)), b[to:]}, nil)
	}},
	{"two stretches swapped", func(rng *rand.Rand, b []byte) []byte {
		n := 1 + rng.IntN(min(len(b), 256))
		i, j := rng.IntN(len(b)-n+1), rng.IntN(len(b)-n+1)
		x := bytes.Clone(b[i : i+n])
		copy(b[i:], b[j:j+n])
		copy(b[j:], x)
		return b
	}},
	{"a stretch of zeros", func(rng *rand.Rand, b []byte) []byte {
		from, to := span(rng, len(b))
		clear(b[from:to])
		return b
	}},
	{"a stretch of noise", func(rng *rand.Rand, b []byte) []byte {
		from, to := span(rng, len(b))
		for i := from; i < to; i++ {
			b[i] = byte(rng.IntN(256))
		}
		return b
	}},
	{"a huge number", func(rng *rand.Rand, b []byte) []byte {
		var number [8]byte
		binary.LittleEndian.PutUint64(number[:], huge[rng.IntN(len(huge))])
		if rng.IntN(2) == 0 {
			binary.BigEndian.PutUint64(number[:], huge[rng.IntN(len(huge))])
		}
		copy(b[spot(rng, len(b)):], number[:1<<rng.IntN(4)])
		return b
	}},
	{"a huge varint", func(rng *rand.Rand, b []byte) []byte {
		at := spot(rng, len(b))
		return bytes.Join([][]byte{b[:at], binary.AppendUvarint(nil, huge[rng.IntN(len(huge))]), b[at+1:]}, nil)
	}},
	{"bytes put in", func(rng *rand.Rand, b []byte) []byte {
		at, n := spot(rng, len(b)), 1+rng.IntN(64)
		return bytes.Join([][]byte{b[:at], bytes.Repeat([]byte{byte(rng.IntN(256))}, n), b[at:]}, nil)
	}},
}

var numbers = regexp.MustCompile(`-?[0-9]+(\.[0-9]+)?`)

// mostRepeated is how many bytes lines may be repeated to: some files are one line, and a
// changed file may be changed again.
const mostRepeated = 4 << 20

// hugeNumbers are what a number of a text becomes.
var hugeNumbers = []string{
	"0", "-1", "1e308", "-1e308", "1e-320", "1e999", "NaN", "Infinity", "-Infinity", "null", "true", "0x7fffffff", "9223372036854775807", "-9223372036854775808",
	"9223372036854775808", "99999999999999999999999", "4294967296", "2147483648", "1_000", "1.797693134862315808e308", "253402300800000", strings.Repeat("9", 400), "0." + strings.Repeat("0", 400) + "1", "", " ", "١",
}

// wrong is what is put into a text.
var wrong = []string{
	"\x00", "\xff\xfe", "\ufeff", "\"", "'", ",", ";", "\t", "\n", "\r", "{", "}", "[", "]", ":", "- ", "&a ", "*a ", "!!binary ", "<<: ", "#", "|", ">", "%", "\\", "\x1b[2J", "\u202e", "../../", "=", "..",
	strings.Repeat("[", 5000), strings.Repeat(`{"a":`, 5000), strings.Repeat("a", 70_000), strings.Repeat(",", 5000), "---\n",
}

var textChanges = append([]change{
	{"a number replaced", func(rng *rand.Rand, b []byte) []byte {
		at := near(rng, numbers, b)
		if at == nil {
			return b
		}
		return bytes.Join([][]byte{b[:at[0]], []byte(hugeNumbers[rng.IntN(len(hugeNumbers))]), b[at[1]:]}, nil)
	}},
	{"a digit replaced", func(rng *rand.Rand, b []byte) []byte {
		at := near(rng, numbers, b)
		if at == nil {
			return b
		}
		b[at[0]+rng.IntN(at[1]-at[0])] = "0123456789-.eE+"[rng.IntN(15)]
		return b
	}},
	{"something put in", func(rng *rand.Rand, b []byte) []byte {
		at := spot(rng, len(b))
		return bytes.Join([][]byte{b[:at], []byte(wrong[rng.IntN(len(wrong))]), b[at:]}, nil)
	}},
	{"lines", func(rng *rand.Rand, b []byte) []byte {
		lines := bytes.SplitAfter(b, []byte("\n"))
		i, j := rng.IntN(len(lines)), rng.IntN(len(lines))
		switch rng.IntN(4) {
		case 0:
			lines[i] = nil
		case 1:
			lines[i] = bytes.Repeat(lines[i], 1+rng.IntN(min(200, 2+mostRepeated/(1+len(lines[i])))))
		case 2:
			lines[i], lines[j] = lines[j], lines[i]
		default:
			lines[i] = bytes.ReplaceAll(lines[i], []byte(","), []byte(fmt.Sprintf(",%c", " ,\"'"[rng.IntN(4)])))
		}
		return bytes.Join(lines, nil)
	}},
	{"a word replaced by another", func(rng *rand.Rand, b []byte) []byte {
		x, y := near(rng, words, b), near(rng, words, b)
		if x == nil || y == nil {
			return b
		}
		return bytes.Join([][]byte{b[:x[0]], b[y[0]:y[1]], b[x[1]:]}, nil)
	}},
}, binaryChanges...)

var words = regexp.MustCompile(`[A-Za-z_]+|"[^"]*"`)
