package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/signals"
	"github.com/remora-bt/remora-bt/strategies"
)

func lookaheadCmd() *cobra.Command {
	var cuts int
	cmd := &cobra.Command{
		Use:   "lookahead",
		Short: "Prove that engine, filter and strategies see no future",
		Long: `lookahead cuts history short and looks whether anything that was said before the
cut changes. It does so at every candle of the range and of the history before it,
which includes every time at which a context reading became known: candles and
context end there together. At some random candles it also starts from nothing on
the shortened history, and on one in which everything later is garbage.

An answer that changes has used the future. Exit code 4 if there is any.`,
		Example: `  remora-bt lookahead -d candles --context context --pairs BTC/USDT --timerange 20220101-20231231`,
		Args:    noArgs,
	}
	bound := bindEngine(cmd.Flags(), append([]string{"strategy-list"}, engineFlags...)...)
	cmd.Flags().IntVar(&cuts, "cuts", 10, "random candles at which to start from nothing")
	format := bindLookaheadFormat(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		f, err := format()
		if err != nil {
			return err
		}
		if cuts < 0 || cuts > 100_000 {
			return flagError{fmt.Errorf("cuts %d: expected 0 to 100000", cuts)}
		}
		p, err := bound()
		if err != nil {
			return err
		}
		found, err := lookahead(cmd.Context(), p, cuts, cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		if err := printFindings(cmd.OutOrStdout(), found, f); err != nil {
			return err
		}
		return verdictOf(found)
	}
	return cmd
}

// bindLookaheadFormat is bindFormat with JSON.
func bindLookaheadFormat(cmd *cobra.Command) func() (string, error) {
	formats := append(slices.Clone(table.Formats), "json")
	slices.Sort(formats)
	formats = slices.Compact(formats)
	format := cmd.Flags().String("format", "table", fmt.Sprint(formats))
	return func() (string, error) {
		if !slices.Contains(formats, *format) {
			return "", flagError{fmt.Errorf("format %q: expected one of %v", *format, formats)}
		}
		return *format, nil
	}
}

// A pairFinding is a finding on one pair.
type pairFinding struct {
	Pair string `json:"pair"`
	finding
}

// lookahead examines everything on every pair.
func lookahead(ctx context.Context, p *plan, cuts int, stderr io.Writer) ([]pairFinding, error) {
	specs, err := chosen(p.study.Strategies)
	if err != nil {
		return nil, usage(err)
	}
	f, err := openFilter(p.study)
	if err != nil {
		return nil, err
	}
	h, err := load(ctx, p)
	if err != nil {
		return nil, err
	}
	warnContext(h, stderr)
	var found []pairFinding
	for _, pair := range p.study.Pairs {
		t, err := h.wholeTape(p, pair)
		if err != nil {
			return nil, invalid(err)
		}
		if _, err := f.Watch(pair); err != nil {
			return nil, invalid(err)
		}
		watch := func() *signals.Watch {
			w, err := f.Watch(pair)
			if err != nil {
				panic("lookahead: " + err.Error()) // it went well above
			}
			return w
		}
		from := 0
		if p.span.HasFrom {
			from = min(t.Len()-1, max(0, t.Row(p.span.From-1)+1))
		}
		findings, err := examineAll(ctx, components(f, watch, specs), t, cutsOf(cuts, from, t.Len(), p.study.draws()))
		if err != nil {
			return nil, err
		}
		for _, f := range findings {
			found = append(found, pairFinding{pair, f})
		}
	}
	return found, nil
}

// wholeTape is a pair's history up to the end of the range, as the engine gets it.
func (h *history) wholeTape(p *plan, pair string) (*data.Tape, error) {
	c, err := h.engineCandles(p, pair)
	if err != nil {
		return nil, err
	}
	t, err := data.NewTape(c, data.TimeRange{To: p.span.To, HasTo: p.span.HasTo}, 0)
	if err != nil {
		return nil, err
	}
	return t.With(h.context), nil
}

// chosen are the strategies by name; all of them where there is none.
func chosen(names []string) ([]strategies.Spec, error) {
	if len(names) == 0 {
		return strategies.All(), nil
	}
	specs := make([]strategies.Spec, len(names))
	var faults []error
	for i, name := range names {
		var err error
		if specs[i], err = strategies.Find(name); err != nil {
			faults = append(faults, err)
		}
	}
	return specs, errors.Join(faults...)
}

func printFindings(w io.Writer, found []pairFinding, format string) error {
	p := printer(w, format)
	if format == "json" {
		p.JSON(found)
		return p.Err()
	}
	t := table.New("", table.Words("Pair", "Component").Numbers("Cuts", "Biased").Words("First at"))
	for _, f := range found {
		first := ""
		if f.First != nil {
			first = f.First.String()
		}
		t.Add(f.Pair, f.Component, f.Cuts, f.Biased, first)
	}
	p.Table(t)
	return p.Err()
}

// verdictOf is an error if anything was biased.
func verdictOf(found []pairFinding) error {
	biased := slices.DeleteFunc(slices.Clone(found), func(f pairFinding) bool { return f.Biased == 0 })
	if len(biased) == 0 {
		return nil
	}
	worst := slices.MaxFunc(biased, func(a, b pairFinding) int { return cmp.Compare(a.Biased, b.Biased) })
	return withCode(exitLookAhead, fmt.Errorf("look-ahead in %d of %d components: %s of %s gave other answers at %d of %d cuts",
		len(biased), len(found), worst.Component, worst.Pair, worst.Biased, worst.Cuts))
}
