package looks_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/remora-bt/remora-bt/backtest/looks"
)

// Three filters tried on the same data: the last one's p is to be held thrice as high.
func ExampleAdd() {
	dir, err := os.MkdirTemp("", "looks")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	p, count := 0.02, 0
	var look looks.Look
	for _, filter := range []string{"a", "b", "c"} {
		look = looks.Look{Data: "candles", Filter: filter, Profit: &p}
		count, err = looks.Add(filepath.Join(dir, looks.File), look)
	}
	fmt.Println(looks.Words(count, look), err)
	// Output: look 3 of these data: if it is the best of them, p = 0.06 for profit <nil>
}
