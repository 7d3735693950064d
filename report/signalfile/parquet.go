package signalfile

import (
	"bufio"
	"context"
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/signals"
)

const (
	signalGroup = 1 << 16 // rows of a row group
	signalBatch = 1 << 10 // rows that are handed to the encoder at once
	signalAhead = 4       // row groups that are encoded side by side
)

// Parquet writes what CSV writes, as Parquet: times as UTC
// milliseconds, what is not known as null.
func Parquet(ctx context.Context, w io.Writer, stretches []signals.Stretch) error {
	buffer := bufio.NewWriterSize(w, 1<<20)
	schema := parquet.SchemaOf(signalRow{})
	options := []parquet.WriterOption{
		schema, parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}),
		parquet.CreatedBy("remora-bt", "1", ""), parquet.DataPageStatistics(false),
	}
	for _, column := range schema.Columns() {
		options = append(options, parquet.SkipPageBounds(column...))
	}
	out := parquet.NewGenericWriter[signalRow](buffer, options...)
	groups := split(stretches)
	for len(groups) > 0 {
		now := groups[:min(signalAhead, len(groups))]
		groups = groups[len(now):]
		writers := make([]*parquet.ConcurrentRowGroupWriter, len(now))
		errs := make([]error, len(now))
		for i := range now {
			writers[i] = out.BeginRowGroup()
		}
		err := parallel.Each(ctx, len(now), func(i int) { errs[i] = encodeGroup(writers[i], schema, now[i]) })
		if err := errors.Join(append(errs, err)...); err != nil {
			return err
		}
		for _, g := range writers {
			if _, err := g.Commit(); err != nil {
				return err
			}
		}
	}
	return errors.Join(out.Close(), buffer.Flush())
}

// split cuts stretches into the row groups of a file.
func split(stretches []signals.Stretch) []signals.Stretch {
	var groups []signals.Stretch
	for _, s := range stretches {
		for from := s.From; from < s.To; from += signalGroup {
			groups = append(groups, signals.Stretch{Track: s.Track, From: from, To: min(s.To, from+signalGroup)})
		}
	}
	return groups
}

// encodeGroup writes rows column by column. Answers hold for many rows, so each is
// taken apart once.
func encodeGroup(g *parquet.ConcurrentRowGroupWriter, schema *parquet.Schema, s signals.Stretch) error {
	columns := g.ColumnWriters()
	batch := make([][]parquet.Value, len(columns))
	for c := range batch {
		batch[c] = make([]parquet.Value, 0, signalBatch)
	}
	var last *signals.Said
	var like parquet.Row
	for row := s.From; row < s.To; row++ {
		if a := s.Track.Said(row); a != last {
			r := answerRow(s.Track, row)
			last, like = a, schema.Deconstruct(like[:0], &r)
		}
		batch[0] = append(batch[0], parquet.Int64Value(int64(s.Track.Open(row))).Level(0, 0, 0))
		for c := 1; c < len(batch); c++ {
			batch[c] = append(batch[c], like[c])
		}
		if len(batch[0]) < signalBatch && row < s.To-1 {
			continue
		}
		for c, values := range batch {
			if _, err := columns[c].WriteRowValues(values); err != nil {
				return err
			}
			batch[c] = values[:0]
		}
	}
	return nil
}
