package fetch

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

// A settlement is one funding rate.
type settlement struct {
	at   int64 // ms
	rate string
}

const (
	fundingHead = "funding_time_ms,funding_rate"
	fundingPage = 1000
)

// firstFunding is the month of the contract's first rate.
var firstFunding = data.Date(2019, 9, 1)

// funding reads on where the file ends: whole months from the archive, the rest
// from the exchange. Where the exchange refuses to serve, what the archive has is
// kept.
func funding(c *client, ctx context.Context, f *folder, s *supply) ([]byte, string, error) {
	have, err := readFunding(filepath.Join(f.dir, s.file))
	if err != nil {
		return nil, "", err
	}
	begin := firstFunding
	if n := len(have); n > 0 {
		begin = monthOf(data.Instant(have[n-1].at))
	}
	for month := begin; nextMonth(month) <= data.At(c.now()); month = nextMonth(month) {
		rows, err := c.fundingMonth(ctx, month.Time().Format("2006-01"))
		if errors.Is(err, errAbsent) {
			continue
		}
		if err != nil {
			return nil, "", err
		}
		have = joined(have, rows)
	}
	rest, err := c.fundingSince(ctx, have)
	if err != nil && (len(have) == 0 || ctx.Err() != nil) {
		return nil, "", err
	}
	if err != nil {
		c.note("funding_rate ends with the archive's last month: %v", err)
	}
	have = joined(have, rest)
	var b bytes.Buffer
	fmt.Fprintln(&b, fundingHead)
	for _, x := range have {
		fmt.Fprintf(&b, "%d,%s\n", x.at, x.rate)
	}
	return b.Bytes(), binanceArchive.base + "/data/futures/um/monthly/fundingRate/BTCUSDT/", c.readable(s, b.Bytes())
}

// readFunding reads what earlier calls have kept; nothing where there is no file.
func readFunding(path string) ([]settlement, error) {
	text, err := inputs.Read(path, maxBody)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := fundingRows(bytes.NewReader(text), "funding_time_ms", "funding_rate")
	if err != nil {
		return nil, fmt.Errorf("%s: %w; remove it to fetch it anew", path, err)
	}
	return rows, nil
}

// fundingMonth reads a month's rates from the archive, held to their checksum.
func (c *client) fundingMonth(ctx context.Context, period string) ([]settlement, error) {
	path := "/data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-" + period + ".zip"
	sum, err := c.checksum(ctx, binanceArchive, path)
	if err != nil {
		return nil, err
	}
	var rows []settlement
	_, err = c.get(ctx, binanceArchive, path, func(text []byte) error {
		if got := sumOf(text); got != sum {
			return fmt.Errorf("the SHA-256 of what came is %s, expected %s", got, sum)
		}
		z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
		if err != nil || len(z.File) != 1 {
			return fmt.Errorf("expected a zip with one file: %w", errors.Join(err))
		}
		in, err := z.File[0].Open()
		if err != nil {
			return err
		}
		defer in.Close()
		rows, err = fundingRows(io.LimitReader(in, 1<<20), "calc_time", "last_funding_rate")
		return err
	})
	return rows, err
}

// fundingRows reads a CSV of settlements by the names of its columns.
func fundingRows(in io.Reader, time, rate string) ([]settlement, error) {
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("the file is empty")
	}
	t, r := slices.Index(rows[0], time), slices.Index(rows[0], rate)
	if t < 0 || r < 0 {
		return nil, fmt.Errorf("columns %s: expected %s and %s among them", strings.Join(rows[0], ","), time, rate)
	}
	out := make([]settlement, 0, len(rows))
	for i, row := range rows[1:] {
		at, err := strconv.ParseInt(row[t], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("row %d: %s %q is not a time in milliseconds", i+1, time, row[t])
		}
		if _, err := strconv.ParseFloat(row[r], 64); err != nil {
			return nil, fmt.Errorf("row %d: %s %q is not a number", i+1, rate, row[r])
		}
		out = append(out, settlement{at, row[r]})
	}
	return out, nil
}

// fundingSince asks the exchange for what came after the rates at hand.
func (c *client) fundingSince(ctx context.Context, have []settlement) ([]settlement, error) {
	at := int64(firstFunding)
	if n := len(have); n > 0 {
		at = have[n-1].at + 1
	}
	var out []settlement
	for {
		var page []struct {
			Time int64  `json:"fundingTime"`
			Rate string `json:"fundingRate"`
		}
		path := fmt.Sprintf("/fapi/v1/fundingRate?symbol=BTCUSDT&startTime=%d&limit=%d", at, fundingPage)
		_, err := c.get(ctx, binanceFutures, path, func(text []byte) error {
			page = nil
			return json.Unmarshal(text, &page)
		})
		if err != nil {
			return out, err
		}
		for _, x := range page {
			if _, err := strconv.ParseFloat(x.Rate, 64); err != nil || x.Time < at {
				return out, fmt.Errorf("funding rate %q at %d: expected a number, and a time from %d on", x.Rate, x.Time, at)
			}
			out, at = append(out, settlement{x.Time, x.Rate}), x.Time+1
		}
		if len(page) < fundingPage {
			return out, nil
		}
	}
}

// joined appends the settlements that come after those at hand.
func joined(have, more []settlement) []settlement {
	for _, x := range more {
		if n := len(have); n == 0 || x.at > have[n-1].at {
			have = append(have, x)
		}
	}
	return have
}
