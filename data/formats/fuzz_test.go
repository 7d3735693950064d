package formats_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/data/formats"
)

// fuzz reads anything as a file of one format: it may be refused in one line, and
// what is read must come back the same from our own Parquet.
func fuzz(f *testing.F, name string, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	paths, err := filepath.Glob("testdata/*" + filepath.Ext(name))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		c := tryRead(t, filepath.Join(dir, name), b, "fuzz")
		if c == nil {
			return
		}
		again := filepath.Join(dir, "again.parquet")
		if err := formats.WriteParquet(again, c); err != nil {
			t.Fatal(err)
		}
		sameCandles(t, read(t, again), c)
	})
}

func FuzzCSV(f *testing.F) {
	fuzz(f, "a.csv", rowA+rowB, "Date;Open;high;low;close;volume\n2022-01-01;1;2;0,5;1;1\n",
		"1640995200000000,1,2,0.5,1.5,10,0,0,0,0,0,0\n", "\ufeffunix,open,high,low,close,volume\r\n1,\"1\",1e3,nan,-0,+1")
}

func FuzzJSON(f *testing.F) {
	fuzz(f, "a.json", "[]", "[ [1640995200000, 1, 2, 0.5, 1.5, 10] ,\n[1640995500,\"1\",\"2\",1,1,1e-3]]")
}

func FuzzFeather(f *testing.F) { fuzz(f, "a.feather") }

func FuzzParquet(f *testing.F) {
	path := filepath.Join(f.TempDir(), "ours.parquet")
	if err := formats.WriteParquet(path, walk(10)); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	fuzz(f, "a.parquet", string(b))
}

func FuzzZip(f *testing.F) { fuzz(f, "a.zip", zipOf(f, "a.csv", rowA+rowB)) }

func zipOf(t testing.TB, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestZipBomb(t *testing.T) {
	for name, tt := range map[string]struct{ entry, text, want string }{
		"rows":        {"a.csv", strings.Repeat("1640995200000,1,1,1,1,1\n", 1<<17), "more than "},
		"growth":      {"a.csv", strings.Repeat(" ", 200<<10) + strings.Repeat("\n", 20<<20), "the text in it is more than 60 times as long as the file"},
		"not a table": {"a.exe", "MZ", `it holds "a.exe": expected a single .csv file`},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.zip")
			if c := tryRead(t, path, []byte(zipOf(t, tt.entry, tt.text)), name); c != nil {
				t.Fatalf("%d rows were read", c.Len())
			}
			_, err := formats.Read(path, pair, timeframe)
			wantFault(t, err, tt.want)
		})
	}
}
