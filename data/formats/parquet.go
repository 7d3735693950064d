package formats

import (
	"fmt"
	"math"
	"os"
	"slices"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/columns"
)

// freeRows are the rows that a small file may hold beyond one for each of its
// bytes, so that it may be all zeros: candles take 8 to 48 bytes a row.
const freeRows = 1 << 16

// readParquet reads the six columns straight into the candles.
func readParquet(f *os.File, size int64, c *data.Candles) error {
	file, err := columns.Open(f, size, columns.Limit{PerByte: 1, Free: freeRows})
	if err != nil {
		return err
	}
	at, err := findTyped(file.Names())
	if err != nil {
		return err
	}
	for col, i := range at {
		if err := expected(file.Columns[i], col); err != nil {
			return err
		}
	}
	resize(c, file.Rows)
	return file.Read(at[:], func(p *columns.Page) error { return store(c, file.Columns[at[p.Of]], p) })
}

// expected looks at the type of a column.
func expected(k columns.Column, col int) error {
	if !k.Plain {
		return fmt.Errorf("column %q is not a plain column", clip(k.Name))
	}
	numbers := []parquet.Kind{parquet.Double, parquet.Float, parquet.Int64, parquet.Int32}
	if col == colTime && k.Kind != parquet.Int64 || !slices.Contains(numbers, k.Kind) {
		return fmt.Errorf("column %q is of type %s: expected %s", clip(k.Name), k.Kind, [2]string{"a 64-bit timestamp", "DOUBLE"}[min(col, 1)])
	}
	return nil
}

// store puts the values of a page where they belong.
func store(c *data.Candles, k columns.Column, p *columns.Page) error {
	if i := slices.Index(p.Null, true); i >= 0 {
		return nullError{clip(k.Name), p.Row + i + 1}
	}
	if p.Of == colTime {
		for i, v := range p.Bits {
			t, err := timeUnit(k.PerMilli).instant(int64(v))
			if err != nil {
				return fmt.Errorf("row %d: %w", p.Row+i+1, err)
			}
			c.Time[p.Row+i] = t
		}
		return nil
	}
	dst := (*column(c, p.Of))[p.Row : p.Row+len(p.Bits)]
	switch k.Kind {
	case parquet.Double:
		for i, v := range p.Bits {
			dst[i] = math.Float64frombits(v)
		}
	case parquet.Float:
		for i, v := range p.Bits {
			dst[i] = float64(math.Float32frombits(uint32(v)))
		}
	case parquet.Int32:
		for i, v := range p.Bits {
			dst[i] = float64(int32(v))
		}
	default:
		for i, v := range p.Bits {
			dst[i] = float64(int64(v))
		}
	}
	return nil
}
