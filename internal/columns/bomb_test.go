package columns_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"github.com/remora-bt/remora-bt/internal/columns"
)

// A leaf is the page of numbers or texts in a file of one column, as a hostile
// writer makes it.
type leaf struct {
	kind  format.Type
	codec format.CompressionCodec
	rows  int64 // that the metadata declare; those of the page if 0
	dict  []byte
	page  format.DataPageHeader
	body  []byte
	plain int32 // bytes that the page claims to have when decompressed; those of body if 0
}

func compact(t *testing.T, v any) []byte {
	t.Helper()
	b, err := thrift.Marshal(new(thrift.CompactProtocol), v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (l leaf) file(t *testing.T) []byte {
	t.Helper()
	rows := l.rows
	if rows == 0 {
		rows = int64(l.page.NumValues)
	}
	meta := format.ColumnMetaData{
		Type: l.kind, PathInSchema: []string{"x"}, Encoding: []format.Encoding{l.page.Encoding},
		Codec: l.codec, NumValues: rows, DataPageOffset: 4,
	}
	b := []byte("PAR1")
	if l.dict != nil {
		meta.DictionaryPageOffset = 4
		h := format.PageHeader{Type: format.DictionaryPage, CompressedPageSize: int32(len(l.dict)), UncompressedPageSize: int32(len(l.dict))}
		h.DictionaryPageHeader.Valid = true
		h.DictionaryPageHeader.V = format.DictionaryPageHeader{NumValues: int32(len(l.dict) / 8)}
		b = append(append(b, compact(t, &h)...), l.dict...)
		meta.DataPageOffset = int64(len(b))
	}
	h := format.PageHeader{Type: format.DataPage, CompressedPageSize: int32(len(l.body)), UncompressedPageSize: int32(len(l.body))}
	if l.plain != 0 {
		h.UncompressedPageSize = l.plain
	}
	h.DataPageHeader.Valid = true
	h.DataPageHeader.V = l.page
	b = append(append(b, compact(t, &h)...), l.body...)
	meta.TotalCompressedSize = int64(len(b) - 4)
	root := format.SchemaElement{Name: "root", NumChildren: thrift.New[int32](1)}
	x := format.SchemaElement{Name: "x", Type: thrift.New(l.kind), RepetitionType: thrift.New(format.Required)}
	footer := compact(t, &format.FileMetaData{
		Version: 1, Schema: []format.SchemaElement{root, x}, NumRows: rows,
		RowGroups: []format.RowGroup{{NumRows: rows, Columns: []format.ColumnChunk{{MetaData: meta}}}},
	})
	b = append(b, footer...)
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(footer))), "PAR1"...)
}

var small = columns.Limit{PerByte: 1, Free: 1 << 16}

// consume reads all columns and returns what was allocated for it.
func consume(b []byte, most columns.Limit) (rows int, allocated uint64, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := columns.Open(bytes.NewReader(b), int64(len(b)), most)
	if err == nil {
		all := make([]int, len(f.Columns))
		for i := range all {
			all[i] = i
		}
		rows, err = f.Rows, f.Read(all, func(*columns.Page) error { return nil })
	}
	runtime.ReadMemStats(&after)
	return rows, after.TotalAlloc - before.TotalAlloc, err
}

