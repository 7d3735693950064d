package runfolder

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
)

// A dated deal has its entry by time.
type dated struct {
	open data.Instant
	backtest.Deal
}

// dealRows is how many rows deals.parquet may declare: texts, numbers of books and
// flags shrink to nothing, prices of time and profit do not.
var dealRows = columns.Limit{PerByte: 2, Free: 1 << 16}

// A dealRow is a row of deals.parquet; texts are places in a list.
type dealRow struct {
	strategy, timerange int32
	book                int32
	dated
}

// dealColumns are the columns that are read, with what a page of each sets.
var dealColumns = []struct {
	name string
	kind parquet.Kind
	set  func(r *dealRow, bits uint64)
}{
	{"strategy", parquet.ByteArray, nil},
	{"timerange", parquet.ByteArray, nil},
	{"book", parquet.Int32, func(r *dealRow, bits uint64) { r.book = int32(bits) }},
	{"open_date", parquet.Int64, func(r *dealRow, bits uint64) { r.open = data.Instant(bits) }},
	{"close_date", parquet.Int64, func(r *dealRow, bits uint64) { r.Close = data.Instant(bits) }},
	{"profit_abs", parquet.Double, func(r *dealRow, bits uint64) { r.Profit = math.Float64frombits(bits) }},
	{"is_short", parquet.Boolean, func(r *dealRow, bits uint64) { r.Short = bits == 1 }},
	{"force_exit", parquet.Boolean, func(r *dealRow, bits uint64) { r.Forced = bits == 1 }},
}

// readDeals deals the rows out to the books of the cells.
func readDeals(text []byte, cells map[of][][]dated) error {
	file, err := columns.Open(bytes.NewReader(text), int64(len(text)), dealRows)
	if err != nil {
		return err
	}
	rows := make([]dealRow, file.Rows)
	t := tally{places: map[string]int32{}}
	var want []int
	names := file.Names()
	for _, c := range dealColumns {
		at := slices.Index(names, c.name)
		if at < 0 || !file.Columns[at].Plain || file.Columns[at].Kind != c.kind {
			return fmt.Errorf("no column %q of deals", c.name)
		}
		want = append(want, at)
	}
	err = file.Read(want, func(p *columns.Page) error {
		if p.Null != nil {
			return errors.New("a value is missing")
		}
		t.deal(rows, p)
		return nil
	})
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		books, ok := cells[of{t.texts[r.strategy], t.texts[r.timerange]}]
		switch {
		case !ok || r.book < 0 || int(r.book) >= len(books):
			return fmt.Errorf("row %d: summary.json knows no such book", i+1)
		case !(math.Abs(r.Profit) < 1e12):
			return fmt.Errorf("row %d: profit_abs %v is none", i+1, r.Profit)
		}
		books[r.book] = append(books[r.book], r.dated)
	}
	return nil
}

// deal sets what a page says of its rows.
func (t *tally) deal(rows []dealRow, p *columns.Page) {
	set := dealColumns[p.Of].set
	if set != nil {
		for i, bits := range p.Bits {
			set(&rows[p.Row+i], bits)
		}
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, bits := range p.Bits {
		place := t.place(p.Texts[bits])
		if p.Of == 0 {
			rows[p.Row+i].strategy = place
		} else {
			rows[p.Row+i].timerange = place
		}
	}
}

// onGrid are the deals by the rows of a tape.
func onGrid(tape *data.Tape, list []dated) ([]backtest.Deal, error) {
	out := make([]backtest.Deal, len(list))
	for i, d := range list {
		row := tape.Row(d.open)
		if tape.Time(row) != d.open || d.Close < d.open {
			return nil, fmt.Errorf("the deal opened %s is not on the candles, or closed before", d.open)
		}
		out[i] = d.Deal
		out[i].Signal = row - 1
	}
	return out, nil
}

// readRefused reads refused.csv.
func readRefused(text []byte, cells map[of]Refused) error {
	return eachRow(text, []string{"strategy", "timerange", "pair", "from", "to"}, func(r *row) error {
		k := of{r.text("strategy"), r.text("timerange")}
		if cells[k] == nil {
			cells[k] = Refused{}
		}
		pair := r.text("pair")
		cells[k][pair] = append(cells[k][pair], Stretch{r.instant("from"), r.instant("to")})
		return nil
	})
}
