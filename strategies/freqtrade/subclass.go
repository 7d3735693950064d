package freqtrade

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

//go:embed own.py
var ownText string

//go:embed recorder.py
var recorderText string

//go:embed masked.py
var maskedText string

// Suffixes of the subclasses' names.
const (
	RecorderSuffix = "Recorder"
	MaskedSuffix   = "Masked"
)

// Written stands near the start of what Recorder and Masked write.
const Written = "Written by remora-bt."

// Recorder is the text of a subclass of a strategy that logs to a file what a
// stacked backtest does not export, for ReadRecord. It changes no decision.
func Recorder(strategy, record string) (string, error) {
	return subclass(recorderText, strategy, "$RECORD", record)
}

// Masked is the text of a subclass of a strategy that refuses entries by the mask
// in a file, see Mask.
func Masked(strategy, mask string) (string, error) {
	return subclass(maskedText, strategy, "$MASK", mask)
}

// Plain is the name of the strategy behind a subclass that Recorder or Masked wrote.
func Plain(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, RecorderSuffix), MaskedSuffix)
}

// identifier is what Python and the file that freqtrade looks for allow alike.
var identifier = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func subclass(text, strategy, key, file string) (string, error) {
	if !identifier.MatchString(strategy) {
		return "", fmt.Errorf("strategy %q: expected the name of a Python class", strategy)
	}
	if file == "" || strings.ContainsRune(file, 0) {
		return "", fmt.Errorf("file %q: expected a name", file)
	}
	// Go's escapes of a quoted ASCII text are Python's too.
	values := strings.NewReplacer("$OWN", strings.TrimSpace(ownText), "$STRATEGY", strategy, key, strconv.QuoteToASCII(file))
	return values.Replace(text), nil
}

// A Mask says which signals to refuse, as the subclass of Masked reads it.
type Mask struct {
	Step    data.Timeframe               `json:"step"`  // of the strategy, in ms
	Sides   []string                     `json:"sides"` // "long" and "short", whichever is refused
	Refused map[string][][2]data.Instant `json:"-"`     // by pair: open times of the first and the last candle of each stretch, in order
}

// MarshalJSON writes times as whole milliseconds.
func (m Mask) MarshalJSON() ([]byte, error) {
	if m.Step <= 0 {
		return nil, errors.New("mask: no timeframe")
	}
	refused := map[string][][2]int64{}
	for pair, stretches := range m.Refused {
		list := [][2]int64{}
		for _, s := range stretches {
			list = append(list, [2]int64{int64(s[0]), int64(s[1])})
		}
		refused[pair] = list
	}
	type plain Mask
	return json.Marshal(struct {
		plain
		Refused map[string][][2]int64 `json:"refused"`
	}{plain(m), refused})
}
