package signalfile

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/internal/columns"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

// remoras is how many of the first columns Remora's own history has: a file of these alone
// is not this package's.
const remoras = 13

// Is reports whether a file is one that CSV or Parquet wrote, by its columns.
func Is(path string) bool {
	f, size, err := inputs.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	names := header(f)
	if file, err := columns.Open(f, size, columns.Limit{Free: columns.MaxRows}); err == nil {
		names = file.Names()
	}
	return len(names) > remoras && slices.Equal(names[:remoras], signalNames[:remoras])
}

// header is the first line of CSV, of which no more is read than a header may have.
func header(r io.Reader) []string {
	const longest = 1 << 12
	line, _ := bufio.NewReader(io.LimitReader(r, longest)).ReadString('\n')
	return strings.Split(strings.TrimRight(line, "\r\n"), ",")
}
