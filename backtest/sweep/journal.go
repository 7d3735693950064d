package sweep

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// A Journal keeps finished points on disk, one JSON value a line, so that a sweep that
// was killed goes on where it was. Lines are only ever appended; those of other
// studies stay. Every line begins with a checksum of the rest: one that was changed is
// passed over, and what it held is worked out again.
type Journal struct {
	Damaged int // lines whose checksum is not theirs

	file    *os.File
	study   string
	points  map[string]Point
	batches map[string]batchLine
}

// A journalLine is one line of the file: a point, or the end of a batch.
type journalLine struct {
	Study string     `json:"study"` // hash of all that a point depends on but its own key
	Point *Point     `json:"point,omitempty"`
	Batch *batchLine `json:"batch,omitempty"`
}

// A batchLine ends a batch: all of its points are in the file before it.
type batchLine struct {
	Key  string    `json:"key"`
	High []float64 `json:"high"`
	Low  []float64 `json:"low"`
}

// OpenJournal reads a file, which need not be there, and makes it ready for more. A
// last line that is torn, as by a kill in the middle of a write, is cut off.
func OpenJournal(path, study string) (*Journal, error) {
	f, err := inputs.Append(path)
	if err != nil {
		return nil, err
	}
	j := &Journal{file: f, study: study, points: map[string]Point{}, batches: map[string]batchLine{}}
	if err := j.read(path); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

func (j *Journal) read(path string) error {
	lines := 0
	err := inputs.Lines(j.file, path, func(n int, line []byte) error {
		lines = n
		rest, ok := unsealed(line)
		if !ok {
			j.Damaged++
			return nil
		}
		var l journalLine
		if err := json.Unmarshal(rest, &l); err != nil {
			return fmt.Errorf("%s: line %d is no point of a sweep: %w", path, n, err)
		}
		if l.Study != j.study {
			return nil
		}
		if l.Point != nil {
			j.points[l.Point.key()] = *l.Point
		}
		if l.Batch != nil {
			j.batches[l.Batch.Key] = *l.Batch
		}
		return nil
	})
	if err == nil && lines > 0 && j.Damaged == lines {
		return fmt.Errorf("%s: none of %d lines has the checksum of a sweep's finished settings: remove it, or name another folder", path, lines)
	}
	return err
}

// The checksum stands first in a line's object: the first 16 digits of the SHA-256 of
// the line without it.
const (
	sumHead = `{"sum":"`
	sumTail = `",`
	sumSize = 16
)

// seal writes a value as a line with its checksum.
func seal(buf *bytes.Buffer, v journalLine) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	buf.WriteString(sumHead + digest(text)[:sumSize] + sumTail)
	buf.Write(text[1:])
	buf.WriteByte('\n')
	return nil
}

// unsealed is a line without its checksum, if that is right.
func unsealed(line []byte) ([]byte, bool) {
	line = bytes.TrimSuffix(line, []byte("\n"))
	const head = len(sumHead) + sumSize
	if len(line) <= head+len(sumTail) || string(line[:len(sumHead)]) != sumHead || string(line[head:head+len(sumTail)]) != sumTail {
		return nil, false
	}
	rest := append([]byte("{"), line[head+len(sumTail):]...)
	return rest, digest(rest)[:sumSize] == string(line[len(sumHead):head])
}

// key tells the points of one study apart.
func (p *Point) key() string { return pointKey(p.Strategy, p.Pairs, p.Fee, p.Objective, p.Setting) }

func pointKey(strategy string, pairs []string, fee float64, objective, setting string) string {
	text, err := json.Marshal([]any{strategy, pairs, fee, objective, setting})
	if err != nil {
		panic("sweep: " + err.Error()) // fees are finite
	}
	return string(text)
}

// batchKey tells batches apart by the settings in them.
func (t *Testbed) batchKey(settings []string) string {
	text, err := json.Marshal([]any{t.Strategy, t.Pairs, t.Fee, t.Objective, settings})
	if err != nil {
		panic("sweep: " + err.Error())
	}
	return digest(text)
}

// Load fills a batch from the journal, if it was finished.
func (j *Journal) Load(c *Testbed, settings []string, b *Batch) bool {
	if j == nil {
		return false
	}
	end, ok := j.batches[c.batchKey(settings)]
	if !ok {
		return false
	}
	points := make([]Point, len(settings))
	for i, s := range settings {
		if points[i], ok = j.points[pointKey(c.Strategy, c.Pairs, c.Fee, c.Objective, s)]; !ok {
			return false
		}
	}
	b.Points, b.High, b.Low = points, end.High, end.Low
	return true
}

// Save appends a finished batch and waits until it is on the disk.
func (j *Journal) Save(c *Testbed, settings []string, b *Batch) error {
	if j == nil {
		return nil
	}
	var buf bytes.Buffer
	for i := range b.Points {
		p := &b.Points[i]
		if _, ok := j.points[p.key()]; ok {
			continue
		}
		j.points[p.key()] = *p
		if err := seal(&buf, journalLine{Study: j.study, Point: p}); err != nil {
			return err
		}
	}
	end := batchLine{c.batchKey(settings), b.High, b.Low}
	if err := seal(&buf, journalLine{Study: j.study, Batch: &end}); err != nil {
		return err
	}
	if _, err := j.file.Write(buf.Bytes()); err != nil {
		return err
	}
	return j.file.Sync()
}

// Done is the number of points of the study on disk.
func (j *Journal) Done() int {
	if j == nil {
		return 0
	}
	return len(j.points)
}

// Close closes the file.
func (j *Journal) Close() error {
	if j == nil {
		return nil
	}
	return j.file.Close()
}
