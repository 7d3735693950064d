package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
)

// WriteTables prints the study in the format asked for: the tables as text or
// Markdown, the summary as JSON, or the metrics as CSV.
func (s *Study) WriteTables(w io.Writer, opt sheet.Options) error {
	var b bytes.Buffer
	switch opt.Format {
	case "", "table":
		s.writeAll(&b, opt)
	case "md":
		opt.Width = 0
		s.writeAll(&b, opt)
	case "json":
		text, err := json.MarshalIndent(s.Summary(), "", "  ")
		if err != nil {
			return err
		}
		b.Write(append(text, '\n'))
	case "csv":
		if err := s.writeMetrics(&b); err != nil {
			return err
		}
	default:
		return fmt.Errorf("format %q: expected one of %s", opt.Format, strings.Join(table.Formats, ", "))
	}
	_, err := w.Write(b.Bytes())
	return err
}
