package sweep

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// A Ledger remembers every setting that was ever tried on some data, over all sweeps
// that name the same file: the best of many tries is worth the less the more there
// were. Lines are only ever appended, one JSON value each, and no setting twice.
type Ledger struct {
	file  *os.File
	study string
	seen  map[tried]bool
	count map[[2]string]int // lines by data and strategy
}

// tried is one line of the ledger.
type tried struct {
	Data     string `json:"data"`  // SHA-256 of the candles
	Study    string `json:"study"` // hash of all else that the result depends on
	Strategy string `json:"strategy"`
	Fee      string `json:"fee"`
	Setting  string `json:"setting"`
}

// OpenLedger reads a file, which need not be there. A torn last line is cut off.
func OpenLedger(path, study string) (*Ledger, error) {
	f, err := inputs.Append(path)
	if err != nil {
		return nil, err
	}
	l := &Ledger{file: f, study: study, seen: map[tried]bool{}, count: map[[2]string]int{}}
	if err := l.read(path); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return l, nil
}

func (l *Ledger) read(path string) error {
	return inputs.Lines(l.file, path, func(n int, line []byte) error {
		var t tried
		if err := json.Unmarshal(line, &t); err != nil || t.Data == "" || t.Setting == "" {
			return fmt.Errorf("%s: line %d is no line of a ledger", path, n)
		}
		l.note(t)
		return nil
	})
}

func (l *Ledger) note(t tried) bool {
	if l.seen[t] {
		return false
	}
	l.seen[t] = true
	l.count[[2]string{t.Data, t.Strategy}]++
	return true
}

// Add writes down what is tried on a testbed's data, before its results are seen.
func (l *Ledger) Add(data string, c *Testbed, settings []string) error {
	if l == nil {
		return nil
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	fee := strconv.FormatFloat(c.Fee, 'g', -1, 64)
	for _, s := range settings {
		if t := (tried{data, l.study, c.Strategy, fee, s}); l.note(t) {
			if err := e.Encode(t); err != nil {
				return err
			}
		}
	}
	if buf.Len() == 0 {
		return nil
	}
	if _, err := l.file.Write(buf.Bytes()); err != nil {
		return err
	}
	return l.file.Sync()
}

// Trials is how many settings were tried on some data with a strategy.
func (l *Ledger) Trials(data, strategy string) int {
	if l == nil {
		return 0
	}
	return l.count[[2]string{data, strategy}]
}

// Close closes the file.
func (l *Ledger) Close() error {
	if l == nil {
		return nil
	}
	return l.file.Close()
}

// digest is the SHA-256 of a text in hexadecimal.
func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
