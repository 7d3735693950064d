// Package apply judges filters on strategies that freqtrade worked out: it makes
// studies of the results of freqtrade's backtests and of its bots' databases.
package apply

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/stacked"
	"github.com/remora-bt/remora-bt/backtest/study/config"
	"github.com/remora-bt/remora-bt/backtest/study/fault"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/strategies/freqtrade"
)

// An Input is what the files of a study's Apply hold.
type Input struct {
	Apply config.Apply
	Cases []*Case // one a strategy, by name
}

// A Case is one strategy.
type Case struct {
	Name     string
	Stacked  *stacked.Piece    // nil without opportunities
	Ordinary *freqtrade.Result // nil if it was not given
	Filtered *freqtrade.Result // the same

	protections *backtest.Protections
	refuse      stacked.Side
	live        bool // trades of a bot
	unlike      bool // the walk is not the ordinary backtest, and the filtered one is known
}

// Open reads the files. An error is of kind Usage for what does not go together, of
// kind Data for a file that cannot be used.
func Open(a config.Apply) (*Input, error) {
	in := &Input{Apply: a}
	side, err := stacked.ParseSide(cmp.Or(a.Refuse, "both"))
	switch {
	case err != nil:
		return nil, fault.Misuse(err)
	case len(a.Opportunities) == 0 && a.Result == "":
		return nil, fault.Misuse(errors.New("nothing to apply a filter to: name a result with --opportunities or --result"))
	case len(a.Recorded) > 0 && len(a.Recorded) != len(a.Opportunities):
		return nil, fault.Misuse(fmt.Errorf("%d recorded files for %d stacked results: expected one for each", len(a.Recorded), len(a.Opportunities)))
	}
	if err := errors.Join(in.readStacked(), in.readOrdinary()); err != nil {
		return nil, fault.Invalid(err)
	}
	for _, c := range in.Cases {
		c.refuse = side
		if err := c.protect(a.Protections); err != nil {
			return nil, fault.Invalid(err)
		}
	}
	return in, fault.Invalid(in.alike())
}

// readStacked joins the pieces of each strategy.
func (in *Input) readStacked() error {
	pieces := map[string][]stacked.Piece{}
	for i, file := range in.Apply.Opportunities {
		results, err := freqtrade.ReadResults(file)
		if err != nil {
			return err
		}
		var record *freqtrade.Record
		if len(in.Apply.Recorded) > 0 {
			if record, err = readRecord(in.Apply.Recorded[i]); err != nil {
				return err
			}
		}
		for _, r := range results {
			if r.Slots >= 0 && (r.Rejected > 0 || atOnce(r.Trades) >= r.Slots) {
				return fmt.Errorf("%s: max_open_trades is %d, and as many were open at once: expected a backtest with position stacking and without limit, as --print-command prints it; that of an ordinary backtest goes to --result",
					r.Place, r.Slots)
			}
			r.Strategy = freqtrade.Plain(r.Strategy)
			p := stacked.Piece{Result: r}
			if record != nil && (record.Strategy == r.Strategy || record.Strategy == "") {
				p.Record = record
			}
			pieces[r.Strategy] = append(pieces[r.Strategy], p)
		}
	}
	for name, list := range pieces {
		joined, err := stacked.Join(list)
		if err != nil {
			return err
		}
		if len(joined.Trades) == 0 {
			return fmt.Errorf("%s: strategy %s: no trade", joined.Place, name)
		}
		if !slices.ContainsFunc(list, func(p stacked.Piece) bool { return p.Record != nil }) {
			joined.Record = nil
		}
		in.Cases = append(in.Cases, &Case{Name: name, Stacked: &joined})
	}
	slices.SortFunc(in.Cases, func(a, b *Case) int { return cmp.Compare(a.Name, b.Name) })
	return nil
}

func readRecord(file string) (*freqtrade.Record, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return freqtrade.ReadRecord(f, file)
}

// readOrdinary puts the ordinary and the filtered results to their strategies. Without
// stacked ones the ordinary result's strategies are the cases.
func (in *Input) readOrdinary() error {
	if in.Apply.Result != "" {
		results, err := freqtrade.ReadResults(in.Apply.Result)
		if err != nil {
			return err
		}
		for _, r := range results {
			if len(in.Apply.Opportunities) == 0 {
				if len(r.Trades) == 0 {
					return fmt.Errorf("%s: strategy %s: no trade", r.Place, r.Strategy)
				}
				in.Cases = append(in.Cases, &Case{Name: r.Strategy, Ordinary: r, live: r.From == 0 && r.Start == 0})
			} else if c := in.find(r.Strategy); c != nil {
				c.Ordinary = r
			}
		}
	}
	if in.Apply.Filtered != "" {
		results, err := freqtrade.ReadResults(in.Apply.Filtered)
		if err != nil {
			return err
		}
		for _, r := range results {
			if c := in.find(freqtrade.Plain(r.Strategy)); c != nil {
				c.Filtered = r
			}
		}
	}
	for _, c := range in.Cases {
		if c.Ordinary == nil && in.Apply.Result != "" {
			return fmt.Errorf("%s: no strategy %s, which %s holds", in.Apply.Result, c.Name, c.Stacked.Place)
		}
		if c.Filtered == nil && in.Apply.Filtered != "" {
			return fmt.Errorf("%s: no strategy %s", in.Apply.Filtered, c.Name)
		}
	}
	return nil
}

func (in *Input) find(name string) *Case {
	for _, c := range in.Cases {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// protect reads the protections that were in force in the ordinary backtest, from a
// file or the record.
func (c *Case) protect(file string) error {
	r := c.source()
	var raw []byte
	var err error
	switch {
	case c.Stacked == nil:
		return nil
	case file != "":
		if raw, err = os.ReadFile(file); err != nil {
			return err
		}
	case c.Ordinary != nil && c.Ordinary.Protections && c.Stacked.Record != nil:
		raw = c.Stacked.Record.Protections
	}
	if raw == nil {
		return nil
	}
	if c.protections, err = stacked.Protections(raw, r.Timeframe); err != nil && file != "" {
		return fmt.Errorf("%s: %w", file, err)
	}
	if err == nil && len(c.protections.Rules) == 0 {
		c.protections = nil
	}
	return err
}

// source is the result whose settings hold: the ordinary one if there is one.
func (c *Case) source() *freqtrade.Result {
	if c.Ordinary != nil {
		return c.Ordinary
	}
	return c.Stacked.Result
}

// timerange is that of the candles: of a backtest those that it tested, of a bot from the first
// signal to the last close.
func (c *Case) timerange() data.TimeRange {
	r := c.source()
	if c.Stacked != nil {
		r = c.Stacked.Result
	}
	out := data.TimeRange{From: r.From, To: r.To, HasFrom: true, HasTo: true}
	if r.From != 0 && r.To != 0 {
		return out
	}
	step := data.Instant(r.Timeframe)
	out.From, out.To = r.Trades[0].Open, 0
	for i := range r.Trades {
		out.From, out.To = min(out.From, r.Trades[i].Open), max(out.To, r.Trades[i].Close)
	}
	out.From, out.To = (out.From/step-1)*step, out.To/step*step
	return out
}
