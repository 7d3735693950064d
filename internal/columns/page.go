package columns

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

const (
	// maxHeader bounds the header of a page: it holds a dozen numbers, and the
	// least and the greatest value.
	maxHeader = 64 << 10
	// maxPage bounds the rows of a page. Writers make pages of about a megabyte,
	// but one value repeated may fill the page of a whole row group.
	maxPage = 1 << 21
	// maxText bounds the mean length of the texts of a page, in bytes: names of
	// pairs and regimes, times.
	maxText = 64
)

// A Page is a stretch of a column's rows, valid until store returns.
type Page struct {
	Of    int      // place of the column among those that were asked for
	Row   int      // the first row, from 0 on
	Bits  []uint64 // a value for each row: the bits of a number, 0 or 1, or the place of a text
	Texts []string // of a column of texts
	Null  []bool   // rows whose value is missing; nil if none is
}

// A pageReader decodes the pages of a column chunk.
type pageReader struct {
	*Inflater
	column *Column
	chunk  chunk
	page   Page
	bits   []uint64 // the dictionary: values as their bits
	texts  []string // the dictionary of a column of texts
}

// read hands every page of the chunk to store.
func (p *pageReader) read(f io.ReaderAt, store func(*Page) error) error {
	if p.in == nil {
		p.in = bufio.NewReaderSize(nil, maxHeader)
	}
	p.in.Reset(io.NewSectionReader(f, p.chunk.start, p.chunk.size))
	for row := 0; row < p.chunk.n; {
		h, err := p.header(p.chunk.n - row)
		if err == io.EOF {
			return fmt.Errorf("the file is damaged: column %s ends after %d of %d rows", Clip(p.column.Name), row, p.chunk.n)
		}
		if err != nil {
			return err
		}
		p.raw = grow(p.raw, int(h.CompressedPageSize))
		if _, err := io.ReadFull(p.in, p.raw); err != nil {
			return err
		}
		if h.CRC != 0 && crc32.ChecksumIEEE(p.raw) != uint32(h.CRC) {
			return fmt.Errorf("the file is damaged: a page of column %s does not match its checksum", Clip(p.column.Name))
		}
		p.page.Row = p.chunk.row + row
		n, err := p.decode(h, p.raw)
		if err != nil {
			return fmt.Errorf("column %s, rows from %d: %w", Clip(p.column.Name), p.page.Row+1, err)
		}
		if n == 0 {
			continue
		}
		if err := store(&p.page); err != nil {
			return err
		}
		row += n
	}
	return nil
}

// header reads a page header of which at most left rows may come, and checks its
// sizes.
func (p *pageReader) header(left int) (*format.PageHeader, error) {
	b, err := p.in.Peek(maxHeader)
	if len(b) == 0 && err != nil {
		return nil, err
	}
	h := new(format.PageHeader)
	r := new(thrift.CompactProtocol).NewReaderFromBytes(b)
	if err := thrift.NewDecoder(r).Decode(h); err != nil {
		return nil, fmt.Errorf("%w: %w", errThrift, err)
	}
	n := r.BytesRead()
	if _, err := p.in.Discard(n); err != nil {
		return nil, err
	}
	values, room := int64(0), p.chunk.size-int64(n)
	switch h.Type {
	case format.DataPage:
		values = int64(h.DataPageHeader.V.NumValues)
	case format.DataPageV2:
		values = int64(h.DataPageHeaderV2.V.NumValues)
	case format.DictionaryPage:
		values, left = int64(h.DictionaryPageHeader.V.NumValues), p.chunk.n
	}
	// A number takes 8 bytes at most, its level and an encoding's overhead less.
	each := int64(16)
	if p.column.Kind == parquet.ByteArray {
		each = maxText
	}
	if values < 0 || values > int64(left) || values > maxPage ||
		h.CompressedPageSize < 0 || int64(h.CompressedPageSize) > room ||
		h.UncompressedPageSize < 0 || int64(h.UncompressedPageSize) > each*values+1<<16 {
		return nil, fmt.Errorf("the file is damaged: a page of column %s claims %d values, %d bytes compressed and %d plain",
			Clip(p.column.Name), values, h.CompressedPageSize, h.UncompressedPageSize)
	}
	return h, nil
}

