package fetch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/data/sources"
)

// A supply fetches the file of one series.
type supply struct {
	series data.Series
	file   string // in the folder of the context
	do     func(c *client, ctx context.Context, f *folder, s *supply) (text []byte, url string, err error)
	free   bool // nice to have: where it cannot be had that is a note and no fault
}

var supplies = []supply{
	{data.FearGreed, "fear_greed.json", fearGreed, false},
	{data.VIX, "vix.csv", vix, false},
	{data.DXY, "dtwexbgs.csv", dxy, false},
	{data.FundingRate, "funding_binance_btcusdt.csv", funding, false},
	{data.BTCDominance, "btc_dominance.csv", dominance, true},
	{data.OpenInterest, "open_interest.csv", openInterest, true},
}

// context fetches every series anew or further, and holds each file to the reader
// that will read it before it takes the place of the one that is there.
func (c *client) context(ctx context.Context, r *Report) error {
	f, err := openFolder(c.o.Context)
	if err != nil {
		return err
	}
	jobs := make([]job, len(supplies))
	for i := range supplies {
		s := &supplies[i]
		jobs[i] = job{s.file, func(ctx context.Context) (*File, error) {
			if err := f.mayWrite(s.file); err != nil {
				return nil, err
			}
			text, url, err := s.do(c, ctx, f, s)
			if err != nil && s.free && ctx.Err() == nil {
				c.note("%s could not be fetched: %v", s.series, err)
				return nil, nil
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.series, err)
			}
			return c.write(f, s.file, url, text, false)
		}}
	}
	c.note("btc_dominance and open_interest have no free history: they begin with the first fetch, or 30 days before it")
	c.note("dxy is today's vintage of the index: how its values were first published takes a key to ask for")
	return c.all(ctx, "context", f, jobs, r)
}

// readable holds a text to the reader of context files.
func (c *client) readable(s *supply, text []byte) error {
	dir, err := os.MkdirTemp("", "remora-bt-fetch-")
	if err != nil {
		return final{err}
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, s.file), text, 0o600); err != nil {
		return final{err}
	}
	_, found, err := sources.LoadAt(dir, data.At(c.now()))
	if err == nil && !found.Series[s.series].Present() {
		err = errors.New("the answer holds no value")
	}
	return err
}

// answer fetches one address whose answer is the file.
func (c *client) answer(ctx context.Context, s *supply, p provider, path string) ([]byte, string, error) {
	text, err := c.get(ctx, p, path, func(text []byte) error { return c.readable(s, text) })
	if errors.Is(err, errAbsent) {
		err = fmt.Errorf("%s: %w", p.base+path, err)
	}
	return text, p.base + path, err
}

// fearGreed asks for the whole index, which is one answer.
func fearGreed(c *client, ctx context.Context, _ *folder, s *supply) ([]byte, string, error) {
	return c.answer(ctx, s, alternative, "/fng/?limit=0")
}

// vix asks Cboe for its whole history, and FRED where Cboe fails.
func vix(c *client, ctx context.Context, _ *folder, s *supply) ([]byte, string, error) {
	text, url, err := c.answer(ctx, s, cboe, "/api/global/us_indices/daily_prices/VIX_History.csv")
	if err == nil || ctx.Err() != nil {
		return text, url, err
	}
	text, url, other := c.answer(ctx, s, fred, "/graph/fredgraph.csv?id=VIXCLS")
	if other != nil {
		return nil, "", errors.Join(err, other)
	}
	return text, url, nil
}

// dxy asks FRED for the broad dollar index. It is the newest vintage: how earlier
// values were first published is not to be had without a key.
func dxy(c *client, ctx context.Context, _ *folder, s *supply) ([]byte, string, error) {
	return c.answer(ctx, s, fred, "/graph/fredgraph.csv?id=DTWEXBGS")
}
