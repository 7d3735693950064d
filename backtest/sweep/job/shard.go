package job

import (
	"fmt"
	"strconv"
	"strings"
)

// Shard reads which of how many parts of a sweep to do, as in "2/4", and counts it from
// 0. Without a text it is the only one. A part needs an output.
func Shard(text, output string) (own, shards int, err error) {
	if text == "" {
		return 0, 1, nil
	}
	a, b, _ := strings.Cut(text, "/")
	i, err1 := strconv.Atoi(a)
	n, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || i < 1 || n < i || n > MostPoints {
		return 0, 0, fmt.Errorf("shard %q: expected I/N with I from 1 to N, as in 2/4", text)
	}
	if output == "" {
		return 0, 0, fmt.Errorf("shard %q: a part of a sweep needs --output to be put together with the others", text)
	}
	return i - 1, n, nil
}
