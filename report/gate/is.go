package gate

import (
	"encoding/xml"
	"io"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// IsJUnit reports whether a file is JUnit XML as WriteJUnit writes it, by its first element.
func IsJUnit(path string) bool {
	f, _, err := inputs.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	for d := xml.NewDecoder(f); ; {
		token, err := d.Token()
		if err != nil {
			return false
		}
		if e, ok := token.(xml.StartElement); ok {
			return e.Name.Local == "testsuites"
		}
	}
}

// summaryHead is how a step summary begins.
const summaryHead = "## remora-bt gate: "

// IsSummary reports whether a file is one that WriteSummary wrote, by how it begins.
func IsSummary(path string) bool {
	f, _, err := inputs.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(summaryHead))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == summaryHead
}