// decode decodes a page into p.page, or the dictionary, and returns the number of
// its rows.
func (p *pageReader) decode(h *format.PageHeader, body []byte) (rows int, err error) {
	switch h.Type {
	case format.DictionaryPage:
		if body, err = p.Inflate(body, p.chunk.codec, int(h.UncompressedPageSize)); err != nil {
			return 0, err
		}
		n := int(h.DictionaryPageHeader.V.NumValues)
		if p.column.Kind == parquet.ByteArray {
			p.texts, err = plainTexts(nil, body, n)
		} else {
			p.bits, err = p.plainValues(nil, body, n)
		}
		return 0, err
	case format.DataPage:
		rows = int(h.DataPageHeader.V.NumValues)
		if body, err = p.Inflate(body, p.chunk.codec, int(h.UncompressedPageSize)); err != nil {
			return 0, err
		}
		var levels []byte
		if p.column.Optional {
			if levels, body, err = prefixed(body); err != nil {
				return 0, err
			}
		}
		return rows, p.rows(levels, body, rows, h.DataPageHeader.V.Encoding)
	case format.DataPageV2:
		v2 := &h.DataPageHeaderV2.V
		rows = int(v2.NumValues)
		levels := int64(v2.RepetitionLevelsByteLength) + int64(v2.DefinitionLevelsByteLength)
		if v2.RepetitionLevelsByteLength < 0 || v2.DefinitionLevelsByteLength < 0 || levels > int64(len(body)) || levels > int64(h.UncompressedPageSize) {
			return 0, ErrDamaged
		}
		defined := body[v2.RepetitionLevelsByteLength:levels]
		body = body[levels:]
		if !v2.IsCompressed.Valid || v2.IsCompressed.V {
			if body, err = p.Inflate(body, p.chunk.codec, int(int64(h.UncompressedPageSize)-levels)); err != nil {
				return 0, err
			}
		}
		return rows, p.rows(defined, body, rows, v2.Encoding)
	default: // an index page; nobody writes them
		return 0, nil
	}
}

// prefixed cuts off a part whose length stands before it in four bytes.
func prefixed(b []byte) (part, rest []byte, err error) {
	if len(b) < 4 {
		return nil, nil, ErrDamaged
	}
	n := binary.LittleEndian.Uint32(b)
	if b = b[4:]; uint64(n) > uint64(len(b)) {
		return nil, nil, ErrDamaged
	}
	return b[:n], b[n:], nil
}

// rows decodes the values of n rows. Where some are missing, levels say which, and
// the others are moved to their rows.
func (p *pageReader) rows(levels, body []byte, n int, enc format.Encoding) (err error) {
	present := n
	p.page.Null = nil
	if p.column.Optional {
		if p.index, err = hybrid(p.index, levels, 1, n); err != nil {
			return err
		}
		for _, level := range p.index {
			present -= int(1 - level&1)
		}
		if present < n {
			p.null = grow(p.null, n)
			for i, level := range p.index {
				p.null[i] = level != 1
			}
			p.page.Null = p.null
		}
	}
	if err := p.values(body, present, enc); err != nil {
		return err
	}
	if len(p.vals) != present {
		return ErrDamaged
	}
	if present < n {
		p.spread(present, n)
	}
	p.page.Bits = p.vals
	return nil
}

// spread moves the values of the rows that have one to their places, from the last
// on.
func (p *pageReader) spread(present, n int) {
	if cap(p.vals) < n {
		p.vals = append(make([]uint64, 0, n), p.vals...)
	}
	p.vals = p.vals[:n]
	for i := n - 1; i >= 0; i-- {
		if p.null[i] {
			p.vals[i] = 0
			continue
		}
		present--
		p.vals[i] = p.vals[present]
	}
}

var errThrift = errors.New("the metadata are damaged")
