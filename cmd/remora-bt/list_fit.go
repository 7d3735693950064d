package main

import (
	"fmt"

	"github.com/jedib0t/go-pretty/v6/table"
	pretty "github.com/jedib0t/go-pretty/v6/text"
)

// narrowestColumn is what a column of text may be broken down to.
const narrowestColumn = 10

// fit breaks the widest columns until the table, with its frame, is no wider than
// width, or nothing can be broken any more.
func (c *catalog) fit(width int) []table.ColumnConfig {
	widths := make([]int, len(c.header))
	total := 1
	for k := range c.header {
		for _, row := range append([]table.Row{c.header}, c.rows...) {
			widths[k] = max(widths[k], pretty.StringWidthWithoutEscSequences(fmt.Sprint(row[k])))
		}
		total += widths[k] + 3
	}
	for ; total > width; total-- {
		widest := 0
		for k, w := range widths {
			if w > widths[widest] {
				widest = k
			}
		}
		if widths[widest] <= narrowestColumn {
			break
		}
		widths[widest]--
	}
	configs := make([]table.ColumnConfig, len(widths))
	for k, w := range widths {
		configs[k] = table.ColumnConfig{Number: k + 1, WidthMax: w, WidthMaxEnforcer: pretty.WrapSoft}
	}
	return configs
}
