package main

import (
	"fmt"
	"strings"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// A filterUnderTest says for each row of a tape whether an entry is refused.
type filterUnderTest struct {
	name string // as given to --filter
	file string // that it was read from, if any
	mask func(*data.Tape) signals.Mask
}

// readFilter reads what --filter names.
func readFilter(text string) (filterUnderTest, error) {
	kind, file, _ := strings.Cut(text, ":")
	switch {
	case text == "none":
		return filterUnderTest{name: text}, nil
	case kind == "blocks" && file != "":
		blocks, err := signals.ReadBlocks(file)
		if err != nil {
			return filterUnderTest{}, invalid(err)
		}
		return filterUnderTest{name: text, file: file, mask: blocks.Mask}, nil
	}
	return filterUnderTest{}, usage(fmt.Errorf("filter %q: expected none or blocks:FILE", text))
}

// gate refuses entries on the rows of the mask; nil without a filter.
func (f filterUnderTest) gate(books []*backtest.Book) backtest.Gate {
	if f.mask == nil {
		return nil
	}
	masks := make([]signals.Mask, len(books))
	for i, b := range books {
		masks[i] = f.mask(b.Tape)
	}
	return func(book, row int) bool { return !masks[book][row] }
}
