package sources_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
)

// A folder of files is read as what could be known, and when.
func ExampleLoad() {
	dir, err := os.MkdirTemp("", "context")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	err = os.WriteFile(filepath.Join(dir, "vix.csv"), []byte("date,close\n2024-03-01,13.11\n2024-03-04,13.49\n"), 0o600)
	if err != nil {
		fmt.Println(err)
		return
	}
	context, report, err := sources.Load(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range context[data.VIX] {
		fmt.Println(o.Event, o.Value, "known at", o.Known)
	}
	fmt.Println(report.Series[data.VIX].Files)
	// Output:
	// 2024-03-01 00:00:00 13.11 known at 2024-03-01 21:15:00
	// 2024-03-04 00:00:00 13.49 known at 2024-03-04 21:15:00
	// [vix.csv]
}
