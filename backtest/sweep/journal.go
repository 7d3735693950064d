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
// studies stay.
type Journal struct {
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
	Key  string  `json:"key"`
	High []int32 `json:"high"`
	Low  []int32 `json:"low"`
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
	return inputs.Lines(j.file, path, func(n int, line []byte) error {
		var l journalLine
		if err := json.Unmarshal(line, &l); err != nil {
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
}

// key tells the points of one study apart.
func (p *Point) key() string { return pointKey(p.Strategy, p.Pairs, p.Fee, p.Setting) }

func pointKey(strategy string, pairs []string, fee float64, setting string) string {
	text, err := json.Marshal([]any{strategy, pairs, fee, setting})
	if err != nil {
		panic("sweep: " + err.Error()) // fees are finite
	}
	return string(text)
}

// batchKey tells batches apart by the settings in them.
func (c *Cell) batchKey(settings []string) string {
	text, err := json.Marshal([]any{c.Strategy, c.Pairs, c.Fee, settings})
	if err != nil {
		panic("sweep: " + err.Error())
	}
	return digest(text)
}

// Load fills a batch from the journal, if it was finished.
func (j *Journal) Load(c *Cell, settings []string, b *Batch) bool {
	if j == nil {
		return false
	}
	end, ok := j.batches[c.batchKey(settings)]
	if !ok {
		return false
	}
	points := make([]Point, len(settings))
	for i, s := range settings {
		if points[i], ok = j.points[pointKey(c.Strategy, c.Pairs, c.Fee, s)]; !ok {
			return false
		}
	}
	b.Points, b.High, b.Low = points, end.High, end.Low
	return true
}

// Save appends a finished batch and waits until it is on the disk.
func (j *Journal) Save(c *Cell, settings []string, b *Batch) error {
	if j == nil {
		return nil
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	for i := range b.Points {
		p := &b.Points[i]
		if _, ok := j.points[p.key()]; ok {
			continue
		}
		j.points[p.key()] = *p
		if err := e.Encode(journalLine{Study: j.study, Point: p}); err != nil {
			return err
		}
	}
	end := batchLine{c.batchKey(settings), b.High, b.Low}
	if err := e.Encode(journalLine{Study: j.study, Batch: &end}); err != nil {
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
