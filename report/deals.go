package report

import (
	"encoding/csv"
	"io"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/sheet"
	"github.com/remora-bt/remora-bt/report/table"
)

// The files of this kind are what the answers rest on: with them two folders are held
// against each other, and an answer is worked out again, without candles.
const (
	DealsFile   = "deals.parquet"
	RefusedFile = "refused.csv"
)

// A dealRow is an entry signal and the trade that it becomes at the fixed stake,
// whether or not an arm made it.
type dealRow struct {
	Strategy  string  `parquet:"strategy"`
	TimeRange string  `parquet:"timerange"`
	Pair      string  `parquet:"pair"`
	Book      int32   `parquet:"book"` // its place among the cell's books in summary.json
	OpenDate  int64   `parquet:"open_date,timestamp(millisecond),delta"`
	CloseDate int64   `parquet:"close_date,timestamp(millisecond),delta"`
	Profit    float64 `parquet:"profit_abs"`
	Short     bool    `parquet:"is_short"`
	Forced    bool    `parquet:"force_exit"` // only the end of the run closes it
}

// refusedColumns are the columns of refused.csv: stretches of candles, from the first
// that is refused up to the first that is not.
var refusedColumns = []string{"strategy", "timerange", "pair", "from", "to"}

// A bookClock says over which candles a book was walked.
type bookClock struct {
	data.Clock
	Timeframe string `json:"timeframe"`
}

// clocksOf are those of a cell's books; none where deals do not tell all of them.
func clocksOf(c *sheet.Subject) []bookClock {
	out := []bookClock{}
	for _, b := range c.Books {
		if _, ok := b.Deals(); !ok {
			return []bookClock{}
		}
		out = append(out, bookClock{b.Tape.Clock(), b.Tape.Step.String()})
	}
	return out
}

// judgedCells are those that a filter was compared on.
func (s *Study) judgedCells() (out []*sheet.Subject) {
	for i := range s.Cells {
		if c := &s.Cells[i]; c.Comparison != nil && len(c.Books) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// writeDeals writes deals.parquet, book by book, by ascending entry.
func (s *Study) writeDeals(w io.Writer) error {
	out := parquet.NewGenericWriter[dealRow](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy(programName, "1", ""))
	for _, c := range s.judgedCells() {
		if len(clocksOf(c)) == 0 {
			continue
		}
		for i, b := range c.Books {
			if _, err := out.Write(dealRows(c, i, b)); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

func dealRows(c *sheet.Subject, i int, b *backtest.Book) []dealRow {
	deals, _ := b.Deals()
	rows := make([]dealRow, len(deals))
	for k, d := range deals {
		rows[k] = dealRow{c.Strategy, c.TimeRange, b.Tape.Pair, int32(i), int64(b.Tape.Time(d.Signal + 1)), int64(d.Close), d.Profit, d.Short, d.Forced}
	}
	return rows
}

// writeRefused writes refused.csv: what the filter refused, warm-up included, once for
// every pair of a cell.
func (s *Study) writeRefused(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(refusedColumns); err != nil {
		return err
	}
	for _, c := range s.judgedCells() {
		done := map[string]bool{}
		for i, screen := range c.Screens {
			tape := c.Books[i].Tape
			if done[tape.Pair] {
				continue
			}
			done[tape.Pair] = true
			for from, to := range screen.Mask().Stretches() {
				row := []string{table.Guarded(c.Strategy), table.Guarded(c.TimeRange), table.Guarded(tape.Pair), tape.Time(from).RFC3339(), tape.Time(to).RFC3339()}
				if err := out.Write(row); err != nil {
					return err
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}
