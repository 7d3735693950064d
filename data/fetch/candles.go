package fetch

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/formats"
)

// archived is how long after the end of a month its archive may be missing and the
// days are fetched one by one instead.
const archived = 45 * data.Day

// candles fetches the candles of every pair: whole months from the archive, the
// days after the last of them one by one, and what is not archived from the
// exchange itself.
func (c *client) candles(ctx context.Context, r *Report) error {
	f, err := openFolder(c.o.Dir)
	if err != nil {
		return err
	}
	now := data.At(c.now())
	to := now
	if c.o.Range.HasTo {
		to = min(to, c.o.Range.To)
	}
	if c.o.Range.From > to {
		return fmt.Errorf("timerange %s: it begins after %s", c.o.Range, to)
	}
	var jobs []job
	for _, pair := range c.o.Pairs {
		m := market{client: c, folder: f, pair: pair, symbol: formats.Symbol(pair), tf: c.o.Timeframe, now: now}
		for month := monthOf(c.o.Range.From); month <= to; month = nextMonth(month) {
			if f.whole(m.name(month.Time().Format("2006-01"))) {
				r.Kept++
				continue
			}
			if now < nextMonth(month).Add(data.Day) {
				kept, days := m.days(month, c.o.Range.From, to)
				r.Kept, jobs = r.Kept+kept, append(jobs, days...)
				continue
			}
			jobs = append(jobs, job{m.name(month.Time().Format("2006-01")), func(ctx context.Context) (*File, error) {
				return m.month(ctx, month, to)
			}})
		}
	}
	if err := c.all(ctx, "candles", f, jobs, r); err != nil {
		return err
	}
	return c.look(f, r)
}

// look notes pairs that are read from other files of the folder, and those of
// which nothing came.
func (c *client) look(f *folder, r *Report) error {
	dir, err := formats.OpenDir(f.dir)
	if err != nil {
		return err
	}
	entries, err := dir.List()
	if err != nil {
		entries = nil // an empty folder
	}
	for _, pair := range c.o.Pairs {
		found := false
		for _, e := range entries {
			if e.Pair != pair || e.Timeframe != c.o.Timeframe || e.Kind != "" {
				continue
			}
			if !found && e.Format != "zip" {
				r.Notes = append(r.Notes, fmt.Sprintf("%s is there and is read before what was fetched", filepath.Base(e.Files[0].Path)))
			}
			found = true
		}
		if !found {
			return fmt.Errorf("no candles of %s, %s: neither the archive nor the exchange has any from %s on", pair, c.o.Timeframe, c.o.Range.From)
		}
	}
	return nil
}

// A market is one pair in one timeframe.
type market struct {
	*client
	folder *folder
	pair   string
	symbol string
	tf     data.Timeframe
	now    data.Instant
}

// name is the archive's for a period, as BTCUSDT-5m-2024-01.zip.
func (m market) name(period string) string {
	return m.symbol + "-" + m.tf.String() + "-" + period + ".zip"
}

func (m market) path(kind, period string) string {
	return "/data/spot/" + kind + "/klines/" + m.symbol + "/" + m.tf.String() + "/" + m.name(period)
}

// month fetches a month that is over. Where its archive is missing the exchange is
// asked for it, and for a month that ended lately the archive of its days.
func (m market) month(ctx context.Context, month, to data.Instant) (*File, error) {
	period := month.Time().Format("2006-01")
	end := nextMonth(month)
	got, err := m.zip(ctx, m.folder, m.path("monthly", period))
	switch {
	case err == nil:
		var days []string
		for day := month; day < end; day = day.Add(data.Day) {
			days = append(days, m.name(day.Time().Format(time.DateOnly)))
		}
		return got, m.folder.drop(days)
	case !errors.Is(err, errAbsent):
		return nil, err
	case m.now > end.Add(archived):
		return m.klines(ctx, period, month, end)
	}
	_, days := m.days(month, month, to)
	for _, j := range days {
		file, err := j.do(ctx)
		if err == nil && file != nil {
			err = m.folder.add(*file)
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// days are the jobs for the days of a month that lie in the range, and the number
// of those that are there.
func (m market) days(month, from, to data.Instant) (kept int, jobs []job) {
	for day := max(month, from.Day()); day < nextMonth(month) && day <= to; day = day.Add(data.Day) {
		period := day.Time().Format(time.DateOnly)
		if m.folder.whole(m.name(period)) {
			kept++
			continue
		}
		jobs = append(jobs, job{m.name(period), func(ctx context.Context) (*File, error) {
			if m.now > day.Add(data.Day) {
				got, err := m.zip(ctx, m.folder, m.path("daily", period))
				if !errors.Is(err, errAbsent) {
					return got, err
				}
			}
			return m.klines(ctx, period, day, day.Add(data.Day))
		}})
	}
	return kept, jobs
}

func monthOf(at data.Instant) data.Instant {
	t := at.Time()
	return data.Date(t.Year(), t.Month(), 1)
}

func nextMonth(month data.Instant) data.Instant {
	t := month.Time()
	return data.Date(t.Year(), t.Month()+1, 1)
}
