package verdict

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/internal/plural"

	"github.com/remora-bt/remora-bt/backtest/verdict/shift"
)

// A Joint is the answer of many cells looked at together. Among cells of one strategy,
// filter and set of pairs whose periods overlap, those are counted that together
// cover the most time. The others have figures and no answer.
type Joint struct {
	Answers Answers     `json:"answers"` // of all counted cells together: one test
	Counted int         `json:"counted"`
	Cells   []JointCell `json:"cells"`
	Notes   []string    `json:"notes"`

	Evidence *Evidence `json:"-"` // of Answers
}

// A JointCell is a cell's place in the joint answer.
type JointCell struct {
	Counted bool    `json:"counted"`
	Why     string  `json:"why,omitempty"` // it is not counted
	Answers Answers `json:"answers"`       // by adjusted p-values; none if the cell is not counted
}

// Together judges the cells together.
func Together(ctx context.Context, cells []*Comparison, w Worthwhile) (*Joint, error) {
	j := &Joint{Cells: make([]JointCell, len(cells)), Notes: []string{}}
	ids := countable(cells, func(c *Comparison) bool {
		return c.subject != nil && c.Answers.Profit.Answer != Invalid
	})
	var counted []Counted
	for _, i := range ids {
		j.Cells[i].Counted = true
		counted = append(counted, Counted{cells[i].subject, cells[i].evidence, cells[i].span()})
	}
	j.Counted = len(ids)
	adjusted := Adjust(counted)
	for n, i := range ids {
		j.Cells[i].Answers = cells[i].evidence.Answers(w, &adjusted[n])
	}
	for i, c := range cells {
		j.leaveOut(i, c)
	}
	e, notes, err := Headline(ctx, counted)
	if err != nil {
		return nil, err
	}
	j.Notes = append(j.Notes, notes...)
	if e == nil {
		e = &Evidence{Faults: []string{fmt.Sprintf("None of %s can be judged.", plural.Of(len(cells), "cell", "cells"))}}
		if len(cells) == 1 {
			e.Faults = nil // its own say why
		}
		for _, c := range cells {
			for _, reason := range c.Answers.Reasons {
				if !slices.Contains(e.Faults, reason) {
					e.Faults = append(e.Faults, reason)
				}
			}
		}
	}
	j.Evidence, j.Answers = e, e.Answers(w, nil)
	if o := e.Outcome; o != nil && len(ids) > 1 && Undecidable(len(ids), o.Test[shift.Profit].Placebos) {
		j.Notes = append(j.Notes, fmt.Sprintf("No single cell can be decided: %d cells are too many for %d placebos.", len(ids), o.Test[shift.Profit].Placebos))
	}
	return j, nil
}

// leaveOut takes the answers off a cell that is not counted.
func (j *Joint) leaveOut(i int, c *Comparison) {
	k := &j.Cells[i]
	if k.Counted {
		return
	}
	k.Answers = c.Answers
	if c.Answers.Profit.Answer == Invalid {
		k.Why = "It is invalid: " + strings.Join(c.Answers.Reasons, " ")
		return
	}
	k.Answers.Profit.Answer, k.Answers.Risk.Answer, k.Answers.Reasons = "", "", []string{}
	k.Answers.Profit.PAdjusted, k.Answers.Risk.PAdjusted = nil, nil
	k.Why = "Its period overlaps that of a counted cell."
}

// span is what cells share whose placebos are common.
func (c *Comparison) span() string {
	return fmt.Sprintln(c.subject.Lanes.Day0(), c.subject.Lanes.Days(), c.subject.Period, c.subject.Shifts)
}
