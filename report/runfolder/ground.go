package runfolder

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"github.com/remora-bt/remora-bt/backtest"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/report"
)

// A Refusal is what a filter refused in one cell, and which deals it met.
type Refusal struct {
	Key             // without arm
	Counted bool    // the answers are about the cell, among others
	Deals   string  // SHA-256 of the deals, of the times of their candles, stake and slots
	By      Refused // stretches of candles
}

// Refused are stretches by pair, ascending and without overlap.
type Refused map[string][]Stretch

// A Stretch of candle times, half-open.
type Stretch struct{ From, To data.Instant }

// A Ground is a cell with its deals, on which filters can be held against each other.
type Ground struct {
	Refusal
	Range string // timerange in the rows of the tables
	books []*backtest.Book
	slots int
	seed  uint64
}

// Grounds reads what was refused and the deals that there were, cell by cell. A folder
// without a filter has none; cells of trades that deals do not tell are left out.
func (f *Folder) Grounds() ([]*Ground, error) {
	if !f.lists(report.DealsFile) {
		return nil, nil
	}
	r, err := openRoot(f.Dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	refused := map[of]Refused{}
	deals := map[of][][]dated{}
	for _, c := range f.Cells {
		deals[of{c.Strategy, c.Range}] = make([][]dated, len(c.Books))
	}
	for _, part := range []struct {
		name string
		read func([]byte) error
	}{
		{report.RefusedFile, func(text []byte) error { return readRefused(text, refused) }},
		{report.DealsFile, func(text []byte) error { return readDeals(text, deals) }},
	} {
		text, err := r.output(f.Manifest, part.name, maxTable)
		if err != nil {
			return nil, err
		}
		if err := part.read(text); err != nil {
			return nil, fmt.Errorf("%s: %w", r.name(part.name), err)
		}
	}
	rows := 0
	for _, c := range f.Cells {
		for _, b := range c.Books {
			if rows += max(0, b.Rows); rows > maxRows {
				return nil, fmt.Errorf("%s: more than %d candles in all cells together", r.name("summary.json"), maxRows)
			}
		}
	}
	var out []*Ground
	tapes := map[data.Clock]*data.Tape{}
	for _, c := range f.Cells {
		if len(c.Books) == 0 {
			continue
		}
		k := of{c.Strategy, c.Range}
		g := &Ground{Refusal: Refusal{Key: c.Key, Counted: c.Counted, By: refused[k]}, Range: c.Range, slots: c.Slots, seed: f.draws()}
		if err := g.lay(c, deals[k], tapes); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", r.name(report.DealsFile), Quoted(c.Key.String()), err)
		}
		out = append(out, g)
	}
	return out, nil
}

// maxRows bounds the candles of all books together: masks have a bit for each.
const maxRows = 1 << 30

// of names a cell in a table.
type of struct{ strategy, timerange string }

func (f *Folder) lists(name string) bool {
	for _, o := range f.Manifest.Outputs {
		if o.Path == name {
			return true
		}
	}
	return false
}

// draws is the seed of what the run drew at random.
func (f *Folder) draws() uint64 {
	var config struct {
		Seed uint64 `json:"seed"`
	}
	if json.Unmarshal(f.Manifest.Config, &config) != nil {
		return 0 // as of a run that names none
	}
	return config.Seed
}

// lay makes the books and the digest of them.
func (g *Ground) lay(c *Statement, deals [][]dated, tapes map[data.Clock]*data.Tape) error {
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %v\n", c.Slots, c.Stake)
	for i, clock := range c.Books {
		tape := tapes[clock]
		if tape == nil {
			var err error
			if tape, err = clock.Tape(); err != nil {
				return err
			}
			tapes[clock] = tape
		}
		list, err := onGrid(tape, deals[i])
		if err != nil {
			return err
		}
		book, err := backtest.NewDealBook(tape, c.Strategy, c.Stake, list)
		if err != nil {
			return err
		}
		g.books = append(g.books, book)
		fmt.Fprintf(sum, "%q %d %d %d %d\n", clock.Pair, clock.Step, clock.First, clock.Warm, clock.Rows)
		sum.Write(encoded(list))
	}
	g.Deals = hex.EncodeToString(sum.Sum(nil))
	_, err := g.masks(g.By)
	return err
}

// encoded are bytes that are equal where deals are.
func encoded(deals []backtest.Deal) []byte {
	var out []byte
	for _, d := range deals {
		flags := uint64(0)
		if d.Short {
			flags |= 1
		}
		if d.Forced {
			flags |= 2
		}
		for _, x := range []uint64{uint64(d.Signal), uint64(d.Close), math.Float64bits(d.Profit), flags} {
			out = binary.LittleEndian.AppendUint64(out, x)
		}
	}
	return out
}

// masks mark what was refused on the rows of every book.
func (g *Ground) masks(by Refused) ([]*data.Mask, error) {
	out := make([]*data.Mask, len(g.books))
	known := map[string]bool{}
	for i, b := range g.books {
		tape := b.Tape
		known[tape.Pair] = true
		out[i] = data.NewMask(tape.Len())
		end := tape.First
		for _, s := range by[tape.Pair] {
			from, to := tape.Row(s.From), tape.Row(s.To)
			if s.From < end || s.To <= s.From || to > tape.Len() || tape.Time(from) != s.From || tape.Time(to) != s.To {
				return nil, fmt.Errorf("%s is refused from %s to %s: not on its candles, or out of order", Quoted(tape.Pair), s.From, s.To)
			}
			out[i].SetRange(from, to)
			end = s.To
		}
	}
	for _, pair := range sortedKeys(by) {
		if !known[pair] {
			return nil, fmt.Errorf("%s is refused, which is no pair of the cell", Quoted(pair))
		}
	}
	return out, nil
}
