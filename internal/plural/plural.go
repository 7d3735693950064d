// Package plural writes how many there are of something.
package plural

import "fmt"

// Of is a number with the noun that fits it: "1 row", "2 rows", "0 rows".
func Of(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
