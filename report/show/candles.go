package show

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/report/table"
)

// A CandleFile is some candles of a folder.
type CandleFile struct {
	Pair      string        `json:"pair"`
	Timeframe string        `json:"timeframe"`
	Market    string        `json:"market"`
	Format    string        `json:"format"`
	Files     []string      `json:"files"`
	Bytes     int64         `json:"bytes"`
	Rows      *int          `json:"rows,omitempty"`
	From      *data.Instant `json:"from,omitempty"`
	To        *data.Instant `json:"to,omitempty"`
}

// CandleFiles prints what candles a folder holds; with their spans if they were read.
func (p *Printer) CandleFiles(rows []CandleFile, ranges bool) {
	if p.opt.Format == "json" {
		p.JSON(rows)
		return
	}
	columns := table.Words("Pair", "Timeframe", "Market", "Format").Numbers("Files", "Bytes")
	if ranges {
		columns = columns.Numbers("Rows").Words("From", "To")
	}
	t := table.New("", columns)
	for _, l := range rows {
		row := []any{l.Pair, l.Timeframe, l.Market, l.Format, len(l.Files), l.Bytes}
		if ranges {
			row = append(row, *l.Rows, instantText(l.From), instantText(l.To))
		}
		t.Add(row...)
	}
	p.Table(t)
}

func instantText(i *data.Instant) string {
	if i == nil {
		return "–"
	}
	return i.String()
}

// An ImportedFile is a file of candles that was made of others. Times are RFC3339.
type ImportedFile struct {
	Pair, Timeframe, From, To, Path string
	Rows, Missing, Inputs           int
	Bytes                           int64
}

// Imported prints the candle files that were made of others.
func (p *Printer) Imported(files []ImportedFile) {
	t := table.New("", table.Words("Pair", "Timeframe").Numbers("Rows").Words("From", "To").Numbers("Missing", "Inputs").Words("File").Numbers("Bytes").Keep("From", "To", "File"))
	for _, f := range files {
		t.Add(f.Pair, f.Timeframe, f.Rows, p.plainTime(f.From), p.plainTime(f.To), f.Missing, f.Inputs, f.Path, f.Bytes)
	}
	p.Table(t)
}

// plainTime is a time of a manifest as other tables print it, with a space that a
// narrow table can break. CSV keeps RFC3339.
func (p *Printer) plainTime(s string) string {
	if p.opt.Format == "csv" {
		return s
	}
	return strings.NewReplacer("T", " ", "Z", "").Replace(s)
}

// Synthetic prints the files that were drawn at random.
func (p *Printer) Synthetic(m *synthetic.Manifest, from, to data.Instant) {
	if p.opt.Format == "json" {
		p.JSON(m)
		return
	}
	title := fmt.Sprintf("Synthetic data, seed %d, from %s to before %s", m.Seed, from, to)
	t := table.New(title, table.Words("File", "Content").Numbers("Rows", "Missing", "Bytes"))
	for _, f := range m.Files {
		t.Add(f.Path, f.Content, f.Rows, f.Missing, f.Bytes)
	}
	p.Table(t)
}

// A FetchedFile is one that came from the network.
type FetchedFile struct {
	Name, SHA256, URL string
	Bytes             int64
	Whole             bool
}

// Fetched prints what came from the network, if anything did.
func (p *Printer) Fetched(files []FetchedFile) {
	if len(files) == 0 && p.opt.Format == "table" {
		return
	}
	t := table.New("", table.Words("File").Numbers("Bytes").Words("SHA-256", "Complete", "From"))
	for _, f := range files {
		sum := f.SHA256
		if p.opt.Format == "table" {
			sum = sum[:12]
		}
		t.Add(f.Name, f.Bytes, sum, f.Whole, f.URL)
	}
	p.Table(t)
}
