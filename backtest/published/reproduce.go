package published

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/metrics"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/strategies"
)

// A Verdict says how a cell came out.
type Verdict string

// The verdicts. Explained: some figure differs, and none once the candles are
// corrected by the list of known differences. Different: nothing known explains it.
// Uncovered: the candles do not reach over the report's range, nothing was run.
const (
	Equal     Verdict = "equal"
	Explained Verdict = "known data difference"
	Different Verdict = "different"
	Uncovered Verdict = "not covered"
)

// A Figure is one published figure beside ours, compared as printed text.
type Figure struct {
	Key        string   `json:"key"`
	Label      string   `json:"label"`
	Published  string   `json:"published"`
	Ours       string   `json:"ours"`
	Difference *float64 `json:"difference"` // of the unrounded value from the published number; null for texts and dates
	Equal      bool     `json:"equal"`
	Corrected  string   `json:"corrected,omitempty"` // ours on corrected candles, where ours is not equal
}

// Relative is the size of the difference as a share of the published figure; ok is false
// for texts, dates and durations, and where that is 0.
func (f *Figure) Relative() (share float64, ok bool) {
	x, err := strconv.ParseFloat(f.Published, 64)
	if err != nil || x == 0 || f.Difference == nil {
		return 0, false
	}
	return math.Abs(*f.Difference / x), true
}

// A Reproduction is one report beside what our run of it comes to.
type Reproduction struct {
	Report  Report
	Figures []Figure
	Days    []DayRow // rows that differ; empty also where no table was published
	DayRows int      // rows compared
	Verdict Verdict
	Reasons []string     // known differences that explain what differs
	Notes   []string     // why a figure, though equal, says little
	Run     *metrics.Run // nil if nothing was run
}

// EqualFigures counts the figures that agree.
func (c *Reproduction) EqualFigures() (n int) {
	for _, f := range c.Figures {
		if f.Equal {
			n++
		}
	}
	return n
}

// Count is how many cells came out as each verdict says.
func Count(cells []Reproduction) map[Verdict]int {
	n := map[Verdict]int{}
	for _, c := range cells {
		n[c.Verdict]++
	}
	return n
}

// study is the published runs' setting: design of the study as far as it can be
// told from its reports. The ROI table of its configuration overrides the
// strategies' own.
var (
	studyROI    = strategies.ROI{{Minutes: 0, Ratio: 0.10}}
	studyFee    = 0.001
	studyStop   = -0.10
	studyWallet = backtest.DefaultWallet()
)

// unfiltered are reports of the filtered arm whose trades are the baseline's: the
// study's longer runs of the same strategy have no trades on 6 and 8 January
// 2022, this one has. An earlier version of the strategy printed it.
var unfiltered = map[string]string{
	"NFIQuickstartRemoraStrategy/20220101-20220110": "published without its filter: trades on 2022-01-06 and 2022-01-08, which the longer filtered runs do not have; reproduced with an open gate",
}

// Reproduce runs the reports on candles of BTC/USDT, 5 minutes. Each is run on
// the candles as they are; one that does not come out equal is run again on
// candles corrected by the known differences.
func Reproduce(ctx context.Context, c *data.Candles, reports []Report) ([]Reproduction, error) {
	c = cut(c)
	cells, faults, err := runAll(ctx, c, reports)
	if err != nil {
		return nil, err
	}
	for i, fault := range faults {
		if fault == nil {
			continue
		}
		if !errors.Is(fault, data.ErrOutside) {
			return nil, fault
		}
		cells[i] = Reproduction{Report: reports[i], Figures: []Figure{}, Verdict: Uncovered, Notes: []string{"not covered: " + fault.Error()}}
	}
	if err := explain(ctx, c, cells); err != nil {
		return nil, err
	}
	annotate(cells)
	return cells, nil
}