// A few bytes may not ask for more memory than small files get. parquet-go's own
// pages allocate 8 GB for the first of these files, of 130 bytes.
func TestBombs(t *testing.T) {
	uvarint := func(ns ...uint64) (b []byte) {
		for _, n := range ns {
			b = binary.AppendUvarint(b, n)
		}
		return b
	}
	one := make([]byte, 8)
	for _, tt := range []struct {
		name string
		leaf leaf
		want string
	}{
		{"a run of 2^31 values", leaf{
			kind: format.Int64, dict: one, page: format.DataPageHeader{NumValues: 10, Encoding: format.RLEDictionary},
			body: append([]byte{1}, append(uvarint(math.MaxInt32<<1), 0)...),
		}, "does not hold what its header says"},
		{"10^13 differences", leaf{
			kind: format.Int64, page: format.DataPageHeader{NumValues: 10, Encoding: format.DeltaBinaryPacked},
			body: uvarint(128, 4, 1e13, 0),
		}, "does not hold what its header says"},
		{"a block of 2^40", leaf{
			kind: format.Int64, page: format.DataPageHeader{NumValues: 10, Encoding: format.DeltaBinaryPacked},
			body: uvarint(1<<40, 4, 10, 0),
		}, "does not hold what its header says"},
		{"a page of 2 GB", leaf{
			kind: format.Int64, codec: format.Snappy, page: format.DataPageHeader{NumValues: 10}, body: one, plain: math.MaxInt32,
		}, "claims 10 values, 8 bytes compressed and 2147483647 plain"},
		{"a frame of 16 GB", leaf{ // magic number, single segment with 8 bytes of size
			kind: format.Int64, codec: format.Zstd, page: format.DataPageHeader{NumValues: 10}, plain: 80,
			body: append([]byte{0x28, 0xb5, 0x2f, 0xfd, 0xe0}, binary.LittleEndian.AppendUint64(nil, 16<<30)...),
		}, "the file is damaged"},
		{"a text of 2 GB", leaf{
			kind: format.ByteArray, page: format.DataPageHeader{NumValues: 1}, body: []byte{0xff, 0xff, 0xff, 0x7f},
		}, "does not hold what its header says"},
		{"10^13 texts", leaf{
			kind: format.ByteArray, page: format.DataPageHeader{NumValues: 10, Encoding: format.DeltaLengthByteArray},
			body: uvarint(128, 4, 1e13, 0),
		}, "does not hold what its header says"},
		{"rows of nothing", leaf{
			kind: format.Int64, rows: 40e6, page: format.DataPageHeader{NumValues: 40e6, Encoding: format.DeltaBinaryPacked},
		}, "the metadata declare 40000000 rows"},
		{"a page of too many rows", leaf{
			kind: format.Int64, rows: 60_000, page: format.DataPageHeader{NumValues: 2_000_000, Encoding: format.DeltaBinaryPacked},
		}, "claims 2000000 values"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, n, err := consume(tt.leaf.file(t), small)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
			if n > 16<<20 {
				t.Errorf("%d bytes were allocated, want at most 16 MB", n)
			}
		})
	}
}

// A forged file is a file: its bombs are refused for what they claim.
func TestForged(t *testing.T) {
	l := leaf{
		kind: format.Int64, dict: binary.LittleEndian.AppendUint64(nil, 7),
		page: format.DataPageHeader{NumValues: 10, Encoding: format.RLEDictionary}, body: []byte{1, 10 << 1, 0},
	}
	b := l.file(t)
	if rows, _, err := consume(b, small); rows != 10 || err != nil {
		t.Errorf("%d rows, %v, want 10", rows, err)
	}
	if got := values[int64](t, b, "x"); len(got) != 10 || got[9] != 7 {
		t.Errorf("values = %v, want ten times 7", got)
	}
	// parquet-go reads the same.
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	pages := f.RowGroups()[0].ColumnChunks()[0].Pages()
	defer pages.Close()
	p, err := pages.ReadPage()
	if err != nil {
		t.Fatal(err)
	}
	got := make([]parquet.Value, 11)
	if n, err := p.Values().ReadValues(got); n != 10 || !errors.Is(err, io.EOF) && err != nil || got[9].Int64() != 7 {
		t.Errorf("parquet-go reads %v, %v, want ten times 7", got[:n], err)
	}
}

// Prefixes that each repeat the text before grow with the square of the rows.
func TestBombOfPrefixes(t *testing.T) {
	const n = 3000
	texts := make([]byte, 0, n)
	offsets := []uint32{0}
	for i := range n {
		texts = append(texts, strings.Repeat("a", i)...)
		offsets = append(offsets, uint32(len(texts)))
	}
	body, err := parquet.DeltaByteArray.EncodeByteArray(nil, texts, offsets)
	if err != nil {
		t.Fatal(err)
	}
	l := leaf{kind: format.ByteArray, page: format.DataPageHeader{NumValues: n, Encoding: format.DeltaByteArray}, body: body}
	if _, _, err := consume(l.file(t), small); err == nil || !strings.Contains(err.Error(), "texts of more than 64 bytes in the mean") {
		t.Errorf("error = %v, want the texts refused", err)
	}
}
