package verdict_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/worlds"
	"github.com/remora-bt/remora-bt/strategies"
)

// compared is a cell over some days of one history, under a mask of single days.
func compared(t *testing.T, strategy string, from, days int) *verdict.Comparison {
	t.Helper()
	rng := rand.New(rand.NewPCG(11, uint64(from)))
	spec := worlds.DiceSpec(20, 10)
	c := worlds.Candles(rng, "BTC/USDT", data.Hour, worlds.Epoch+data.Instant(from)*data.Instant(data.Day), 24*days)
	b := backtest.NewBook(worlds.Tape(t, c, 10), spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
	})
	mask := data.NewMask(b.Tape.Len())
	for row := range mask.Len() {
		if row/24%9 == row/24/9%9 {
			mask.Set(row)
		}
	}
	out, err := verdict.Cell(t.Context(), verdict.Input{
		Strategy: strategy, Filter: "f", Books: []*backtest.Book{b}, Mask: []*data.Mask{mask}, Wallet: backtest.DefaultWallet(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Overlapping cells have figures and no answer; the headline is one test of the others.
func TestTogether(t *testing.T) {
	long, inside, other := compared(t, "A", 0, 200), compared(t, "A", 50, 100), compared(t, "B", 0, 200)
	w := verdict.DefaultWorthwhile(0.001)
	j, err := verdict.Together(t.Context(), []*verdict.Comparison{long, inside, other}, w)
	if err != nil {
		t.Fatal(err)
	}
	if j.Counted != 2 || !j.Cells[0].Counted || j.Cells[1].Counted || !j.Cells[2].Counted {
		t.Fatalf("counted: %+v", j.Cells)
	}
	k := &j.Cells[1]
	if k.Answers.Profit.Answer != "" || k.Answers.Risk.Answer != "" || k.Answers.Profit.Selection == nil || !strings.Contains(k.Why, "overlaps") {
		t.Errorf("the cell that is not counted: %+v", k)
	}
	if k.Answers.Profit.PAdjusted != nil || k.Answers.Risk.PAdjusted != nil || len(k.Answers.Reasons) > 0 {
		t.Errorf("the cell that is not counted has p %v and %v because of %q", k.Answers.Profit.PAdjusted, k.Answers.Risk.PAdjusted, k.Answers.Reasons)
	}
	text, err := json.Marshal(k.Answers)
	if err != nil || !strings.Contains(string(text), `"profit":{"answer":null,`) {
		t.Errorf("%s, %v", text, err)
	}
	if got, want := *j.Answers.Profit.Delta, *long.Answers.Profit.Delta+*other.Answers.Profit.Delta; math.Abs(got-want) > 1e-6 {
		t.Errorf("delta %v, of the counted cells %v", got, want)
	}
	if a, b := j.Cells[0].Answers.Profit.PAdjusted, long.Answers.Profit.P; *a < *b {
		t.Errorf("adjusted p %v below its own %v", *a, *b)
	}
	bad := compared(t, "A", 0, 3)
	j, err = verdict.Together(t.Context(), []*verdict.Comparison{bad}, w)
	if err != nil || j.Answers.Profit.Answer == verdict.Helps || j.Counted > 1 {
		t.Errorf("of three days: %+v, %v", j, err)
	}
	none, err := verdict.Cell(t.Context(), verdict.Input{})
	if err != nil {
		t.Fatal(err)
	}
	j, err = verdict.Together(t.Context(), []*verdict.Comparison{long, none}, w)
	if k := j.Cells[1]; err != nil || j.Counted != 1 || k.Counted || k.Answers.Profit.Answer != verdict.Invalid || k.Why != "It is invalid: "+none.Answers.Reasons[0] {
		t.Errorf("beside a cell of nothing: %+v, %v", j, err)
	}
	j, err = verdict.Together(t.Context(), []*verdict.Comparison{none, none}, w)
	if err != nil || len(j.Answers.Reasons) != 2 || j.Answers.Reasons[1] != none.Answers.Reasons[0] {
		t.Errorf("twice the same fault: %q, %v", j.Answers.Reasons, err)
	}
	j, err = verdict.Together(t.Context(), nil, w)
	if err != nil || j.Answers.Profit.Answer != verdict.Invalid || j.Answers.Risk.Answer != verdict.Invalid {
		t.Errorf("of no cell: %+v, %v", j, err)
	}
}

// Many cells at few placebos: no single one can be decided, and it is said.
func TestTogetherTooMany(t *testing.T) {
	var cells []*verdict.Comparison
	for i := range 6 {
		cells = append(cells, compared(t, string(rune('A'+i)), 0, 110))
	}
	j, err := verdict.Together(t.Context(), cells, verdict.DefaultWorthwhile(0.001))
	if err != nil || !strings.Contains(strings.Join(j.Notes, " "), "No single cell can be decided") {
		t.Errorf("%v, %v", j.Notes, err)
	}
	few := []*verdict.Comparison{compared(t, "A", 0, 50), compared(t, "B", 0, 50), compared(t, "C", 0, 30)}
	for want, some := range map[int][]*verdict.Comparison{1: few[:2], 0: few[2:]} { // one cell is no choice
		j, err := verdict.Together(t.Context(), some, verdict.DefaultWorthwhile(0.001))
		if err != nil || len(j.Notes) != want || j.Counted != len(some) {
			t.Errorf("%d of %d cells counted: %q, %v", j.Counted, len(some), j.Notes, err)
		}
	}
}

// The parts of what was chosen add up: months to the whole.
func TestChosenAddsUp(t *testing.T) {
	c := compared(t, "A", 0, 400)
	var delta, selection float64
	refused := 0
	for _, m := range c.Chosen.Months {
		delta, selection, refused = delta+m.Delta, selection+m.Selection, refused+m.Refused
	}
	p := &c.Answers.Profit
	if math.Abs(delta-*p.Delta) > 1e-6 || math.Abs(selection-*p.Selection) > 1e-6 || refused != c.Answers.Refused {
		t.Errorf("months: %v, %v and %d, the whole %v, %v and %d", delta, selection, refused, *p.Delta, *p.Selection, c.Answers.Refused)
	}
	if c.FixedNotional.Delta.Float()-*p.Delta > 1e-6 || *p.Delta-c.FixedNotional.Delta.Float() > 1e-6 {
		t.Errorf("delta %v, by attribution %v", *p.Delta, c.FixedNotional.Delta)
	}
	if c.FixedNotional.Blocked.Trades != c.Answers.Refused {
		t.Errorf("refused %d, by attribution %d", c.Answers.Refused, c.FixedNotional.Blocked.Trades)
	}
	if len(c.Chosen.Late) != 3 || c.Chosen.Late[0].Candles != 1 || c.Chosen.Between == nil || len(c.Chosen.Ranks) != 6 {
		t.Errorf("%+v", c.Chosen)
	}
}

// pausing trades for 100 days, pauses for 200 and goes on.
type pausing struct{ row int }

func (p *pausing) Update(*data.Bar) strategies.Action {
	p.row++
	if d := p.row / 24; d >= 100 && d < 300 {
		return strategies.Exit
	}
	return []strategies.Action{strategies.Enter, strategies.Hold, strategies.Exit, strategies.Hold}[p.row%4]
}

// A mask that is shut for all that lies around its refused trades cannot be judged.
func TestNothingAround(t *testing.T) {
	spec := strategies.Spec{Name: "Pausing", Stop: -0.5, New: func() strategies.Strategy { return new(pausing) }}
	c := worlds.Candles(rand.New(rand.NewPCG(1, 1)), "BTC/USDT", data.Hour, worlds.Epoch, 24*400)
	b := []*backtest.Book{backtest.NewBook(worlds.Tape(t, c, 0), spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
	})}
	m := data.NewMask(b[0].Tape.Len())
	m.SetRange(0, 24*150)
	e, _, err := verdict.NewSubject(b, []*data.Mask{m}, 1, 1).Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
	if err != nil {
		t.Fatal(err)
	}
	a := e.Answers(verdict.DefaultWorthwhile(0.001), nil)
	if a.Profit.Answer != verdict.Invalid || !strings.Contains(strings.Join(a.Reasons, " "), "Nothing can be judged") {
		t.Errorf("%s because of %q", a.Profit.Answer, a.Reasons)
	}
}

// What leaves nothing to compare is INVALID for both answers, with the reason.
func TestNothingToCompare(t *testing.T) {
	c, err := verdict.Cell(t.Context(), verdict.Input{})
	if err != nil || c.Answers.Profit.Answer != verdict.Invalid || c.Answers.Risk.Answer != verdict.Invalid || len(c.Answers.Reasons) != 1 {
		t.Errorf("%+v, %v", c.Answers, err)
	}
}

// Trades that all bring the same leave nothing to compare.
func TestNoTradeDiffers(t *testing.T) {
	tape := worlds.Flat(t, 24*60)
	spec := strategies.Spec{Name: "Same", Stop: -0.5, New: func() strategies.Strategy { return worlds.Script(strings.Repeat("E X ", tape.Len()/4+1)) }}
	b := []*backtest.Book{backtest.NewBook(tape, spec, backtest.Execution{
		Rules: backtest.RulesOf(spec, 0.001), Market: backtest.MarketOf("BTC/USDT"), Stake: 100,
	})}
	m := worlds.Mask(rand.New(rand.NewPCG(1, 1)), b, 30, 0.2)
	e, _, err := verdict.NewSubject(b, m, 1, 1).Evidence(t.Context(), verdict.DefaultWorthwhile(0.001))
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Faults) != 1 || !strings.Contains(e.Faults[0], "no refused trade differs from those around it") || e.Outcome.Refused < 30 {
		t.Errorf("%q at %d refused trades", e.Faults, e.Outcome.Refused)
	}
}

// What a user holds worthwhile, and doubts from outside, reach the answers of a cell.
func TestGivenToACell(t *testing.T) {
	in := fullInput(t, 6)
	in.Fees, in.Variants, in.Labels, in.Quality = nil, nil, nil, nil
	in.Worthwhile, in.Doubts = &verdict.Worthwhile{BP: 7, Tail: 5}, []string{"It is said so."}
	c, err := verdict.Cell(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if a := &c.Answers; a.Worthwhile != *in.Worthwhile || a.Reasons[0] != "It is said so." || a.Profit.Answer != verdict.Inconclusive || a.Risk.Answer != verdict.Inconclusive {
		t.Errorf("%+v because of %q", a.Worthwhile, a.Reasons)
	}
	in.Worthwhile, in.Doubts = nil, nil
	if c, err = verdict.Cell(t.Context(), in); err != nil || c.Answers.Worthwhile != (verdict.Worthwhile{BP: 10, Tail: 3}) {
		t.Errorf("%+v, %v", c.Answers.Worthwhile, err)
	}
}
