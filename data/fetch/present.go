package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

func sumOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// dominance adds bitcoin's share of the market as it is now: free sources have no
// history of it, so that the file grows by a row a call.
func dominance(c *client, ctx context.Context, f *folder, s *supply) ([]byte, string, error) {
	const path = "/api/v3/global"
	var answer struct {
		Data struct {
			Share map[string]float64 `json:"market_cap_percentage"`
		} `json:"data"`
	}
	_, err := c.get(ctx, coinGecko, path, func(text []byte) error {
		if err := json.Unmarshal(text, &answer); err != nil {
			return err
		}
		if answer.Data.Share["btc"] <= 0 {
			return errors.New("the answer does not say bitcoin's share")
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	row := c.now().Format("2006-01-02T15:04:05Z") + "," + strconv.FormatFloat(answer.Data.Share["btc"], 'f', -1, 64)
	text, err := appended(filepath.Join(f.dir, s.file), "time_utc,btc_dominance", []string{row})
	return text, coinGecko.base + path, errors.Join(err, c.readable(s, text))
}

// openInterest adds the daily values of the last 30 days, which are all that the
// exchange keeps.
func openInterest(c *client, ctx context.Context, f *folder, s *supply) ([]byte, string, error) {
	const path = "/futures/data/openInterestHist?symbol=BTCUSDT&period=1d&limit=30"
	var page []struct {
		Value string      `json:"sumOpenInterestValue"`
		Time  json.Number `json:"timestamp"`
	}
	_, err := c.get(ctx, binanceFutures, path, func(text []byte) error {
		page = nil
		if err := json.Unmarshal(text, &page); err != nil {
			return err
		}
		if len(page) == 0 {
			return errors.New("the answer holds no value")
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	var rows []string
	for _, x := range page {
		ms, err := x.Time.Int64()
		if err != nil {
			return nil, "", fmt.Errorf("open interest at %q: expected a time in milliseconds", x.Time)
		}
		rows = append(rows, data.Instant(ms).RFC3339()+","+x.Value)
	}
	text, err := appended(filepath.Join(f.dir, s.file), "time_utc,open_interest", rows)
	return text, binanceFutures.base + path, errors.Join(err, c.readable(s, text))
}

// appended is the text of a CSV file with rows added whose time, the first column,
// it does not have yet.
func appended(path, head string, rows []string) ([]byte, error) {
	old, err := inputs.Read(path, maxBody)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var b bytes.Buffer
	have := map[string]bool{}
	fmt.Fprintln(&b, head)
	for i, line := range strings.Split(strings.TrimSpace(string(old)), "\n") {
		if i > 0 && line != "" {
			at, _, _ := strings.Cut(line, ",")
			have[at] = true
			fmt.Fprintln(&b, line)
		}
	}
	for _, row := range rows {
		if at, _, _ := strings.Cut(row, ","); !have[at] {
			fmt.Fprintln(&b, row)
		}
	}
	return b.Bytes(), nil
}
