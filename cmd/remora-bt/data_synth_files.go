package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/data/synthetic"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/report/show"
)

// fill writes the sample into an empty folder, the manifest last, and lists the
// files in m.
func (j *synthJob) fill(ctx context.Context, dir string, m *synthetic.Manifest) error {
	n := len(j.config.Pairs)
	files := make([][]synthetic.Made, n+1)
	errs := make([]error, n+1)
	err := parallel.Each(ctx, n+1, func(i int) {
		if i == n {
			files[i], errs[i] = j.fillContext(dir)
			return
		}
		f, err := j.fillPair(dir, j.config.Pairs[i])
		files[i], errs[i] = []synthetic.Made{f}, err
	})
	if err = errors.Join(append(errs, err)...); err != nil {
		return err
	}
	for _, list := range files {
		m.Files = append(m.Files, list...)
	}
	return writeTo(filepath.Join(dir, manifestName), func(w io.Writer) error { return show.WriteJSON(w, m) })
}

func (j *synthJob) fillPair(dir, pair string) (synthetic.Made, error) {
	c := synthetic.Candles(j.config, pair)
	name := formats.FileName(pair, j.config.Timeframe, j.fileFormat)
	to := filepath.Join(dir, name)
	var err error
	if j.fileFormat == "parquet" {
		err = formats.WriteParquet(to, c)
	} else {
		err = writeTo(to, func(w io.Writer) error { return writeCandlesGzip(w, c) })
	}
	if err != nil {
		return synthetic.Made{}, err
	}
	whole := int((j.config.To - j.config.From) / data.Instant(j.config.Timeframe))
	return summed(synthetic.Made{Path: name, Content: "synthetic candles", Rows: c.Len(), Missing: whole - c.Len()}, dir)
}

// contextFolder is where 'run -d DIR' looks for context series.
const contextFolder = "context"

func (j *synthJob) fillContext(dir string) (files []synthetic.Made, err error) {
	if err := os.Mkdir(filepath.Join(dir, contextFolder), 0o755); err != nil {
		return nil, err
	}
	for _, f := range synthetic.Files(synthetic.Context(j.config)) {
		s := synthetic.Made{Path: path.Join(contextFolder, f.Name), Content: "synthetic context", Rows: f.Rows}
		if err := os.WriteFile(filepath.Join(dir, contextFolder, f.Name), []byte(f.Text), 0o644); err != nil {
			return nil, err
		}
		if s, err = summed(s, dir); err != nil {
			return nil, err
		}
		files = append(files, s)
	}
	return files, nil
}

// summed adds what identifies the content of a file of a sample.
func summed(f synthetic.Made, dir string) (synthetic.Made, error) {
	d, err := formats.DigestOf(filepath.Join(dir, filepath.FromSlash(f.Path)))
	f.Bytes, f.SHA256 = d.Bytes, d.SHA256
	return f, err
}

// writeTo makes a file.
func writeTo(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	return errors.Join(write(w), w.Flush(), f.Close())
}

func writeCandlesGzip(w io.Writer, c *data.Candles) error {
	z := gzip.NewWriter(w)
	row := []byte("open_time_ms,open,high,low,close,volume\n")
	for i, at := range c.Time {
		row = strconv.AppendInt(row, int64(at), 10)
		for _, v := range [...]float64{c.Open[i], c.High[i], c.Low[i], c.Close[i], c.Volume[i]} {
			row = strconv.AppendFloat(append(row, ','), v, 'f', -1, 64)
		}
		row = append(row, '\n')
		if len(row) > 1<<15 || i == c.Len()-1 {
			if _, err := z.Write(row); err != nil {
				return err
			}
			row = row[:0]
		}
	}
	return z.Close()
}
