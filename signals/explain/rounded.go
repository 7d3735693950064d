package explain

import (
	"bytes"
	"strconv"
)

// appendRounded appends x with at most so many decimals, without trailing zeros.
// It rounds the shortest decimal that stands for x, halves away from zero, so
// 122.235 becomes 122.24 although its binary value lies a little below.
func appendRounded(b []byte, x float64, places int) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, x, 'f', -1, 64)
	dot := bytes.IndexByte(b[start:], '.')
	if dot >= 0 && len(b)-start-dot-1 > places {
		b = roundAt(b, start, start+dot+1+places)
	}
	if dot >= 0 {
		b = bytes.TrimRight(b, "0")
		b = bytes.TrimSuffix(b, []byte("."))
	}
	if string(b[start:]) == "-0" {
		b = append(b[:start], '0')
	}
	return b
}

// roundAt cuts the decimal b[start:] before place cut, which is behind its dot.
func roundAt(b []byte, start, cut int) []byte {
	up := b[cut] >= '5'
	b = b[:cut]
	for i := cut - 1; up && i >= start; i-- {
		switch b[i] {
		case '.':
		case '-':
			return append(b[:i+1], append([]byte{'1'}, b[i+1:]...)...)
		case '9':
			b[i] = '0'
			if i == start {
				return append(b[:i], append([]byte{'1'}, b[i:]...)...)
			}
		default:
			b[i]++
			up = false
		}
	}
	return b
}
