package formats_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// A folder of thousands of files answers for every pair at once, there or not: looking
// through all files for each, and comparing all for each that is missing, takes minutes.
func TestManyFiles(t *testing.T) {
	const n = 4000
	dir := t.TempDir()
	for i := range n {
		for _, name := range []string{"C%04d_USDT-1d.csv", "C%04dUSDT-1h-2024-01.zip", "C%04dUSDT-1h-2024-02.zip"} {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf(name, i)), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	start := time.Now()
	d, err := formats.OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if list, err := d.List(); err != nil || len(list) != 2*n || len(list[0].Files) != 2 {
		t.Fatalf("%d entries, %v, want %d with the two months of a pair in one", len(list), err, 2*n)
	}
	for i := range n {
		pair := fmt.Sprintf("C%04d/USDT", i)
		from, ok := d.Finer(pair, data.Day)
		if !d.Has(pair, data.Day) || !d.Has(pair, data.Hour) || d.Has(pair, data.Minute) || !ok || from != data.Hour {
			t.Fatalf("%s is not found, or found where it is not", pair)
		}
		if _, _, err := d.Load(pair, data.Minute); err == nil || !strings.Contains(err.Error(), "C0000/USDT 1h, C0000/USDT 1d, C0001/USDT 1h") || !strings.Contains(err.Error(), fmt.Sprintf("and %d more", 2*n-20)) {
			t.Fatalf("%s: %v", pair, err)
		}
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("%d files took %s, want less than a second or, on a busy machine, a few", 3*n, took)
	}
}
