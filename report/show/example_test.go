package show_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/show"
)

// Figures have one form in every output.
func ExampleFixed2() {
	fmt.Println(show.Fixed2(-12.345), show.Percent(8.75), show.YesNo(true))
	// Output:
	// -12.35 8.8 % yes
}
