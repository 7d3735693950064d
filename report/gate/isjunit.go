package gate

import (
	"encoding/xml"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// IsJUnit reports whether a file is JUnit XML, by its first element.
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
			return e.Name.Local == "testsuites" || e.Name.Local == "testsuite"
		}
	}
}
