package runfolder_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/report/runfolder"
)

// A file is no run.
func ExampleIsFolder() {
	fmt.Println(runfolder.IsFolder("compare.go"))
	// Output:
	// false
}
