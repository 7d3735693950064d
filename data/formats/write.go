package formats

import (
	"bufio"
	"errors"
	"io"
	"os"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/place"
)

// A parquetRow is a candle as our Parquet files store it: freqtrade's columns.
// Times are the same step apart and shrink to nothing as differences; prices are
// smallest plain, under zstd.
type parquetRow struct {
	Date   int64   `parquet:"date,timestamp(millisecond),delta"`
	Open   float64 `parquet:"open,plain"`
	High   float64 `parquet:"high,plain"`
	Low    float64 `parquet:"low,plain"`
	Close  float64 `parquet:"close,plain"`
	Volume float64 `parquet:"volume,plain"`
}

const (
	groupRows  = 1 << 18 // rows of a group, which is what a writer holds in memory
	parquetWho = "remora-bt"
)

// WriteParquet writes candles to path, complete or not at all.
func WriteParquet(path string, c *data.Candles) error {
	err := place.File(path, func(w io.Writer) error {
		big := bufio.NewWriterSize(w, 1<<20)
		return errors.Join(encodeParquet(big, c), big.Flush())
	})
	if _, ok := errors.AsType[*os.PathError](err); ok { // it names the file
		return Fault{err}
	}
	return fault(path, err)
}

func encodeParquet(w io.Writer, c *data.Candles) error {
	out := parquet.NewGenericWriter[parquetRow](w,
		parquet.Compression(&zstd.Codec{}),
		parquet.CreatedBy(parquetWho, "1", ""),
		parquet.MaxRowsPerRowGroup(groupRows),
		parquet.PageBufferSize(512<<10),
	)
	rows := make([]parquetRow, 0, 4096)
	for i := range c.Time {
		rows = append(rows, parquetRow{int64(c.Time[i]), c.Open[i], c.High[i], c.Low[i], c.Close[i], c.Volume[i]})
		if len(rows) == cap(rows) || i == c.Len()-1 {
			if _, err := out.Write(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return out.Close()
}
