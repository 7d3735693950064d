package runfolder

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/parquet-go/parquet-go"

	"github.com/remora-bt/remora-bt/internal/columns"
)

// A Census counts what the engine said of a pair, candle by candle.
type Census struct {
	Scores  map[string]int // candles by risk score, to two decimals, as in "0.41"
	Regimes map[string]int
}

// Signals reads signals.parquet and counts risk scores and regimes by pair. A folder
// without the file, and rows without a score or regime, count as nothing.
func (f *Folder) Signals() (map[string]*Census, error) {
	const name = "signals.parquet"
	listed := false
	for _, o := range f.Manifest.Outputs {
		listed = listed || o.Path == name
	}
	if !listed {
		return nil, nil
	}
	r, err := openRoot(f.Dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text, err := r.output(f.Manifest, name, maxTable)
	if err != nil {
		return nil, err
	}
	out, err := census(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.name(name), err)
	}
	return out, nil
}

// signalRows is how many rows signals.parquet may declare: times a candle apart and
// answers that hold for a day shrink to a fraction of a byte a row.
var signalRows = columns.Limit{PerByte: 16, Free: 1 << 20}

// census reads the columns by name; those of other types or names count as absent.
func census(text []byte) (map[string]*Census, error) {
	file, err := columns.Open(bytes.NewReader(text), int64(len(text)), signalRows)
	if err != nil {
		return nil, err
	}
	rows := make([]signal, file.Rows)
	t := tally{places: map[string]int32{}}
	t.place("")
	var want, role []int
	names := file.Names()
	for i, name := range []string{"pair", "risk_score", "regime"} {
		if at := slices.Index(names, name); at >= 0 && file.Columns[at].Plain && file.Columns[at].Kind == signalKinds[i] {
			want, role = append(want, at), append(role, i)
		}
	}
	if err := file.Read(want, func(p *columns.Page) error { t.put(rows, p, role[p.Of]); return nil }); err != nil {
		return nil, err
	}
	return t.count(rows), nil
}

// A signal is what a row says.
type signal struct {
	pair, regime int32  // places in a tally's texts; 0: not known
	score        uint16 // in hundredths, from 1 for 0.00 on; 0: not known
}

var signalKinds = [3]parquet.Kind{parquet.ByteArray, parquet.Double, parquet.ByteArray}

// A tally knows texts by number.
type tally struct {
	mu     sync.Mutex
	texts  []string
	places map[string]int32
}

func (t *tally) place(text string) int32 {
	i, ok := t.places[text]
	if !ok {
		i = int32(len(t.texts))
		t.texts = append(t.texts, text)
		t.places[text] = i
	}
	return i
}

// put sets what a page says of its rows.
func (t *tally) put(rows []signal, p *columns.Page, role int) {
	if role != 1 {
		t.mu.Lock()
		defer t.mu.Unlock()
	}
	for i, bits := range p.Bits {
		row := &rows[p.Row+i]
		switch {
		case p.Null != nil && p.Null[i]:
		case role == 0:
			row.pair = t.place(p.Texts[bits])
		case role == 2:
			row.regime = t.place(p.Texts[bits])
		default:
			if x := math.Float64frombits(bits); x >= 0 && x <= 1 {
				row.score = uint16(math.Round(x*100)) + 1
			}
		}
	}
}

func (t *tally) count(rows []signal) map[string]*Census {
	by := map[string]*Census{}
	for _, row := range rows {
		name := t.texts[row.pair]
		c := by[name]
		if c == nil {
			c = &Census{map[string]int{}, map[string]int{}}
			by[name] = c
		}
		if row.score > 0 {
			c.Scores[strconv.FormatFloat(float64(row.score-1)/100, 'f', 2, 64)]++
		}
		if s := t.texts[row.regime]; s != "" {
			c.Regimes[s]++
		}
	}
	return by
}
