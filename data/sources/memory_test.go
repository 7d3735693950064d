package sources_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
	"github.com/remora-bt/remora-bt/internal/shared"
)

// However many rows a context file holds, reading it takes at most four times its
// size and 64 MB.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 50 MB")
	}
	const rows = 800_000
	at := int64(1_300_000_000)
	for name, row := range map[string]func(b *strings.Builder, i int){
		"equal.csv":    func(b *strings.Builder, _ int) { b.WriteString("1577836800,1\n") },
		"distinct.csv": func(b *strings.Builder, i int) { fmt.Fprintf(b, "%d,1\n", at+int64(i)*60) },
		"json": func(b *strings.Builder, i int) {
			fmt.Fprintf(b, `{"time_utc":%d,"value":1},`, at+int64(i)*60)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			file := "open_interest.csv"
			b.WriteString("time_utc,value\n")
			if name == "json" {
				file = "open_interest.json"
				b.Reset()
				b.WriteByte('[')
			}
			for i := range rows {
				row(&b, i)
			}
			text := b.String()
			if name == "json" {
				text = strings.TrimSuffix(text, ",") + "]"
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			size := uint64(len(text))
			b.Reset()
			var err error
			var report sources.Report
			got := shared.Peak(func() { _, report, err = sources.LoadAt(dir, data.Date(2030, 1, 1)) })
			if err != nil {
				t.Fatal(err)
			}
			if n := report.Series[data.OpenInterest]; n.Rows != rows || n.Kept+n.Duplicates != rows {
				t.Errorf("%d rows, %d kept, %d repeated, want %d rows in all", n.Rows, n.Kept, n.Duplicates, rows)
			}
			t.Logf("%d MB for %d MB", got>>20, size>>20)
			if got > 64<<20+4*size {
				t.Errorf("%d bytes of text took %d bytes of memory", size, got)
			}
		})
	}
}
