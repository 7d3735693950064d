package formats

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"os"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"github.com/remora-bt/remora-bt/data"
)

// A pageReader decodes the pages of a column chunk.
type pageReader struct {
	*inflater
	k          chunk
	dict, vals []uint64 // values as their bits
	index      []uint32
}

// read reads the chunk into c, which has all of its rows.
func (p *pageReader) read(f *os.File, c *data.Candles) error {
	k := p.k
	p.raw = grow(p.raw, int(k.size))
	if _, err := f.ReadAt(p.raw, k.start); err != nil {
		return err
	}
	b, row := p.raw, 0
	for row < k.n {
		if len(b) == 0 {
			return fmt.Errorf("the file is damaged: column %s ends after %d of %d rows", k.name, row, k.n)
		}
		h, rest, err := p.header(b, k.n-row)
		if err != nil {
			return err
		}
		body := rest[:h.CompressedPageSize]
		b = rest[h.CompressedPageSize:]
		if h.CRC != 0 && crc32.ChecksumIEEE(body) != uint32(h.CRC) {
			return fmt.Errorf("the file is damaged: a page of column %s does not match its checksum", k.name)
		}
		n, err := p.page(h, body)
		if null, ok := errors.AsType[nullError](err); ok {
			null.row += k.row + row
			return null
		}
		if err != nil {
			return fmt.Errorf("column %s, rows from %d: %w", k.name, k.row+row+1, err)
		}
		if err := p.store(c, k.row+row, p.vals[:n]); err != nil {
			return err
		}
		row += n
	}
	return nil
}

// header reads a page header of which at most left rows may come, and checks its
// sizes. It returns the bytes after it.
func (p *pageReader) header(b []byte, left int) (*format.PageHeader, []byte, error) {
	n, err := thriftSize(b)
	if err != nil {
		return nil, nil, err
	}
	h := new(format.PageHeader)
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), b[:n], h); err != nil {
		return nil, nil, err
	}
	b = b[n:]
	values := int64(0)
	switch h.Type {
	case format.DataPage:
		values = int64(h.DataPageHeader.V.NumValues)
	case format.DataPageV2:
		values = int64(h.DataPageHeaderV2.V.NumValues)
	case format.DictionaryPage:
		values, left = int64(h.DictionaryPageHeader.V.NumValues), p.k.n
	}
	// A value takes 8 bytes at most, its level and an encoding's overhead less.
	if values < 0 || values > int64(left) ||
		h.CompressedPageSize < 0 || int(h.CompressedPageSize) > len(b) ||
		h.UncompressedPageSize < 0 || int64(h.UncompressedPageSize) > 16*values+1<<16 {
		return nil, nil, fmt.Errorf("the file is damaged: a page of column %s claims %d values, %d bytes compressed and %d plain",
			p.k.name, values, h.CompressedPageSize, h.UncompressedPageSize)
	}
	return h, b, nil
}

// page decodes a page into p.vals, or p.dict, and returns the number of its rows.
func (p *pageReader) page(h *format.PageHeader, body []byte) (rows int, err error) {
	switch h.Type {
	case format.DictionaryPage:
		if body, err = p.inflate(body, p.k.codec, int(h.UncompressedPageSize)); err != nil {
			return 0, err
		}
		p.dict, err = p.plainValues(p.dict[:0], body, int(h.DictionaryPageHeader.V.NumValues))
		return 0, err
	case format.DataPage:
		rows = int(h.DataPageHeader.V.NumValues)
		if body, err = p.inflate(body, p.k.codec, int(h.UncompressedPageSize)); err != nil {
			return 0, err
		}
		if p.k.optional {
			if len(body) < 4 {
				return 0, errPage
			}
			n := binary.LittleEndian.Uint32(body)
			if body = body[4:]; uint64(n) > uint64(len(body)) {
				return 0, errPage
			}
			if err := p.allPresent(body[:n], rows); err != nil {
				return 0, err
			}
			body = body[n:]
		}
		return rows, p.values(body, rows, h.DataPageHeader.V.Encoding)
	case format.DataPageV2:
		v2 := &h.DataPageHeaderV2.V
		rows = int(v2.NumValues)
		levels := int64(v2.RepetitionLevelsByteLength) + int64(v2.DefinitionLevelsByteLength)
		if v2.RepetitionLevelsByteLength < 0 || v2.DefinitionLevelsByteLength < 0 || levels > int64(len(body)) || levels > int64(h.UncompressedPageSize) {
			return 0, errPage
		}
		if p.k.optional {
			if err := p.allPresent(body[v2.RepetitionLevelsByteLength:levels], rows); err != nil {
				return 0, err
			}
		}
		body = body[levels:]
		if !v2.IsCompressed.Valid || v2.IsCompressed.V {
			if body, err = p.inflate(body, p.k.codec, int(int64(h.UncompressedPageSize)-levels)); err != nil {
				return 0, err
			}
		}
		return rows, p.values(body, rows, v2.Encoding)
	default: // an index page; nobody writes them
		return 0, nil
	}
}

// allPresent checks the definition levels of a column that may hold nulls.
func (p *pageReader) allPresent(b []byte, n int) error {
	var err error
	if p.index, err = hybrid(p.index, b, 1, n); err != nil {
		return err
	}
	for i, level := range p.index {
		if level != 1 {
			return nullError{p.k.name, i + 1}
		}
	}
	return nil
}

// store puts the values of rows from row on where they belong.
func (p *pageReader) store(c *data.Candles, row int, vals []uint64) error {
	if p.k.col == colTime {
		for i, v := range vals {
			t, err := p.k.unit.instant(int64(v))
			if err != nil {
				return fmt.Errorf("row %d: %w", row+i+1, err)
			}
			c.Time[row+i] = t
		}
		return nil
	}
	dst := (*column(c, p.k.col))[row : row+len(vals)]
	switch p.k.kind {
	case parquet.Double:
		for i, v := range vals {
			dst[i] = math.Float64frombits(v)
		}
	case parquet.Float:
		for i, v := range vals {
			dst[i] = float64(math.Float32frombits(uint32(v)))
		}
	case parquet.Int32:
		for i, v := range vals {
			dst[i] = float64(int32(v))
		}
	default:
		for i, v := range vals {
			dst[i] = float64(int64(v))
		}
	}
	return nil
}