// runAll runs every report once; reports of one strategy and range share a book. The
// faults are why a report could not be run, nil for those that were.
func runAll(ctx context.Context, c *data.Candles, reports []Report) (cells []Reproduction, faults []error, err error) {
	type key struct{ strategy, timerange string }
	groups := map[key][]int{}
	var order []key
	for i, r := range reports {
		k := key{r.Strategy, r.TimeRange}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], i)
	}
	// The longest first, so that no core waits for one long run at the end.
	slices.SortStableFunc(order, func(a, b key) int { return rangeLen(b.timerange) - rangeLen(a.timerange) })
	cells, faults = make([]Reproduction, len(reports)), make([]error, len(reports))
	err = parallel.Each(parallel.Named(ctx, "reproducing"), len(order), func(g int) {
		book, err := newBook(c, order[g].strategy, order[g].timerange)
		if err == nil {
			err = covers(c, order[g].timerange)
		}
		for _, i := range groups[order[g]] {
			if faults[i] = err; err == nil {
				cells[i] = reproduce(reports[i], book)
			}
		}
	})
	return cells, faults, err
}

// covers reports candles that begin or end more than a day within a range, as far
// as the study itself reached.
func covers(c *data.Candles, timerange string) error {
	span, err := data.ParseTimeRange(timerange)
	if err != nil {
		return err
	}
	from, to := slices.Min(c.Time), slices.Max(c.Time)
	if from > span.From.Add(data.Day) || to < min(span.To, studyEnd).Add(-data.Day) {
		return fmt.Errorf("%w: the candles run from %s to %s", data.ErrOutside, from, to)
	}
	return nil
}

func rangeLen(s string) int {
	r, _ := data.ParseTimeRange(s)
	return int((r.To - r.From) / data.Instant(data.Day))
}

func newBook(c *data.Candles, strategy, timerange string) (*backtest.Book, error) {
	spec, err := strategies.Find(strategy)
	if err != nil {
		return nil, err
	}
	span, err := data.ParseTimeRange(timerange)
	if err != nil {
		return nil, err
	}
	tape, err := data.NewTape(c, span, spec.Startup)
	if err != nil {
		return nil, err
	}
	return backtest.NewBook(tape, spec, backtest.Execution{
		Rules:  backtest.Rules{Fee: studyFee, Stop: studyStop, ROI: studyROI},
		Market: backtest.MarketOf(c.Pair), Stake: studyWallet.Stake,
	}), nil
}

// reproduce walks a report's book and holds its figures against the published.
func reproduce(r Report, book *backtest.Book) Reproduction {
	var gate backtest.Gate
	if r.Filtered && unfiltered[r.Name()] == "" {
		gate = blockGate(book.Tape)
	}
	run := metrics.New(backtest.Walk([]*backtest.Book{book}, gate, studyWallet))
	cell := Reproduction{Report: r, Run: run, Verdict: Different}
	for _, ours := range metrics.Printed(run) {
		text, ok := r.Figures[ours.Key]
		if !ok {
			continue
		}
		f := Figure{Key: ours.Key, Label: ours.Label, Ours: ours.Text}
		f.Published, f.Difference = printed(ours, text)
		f.Equal = f.Ours == f.Published
		cell.Figures = append(cell.Figures, f)
	}
	cell.compareDays(run)
	if cell.equal() {
		cell.Verdict = Equal
	}
	return cell
}

// printed puts a figure of figures.csv into the form in which freqtrade prints
// it, and tells how far ours is from it.
func printed(ours metrics.Figure, text string) (form string, difference *float64) {
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		d := ours.Value - x
		difference = &d
	}
	form, err := metrics.PrintedText(ours.Key, text, "USDT")
	if err != nil {
		panic(fmt.Sprintf("published: figures.csv: %v", err))
	}
	return form, difference
}

// blockMask is the rows whose candle opens in a published window.
func blockMask(t *data.Tape) *data.Mask {
	mask := data.NewMask(t.Len())
	for _, w := range blocks() {
		from, to := t.Row(w[0]-1)+1, t.Row(w[1]-1)+1
		mask.SetRange(max(0, from), min(to, mask.Len()))
	}
	return mask
}

// blockGate refuses entries whose signal candle opens in a published window.
func blockGate(t *data.Tape) backtest.Gate {
	return backtest.Masked([]*data.Mask{blockMask(t)})
}

func (c *Reproduction) equal() bool {
	return c.EqualFigures() == len(c.Figures) && len(c.Figures) == len(c.Report.Figures) && len(c.Days) == 0
}
