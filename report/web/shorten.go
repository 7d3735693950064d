package web

import (
	"bytes"
	"strings"
)

// shorten renders the page with as much as its limit allows. Of what is folded
// nothing stays where the tables alone take up more than half of it.
func (d *Document) shorten(drawn map[string]*figure, common *shared, size int) (*bytes.Buffer, error) {
	byKind := map[string]int{}
	for name, f := range drawn {
		byKind[kind(name)] += f.size
		size -= f.size
	}
	more := 2*size <= d.Limit
	if !more {
		b, err := d.render(nil, common, false)
		if err != nil {
			return nil, err
		}
		size = b.Len()
	}
	keep := map[string]bool{}
	for _, k := range d.Kinds {
		if size+byKind[k] <= d.Limit {
			keep[k] = true
			size += byKind[k]
		}
	}
	kept := map[string]*figure{}
	for name, f := range drawn {
		if keep[kind(name)] {
			kept[name] = f
		}
	}
	return d.render(kept, common, more)
}

func kind(name string) string { return name[strings.LastIndexByte(name, '-')+1:] }
