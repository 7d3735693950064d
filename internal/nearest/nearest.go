// Package nearest finds the name that was probably meant.
package nearest

import "strings"

// Of returns the candidate that takes the fewest edits to reach from word, letter
// case aside, or "" if every one is further than half its length away.
func Of(word string, candidates []string) string {
	best, least := "", 1<<30
	for _, c := range candidates {
		if d := Edits(strings.ToLower(word), strings.ToLower(c)); d < least {
			best, least = c, d
		}
	}
	if least > max(len(best), len(word))/2 {
		return ""
	}
	return best
}

// Edits is the Levenshtein distance in bytes: how many must be added, dropped or
// changed to make b of a.
func Edits(a, b string) int {
	row := make([]int, len(b)+1) // distances from the a read so far to each head of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			d := diagonal
			if a[i] != b[j] {
				d = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}
