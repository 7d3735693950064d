package report

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/place"
	"github.com/remora-bt/remora-bt/report/signalfile"
)

// An output is a file of a run's folder.
type output struct {
	name  string // slash-separated
	write func(io.Writer) error
}

// outputs lists the files of a run's folder, save for manifest.json, which holds
// the digests of the others.
func (s *Study) outputs(ctx context.Context) ([]output, error) {
	charts, err := s.makeCharts(ctx)
	if err != nil {
		return nil, err
	}
	out := []output{
		{"report.html", func(w io.Writer) error { return s.writeHTML(ctx, w, charts) }},
		{"report.md", s.writeShort},
		{"summary.json", s.writeSummary},
		{"metrics.csv", s.writeMetrics},
		{"trades.csv", s.writeTrades},
		{"trades.parquet", s.writeTradesParquet},
		{"blocked.csv", s.writeBlocked},
		{"equity.csv", s.writeEquity},
		{"drawdowns.csv", s.writeDrawdowns},
		{"returns.csv", s.writeReturns},
	}
	if len(s.judgedCells()) > 0 {
		out = append(out, output{DealsFile, s.writeDeals}, output{RefusedFile, s.writeRefused})
	}
	if len(s.Signals) > 0 {
		out = append(out, output{"signals.parquet", func(w io.Writer) error { return signalfile.Parquet(ctx, w, s.Signals) }})
	}
	files, err := charts.outputs(ctx, s.Charts)
	return append(out, files...), err
}

// WriteFolder writes the run's folder. It is written beside dir under another name
// and put in its place when it is complete, so that dir never holds half a run:
// an error or the end of ctx leaves everything as it was.
//
// A dir that exists is replaced if it is empty, or the folder of an older run of the
// same study and nothing else is in it. Any other is refused, or with Overwrite
// written into, where files of other names stay.
func (s *Study) WriteFolder(ctx context.Context, dir string) error {
	old, others, err := mayWrite(dir, s.Manifest.Config, s.Overwrite)
	if err != nil {
		return err
	}
	f, err := place.Stage(dir)
	if err != nil {
		return err
	}
	if err := s.fill(ctx, f.Temp); err != nil {
		return errors.Join(err, f.Drop())
	}
	if err := f.Replace(old, others, manifestFile); err != nil {
		return errors.Join(err, f.Drop())
	}
	return nil
}

// CheckFolder refuses what WriteFolder would refuse, before there is a study, and
// removes what runs that died left beside dir. It says which.
func CheckFolder(dir string, config json.RawMessage, overwrite bool) (removed []string, err error) {
	if removed, err = place.CheckFolder(dir); err != nil {
		return removed, err
	}
	_, _, err = mayWrite(dir, config, overwrite)
	return removed, err
}

// mayWrite refuses a folder that cannot be the run's of a study. old are the files of an
// older run in it; others means that there are more, which have to stay.
func mayWrite(dir string, config json.RawMessage, overwrite bool) (old []string, others bool, err error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case !info.IsDir():
		return nil, false, fmt.Errorf("%s: exists and is not a folder", dir)
	}
	old, name, found, err := foreign(dir)
	switch {
	case err != nil:
		return nil, false, err
	case found && !overwrite:
		return nil, false, fmt.Errorf("%s: holds %s, which is not part of an older run; choose another folder", dir, name)
	case overwrite:
		return old, found, nil
	}
	if m, ok := readManifest(dir); ok {
		if keys := differing(m.Config, config); len(keys) > 0 {
			return nil, false, fmt.Errorf("%s: holds the run of another study (%s): choose another folder, or replace it with --force", dir, strings.Join(keys, ", "))
		}
	}
	return old, found, nil
}

// fill writes every file into an empty folder, the manifest last.
func (s *Study) fill(ctx context.Context, dir string) error {
	m := s.manifest()
	outputs, err := s.outputs(ctx)
	if err != nil {
		return err
	}
	for _, o := range outputs {
		d, err := writeFile(ctx, dir, o)
		if err != nil {
			return err
		}
		m.Outputs = append(m.Outputs, d)
	}
	_, err = writeFile(ctx, dir, output{manifestFile, func(w io.Writer) error { return writeJSON(w, m) }})
	return err
}

func writeFile(ctx context.Context, dir string, o output) (d formats.Digest, err error) {
	path := filepath.Join(dir, filepath.FromSlash(o.name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return d, err
	}
	f, err := os.Create(path)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := &tally{ctx: ctx, to: f, hash: sha256.New()}
	b := bufio.NewWriterSize(sum, 1<<16)
	if err := errors.Join(o.write(b), b.Flush()); err != nil {
		if ctx.Err() != nil {
			return d, context.Cause(ctx)
		}
		return d, fmt.Errorf("%s: %w", o.name, err)
	}
	return formats.Digest{Path: o.name, Bytes: sum.bytes, SHA256: hex.EncodeToString(sum.hash.Sum(nil))}, nil
}

// A tally passes writes on until ctx is done, and counts and hashes them.
type tally struct {
	ctx   context.Context
	to    io.Writer
	hash  hash.Hash
	bytes int64
}

func (t *tally) Write(p []byte) (int, error) {
	if err := context.Cause(t.ctx); err != nil {
		return 0, err
	}
	n, err := t.to.Write(p)
	t.hash.Write(p[:n])
	t.bytes += int64(n)
	return n, err
}
