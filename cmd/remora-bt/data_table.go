package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/remora-bt/remora-bt/report"
)

// A listing is a table that can also be printed in the form of a run's tables.
type listing struct {
	table.Writer
	head table.Row
	rows []table.Row
}

func newListing() *listing { return &listing{Writer: table.NewWriter()} }

// AppendHeader names the columns.
func (l *listing) AppendHeader(row table.Row, config ...table.RowConfig) {
	l.head = row
	l.Writer.AppendHeader(row, config...)
}

// AppendRow adds a row, as long as the header.
func (l *listing) AppendRow(row table.Row, config ...table.RowConfig) {
	l.rows = append(l.rows, row)
	l.Writer.AppendRow(row, config...)
}

// write prints the listing as text no wider than the terminal.
func (l *listing) write(w io.Writer, title string) error {
	t := report.Table{Title: title, Columns: make([]report.Column, len(l.head))}
	for i, name := range l.head {
		t.Columns[i].Name = fmt.Sprint(name)
	}
	for _, row := range l.rows {
		texts := make([]string, len(row))
		for i, cell := range row {
			texts[i] = fmt.Sprint(cell)
			_, word := cell.(string)
			t.Columns[i].Text = t.Columns[i].Text || word && texts[i] != ""
		}
		t.Rows = append(t.Rows, texts)
	}
	return t.Write(w, widthOf(w))
}

// spanWords prints a time as 18d 18h 25m, to the second.
func spanWords(d time.Duration) string {
	var words []string
	for _, u := range []struct {
		letter string
		size   time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if n := d / u.size; n > 0 {
			words = append(words, fmt.Sprint(int64(n), u.letter))
			d %= u.size
		}
	}
	if words == nil {
		return "0s"
	}
	return strings.Join(words, " ")
}
