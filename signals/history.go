package signals

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// A HistoryLog is what another filter said, by pair: rows of a time and whether
// it was safe to trade then.
type HistoryLog struct {
	path   string
	spec   FilterSpec
	max    float64 // a risk_score above it is unsafe; 1 or more: only safe_to_trade counts
	byPair map[string][]said
}

// allPairs is the key of rows in a file without a pair column.
const allPairs = ""

// said is one row of a history.
type said struct {
	at      data.Instant
	opinion opinion
	risk    float64 // 0 if there is none
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
func OpenHistory(spec FilterSpec) (*HistoryLog, error) {
	h := &HistoryLog{path: spec.Path, spec: spec, max: 1, byPair: map[string][]said{}}
	for _, set := range spec.Set {
		_, value, _ := strings.Cut(set, "=")
		x, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(x >= 0 && x <= 1) {
			return nil, fmt.Errorf("setting %q: expected a number from 0 to 1", set)
		}
		h.max = x
	}
	read := readHistoryCSV
	if strings.EqualFold(filepath.Ext(spec.Path), ".parquet") {
		read = readHistoryParquet
	}
	if err := read(spec.Path, h.add); err != nil {
		return nil, fmt.Errorf("%s: %w", spec.Path, err)
	}
	for pair, rows := range h.byPair {
		slices.SortStableFunc(rows, func(a, b said) int { return cmp.Compare(a.at, b.at) })
		for i := 1; i < len(rows); i++ {
			if rows[i].at == rows[i-1].at && rows[i] != rows[i-1] {
				return nil, fmt.Errorf("%s: two rows for %s%s that differ", spec.Path, rows[i].at, of(pair))
			}
		}
	}
	if len(h.byPair) == 0 {
		return nil, fmt.Errorf("%s: no rows", spec.Path)
	}
	return h, nil
}

func of(pair string) string {
	if pair == allPairs {
		return ""
	}
	return " of " + pair
}

func (h *HistoryLog) add(pair string, row said) {
	pair = strings.ReplaceAll(pair, "_", "/")
	h.byPair[pair] = append(h.byPair[pair], row)
}

// Screen judges every row of a tape by the last row of the history that was known
// when the tape's candle closed, never by a later one. Where that is older than
// MaxAge, or without an opinion, the row is safe and unsure.
func (h *HistoryLog) Screen(t *data.Tape) (*Screen, error) {
	rows, ok := h.byPair[t.Pair]
	if !ok {
		if rows, ok = h.byPair[allPairs]; !ok {
			return nil, fmt.Errorf("%s: no row of pair %s", h.path, t.Pair)
		}
	}
	lag := h.spec.Lag
	if lag == OneCandle {
		lag = t.Step
	}
	s := newScreen(t.Len())
	next := 0 // first row that is not yet known
	for i := range s.Blocked {
		now := t.Time(i + 1)
		for next < len(rows) && rows[next].at.Add(lag) <= now {
			next++
		}
		if next == 0 || now-rows[next-1].at.Add(lag) > data.Instant(h.spec.MaxAge) || rows[next-1].opinion == noOpinion {
			s.Unsure[i] = true
			continue
		}
		r := rows[next-1]
		s.Blocked[i].set(History, r.opinion == saidUnsafe)
		s.Blocked[i].set(RiskScore, r.risk > h.max)
	}
	return s, nil
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
