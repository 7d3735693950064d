package plural_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/internal/plural"
)

func ExampleOf() {
	fmt.Println(plural.Of(1, "entry", "entries"), plural.Of(0, "entry", "entries"), plural.Of(2, "entry", "entries"))
	// Output: 1 entry 0 entries 2 entries
}
