package columns

import (
	"fmt"

	"github.com/parquet-go/parquet-go/format"
)

// textValues decodes n texts into p.page. Each is the value of a row, so that its
// place is the row's.
func (p *pageReader) textValues(b []byte, n int, enc format.Encoding) (err error) {
	texts := make([]string, 0, n)
	switch enc {
	case format.Plain:
		texts, err = plainTexts(texts, b, n)
	case format.DeltaLengthByteArray:
		texts, err = p.suffixes(texts, nil, b, n)
	case format.DeltaByteArray:
		var prefixes []uint64
		if prefixes, b, err = delta(nil, b, n); err == nil {
			texts, err = p.suffixes(texts, prefixes, b, n)
		}
	default:
		err = fmt.Errorf("encoding %s of texts: expected PLAIN, RLE_DICTIONARY, DELTA_LENGTH_BYTE_ARRAY or DELTA_BYTE_ARRAY", enc)
	}
	if err != nil {
		return err
	}
	p.page.Texts = texts
	p.vals = grow(p.vals, n)
	for i := range p.vals {
		p.vals[i] = uint64(i)
	}
	return nil
}

// plainTexts appends n texts, each of which stands behind its length in four bytes.
func plainTexts(dst []string, b []byte, n int) ([]string, error) {
	for range n {
		part, rest, err := prefixed(b)
		if err != nil {
			return dst, err
		}
		dst, b = append(dst, string(part)), rest
	}
	return dst, nil
}

// suffixes appends n texts whose lengths stand before all of them. With prefixes a
// text begins with so many bytes of the one before, and what stands there is its
// end.
func (p *pageReader) suffixes(dst []string, prefixes []uint64, b []byte, n int) ([]string, error) {
	lengths, b, err := delta(p.vals, b, n)
	if err != nil {
		return dst, err
	}
	p.vals = lengths
	last, total := "", uint64(0)
	for i, m := range lengths {
		if m > uint64(len(b)) {
			return dst, ErrDamaged
		}
		text := string(b[:m])
		b = b[m:]
		if prefixes != nil {
			if prefixes[i] > uint64(len(last)) {
				return dst, ErrDamaged
			}
			if total += prefixes[i] + m; total > uint64(n)*maxText+maxHeader {
				return dst, fmt.Errorf("texts of more than %d bytes in the mean", maxText)
			}
			text = last[:prefixes[i]] + text
			last = text
		}
		dst = append(dst, text)
	}
	return dst, nil
}
