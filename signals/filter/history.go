package filter

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/signals"
)

// A History is what another filter said, by pair: rows of a time and whether
// it was safe to trade then.
type History struct {
	path   string
	spec   Spec
	max    float64           // a risk_score above it is unsafe; 1 or more: only safe_to_trade counts
	all    []said            // by pair and time
	byPair map[string][]said // stretches of all

	names   []string // of the pairs, by their numbers
	numbers map[string]uint16
}

// allPairs is the key of rows in a file without a pair column.
const allPairs = ""

// said is one row of a history.
type said struct {
	at      data.Instant
	risk    float64 // 0 if there is none
	pair    uint16  // its number
	opinion opinion
}

type opinion uint8

const (
	noOpinion opinion = iota
	saidSafe
	saidUnsafe
)

// The columns of a history; timestamp and safe_to_trade must be there.
const (
	historyTime = iota
	historySafe
	historyPair
	historyRisk
	historyColumns
)

// historyNames are the names that the columns may have.
var historyNames = [historyColumns][]string{
	{"timestamp", "time_utc", "date", "datetime", "open_time", "time"},
	{"safe_to_trade"},
	{"pair"},
	{"risk_score"},
}

// OpenHistory reads a history from CSV, or Parquet if the name ends so.
func OpenHistory(spec Spec) (*History, error) {
	h := &History{path: spec.Path, spec: spec, max: 1, byPair: map[string][]said{}, numbers: map[string]uint16{}}
	for _, set := range spec.Set {
		_, value, _ := strings.Cut(set, "=")
		x, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(x >= 0 && x <= 1) {
			return nil, fmt.Errorf("setting %q: expected a number from 0 to 1", set)
		}
		h.max = x
	}
	f, size, err := inputs.Open(spec.Path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	read := readHistoryCSV
	if strings.EqualFold(filepath.Ext(spec.Path), ".parquet") {
		read = readHistoryParquet
	}
	if err := read(f, size, h); err != nil {
		return nil, fmt.Errorf("%s: %w", spec.Path, err)
	}
	if len(h.all) == 0 {
		return nil, fmt.Errorf("%s: no rows", spec.Path)
	}
	h.share()
	for _, pair := range slices.Sorted(maps.Keys(h.byPair)) {
		rows := h.byPair[pair]
		for i := 1; i < len(rows); i++ {
			if rows[i].at == rows[i-1].at && rows[i] != rows[i-1] {
				return nil, fmt.Errorf("%s: two rows for %s%s that differ", spec.Path, rows[i].at, of(pair))
			}
		}
	}
	return h, nil
}

func of(pair string) string {
	if pair == allPairs {
		return ""
	}
	return " of " + pair
}

// number is the number of a pair as a row names it, a new one if it has none yet.
func (h *History) number(name string) (uint16, error) {
	if i, ok := h.numbers[name]; ok {
		return i, nil
	}
	plain := strings.ReplaceAll(name, "_", "/")
	i, ok := h.numbers[plain]
	if !ok {
		if len(h.names) > math.MaxUint16 {
			return 0, fmt.Errorf("more than %d pairs", len(h.names))
		}
		i = uint16(len(h.names))
		h.names = append(h.names, strings.Clone(plain))
		h.numbers[h.names[i]] = i
	}
	h.numbers[strings.Clone(name)] = i
	return i, nil
}

// share sorts the rows by pair and time and gives each pair its stretch of them.
func (h *History) share() {
	order := func(a, b said) int { return cmp.Or(cmp.Compare(a.pair, b.pair), cmp.Compare(a.at, b.at)) }
	if !slices.IsSortedFunc(h.all, order) {
		slices.SortStableFunc(h.all, order)
	}
	if len(h.names) == 0 {
		h.names = []string{allPairs}
	}
	for rows := h.all; len(rows) > 0; {
		n, _ := slices.BinarySearchFunc(rows, int(rows[0].pair)+1, func(r said, next int) int { return cmp.Compare(int(r.pair), next) })
		h.byPair[h.names[rows[0].pair]] = rows[:n:n]
		rows = rows[n:]
	}
}

// rows are those of a pair, or of the market where the file names no pairs.
func (h *History) rows(pair string) ([]said, error) {
	if rows, ok := h.byPair[pair]; ok {
		return rows, nil
	}
	if rows, ok := h.byPair[allPairs]; ok {
		return rows, nil
	}
	return nil, fmt.Errorf("%s: no row of pair %s", h.path, pair)
}

// lag is the time from a row's timestamp to when it was known.
func (h *History) lag(step data.Timeframe) data.Timeframe {
	if h.spec.Lag == OneCandle {
		return step
	}
	return h.spec.Lag
}

// Screen judges every row of a tape by the last row of the history that was known
// when the tape's candle closed, never by a later one. Where that is older than
// MaxAge, or without an opinion, the row is safe and unsure.
func (h *History) Screen(t *data.Tape) (*Screen, error) {
	rows, err := h.rows(t.Pair)
	if err != nil {
		return nil, err
	}
	lag := h.lag(t.Step)
	s := newScreen(t.Len())
	known := 0
	for i := range s.Blocked {
		now := t.Time(i + 1)
		for known < len(rows) && rows[known].at.Add(lag) <= now {
			known++
		}
		s.Blocked[i], s.Unsure[i] = h.judge(rows[:known], lag, now)
	}
	return s, nil
}

// judge decides by the last of the rows that are known.
func (h *History) judge(known []said, lag data.Timeframe, now data.Instant) (blocked signals.Reasons, unsure bool) {
	if len(known) == 0 {
		return 0, true
	}
	last := known[len(known)-1]
	if last.opinion == noOpinion || now-last.at.Add(lag) > data.Instant(h.spec.MaxAge) {
		return 0, true
	}
	blocked.Set(signals.History, last.opinion == saidUnsafe)
	blocked.Set(signals.RiskScore, last.risk > h.max)
	return blocked, false
}

// parseOpinion reads a cell of safe_to_trade.
func parseOpinion(text string) (opinion, error) {
	switch text {
	case "True", "true", "TRUE", "1":
		return saidSafe, nil
	case "False", "false", "FALSE", "0":
		return saidUnsafe, nil
	case "", "null", "None", "nan", "NaN":
		return noOpinion, nil
	}
	return 0, fmt.Errorf("safe_to_trade %q: expected True or False", text)
}

// parseRisk reads a cell of risk_score.
func parseRisk(text string) (float64, error) {
	if text == "" || text == "nan" || text == "NaN" {
		return 0, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(x >= 0 && x <= 1) {
		return 0, fmt.Errorf("risk_score %q: expected a number from 0 to 1", text)
	}
	return x, nil
}
