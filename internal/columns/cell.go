package columns

import (
	"math"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// Cell is value i of a page of c as a cell of CSV would hold it; "" where it is
// missing.
func (p *Page) Cell(c *Column, i int) string {
	if p.Null != nil && p.Null[i] {
		return ""
	}
	bits := p.Bits[i]
	switch c.Kind {
	case parquet.ByteArray:
		return p.Texts[bits]
	case parquet.Double:
		return strconv.FormatFloat(math.Float64frombits(bits), 'g', -1, 64)
	case parquet.Float:
		return strconv.FormatFloat(float64(math.Float32frombits(uint32(bits))), 'g', -1, 32)
	case parquet.Boolean:
		return strconv.FormatBool(bits == 1)
	case parquet.Int32:
		return strconv.Itoa(int(int32(bits)))
	default:
		return strconv.FormatInt(int64(bits), 10)
	}
}
