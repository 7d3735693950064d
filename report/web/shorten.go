package web

import (
	"bytes"
	"strings"
)

// shorten renders the page with as much as its limit allows. Of what is folded
// nothing stays where the tables alone take up more than half of it. Pictures for phones
// have a twenty-fifth of the page, and what the others leave.
func (d *Document) shorten(drawn map[string]*figure, common *shared, size int) (*bytes.Buffer, error) {
	byKind, spare, phones := map[string]int{}, map[string]int{}, 0
	for name, f := range drawn {
		phones = min(phones+f.spare, d.Limit/25)
		byKind[kind(name)] += f.size
		spare[kind(name)] += f.spare
		size -= f.size + f.spare
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
		if size+byKind[k]+phones <= d.Limit {
			keep[k] = true
			size += byKind[k]
		}
	}
	for _, k := range d.Kinds {
		if keep[k] && size+spare[k] <= d.Limit {
			size += spare[k]
			spare[k] = 0
		}
	}
	kept := map[string]*figure{}
	for name, f := range drawn {
		if k := kind(name); keep[k] {
			if f.spare > 0 && spare[k] > 0 {
				f.Slim = ""
			}
			kept[name] = f
		}
	}
	return d.render(kept, common, more)
}

func kind(name string) string { return name[strings.LastIndexByte(name, '-')+1:] }
