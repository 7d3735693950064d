package freqtrade

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// databaseMagic is how every SQLite file begins.
const databaseMagic = "SQLite format 3\x00"

// readDatabase reads the closed trades of a bot's database, tradesv3.sqlite, one
// result a strategy, by name. It writes nothing, not beside the file either, and may
// run while a bot does.
func readDatabase(file string) ([]*Result, error) {
	path, remove, err := apart(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	defer remove()
	for range tries {
		db, settled, err := openDatabase(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out, err := closedTrades(db, file)
		err = errors.Join(err, db.Close())
		if !settled() {
			continue // a bot has begun to write
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("%s: no closed trades", file)
		}
		return out, nil
	}
	return nil, fmt.Errorf("%s: changed each of %d times while it was read", file, tries)
}

// tries are how often a database is read that a bot opens in the meantime.
const tries = 5

// closedTrades reads the table of trades, whose columns have changed over the years.
func closedTrades(db *sql.DB, file string) ([]*Result, error) {
	has, err := columns(db)
	if err != nil {
		return nil, err
	}
	rows, err := db.Query("SELECT " + selection(has) + " FROM trades WHERE is_open = 0 ORDER BY close_date, id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	byName := map[string]*Result{}
	for n := 1; rows.Next(); n++ {
		if n > mostTrades {
			return nil, fmt.Errorf("more than %d trades", mostTrades)
		}
		t, strategy, currency, minutes, err := scanTrade(rows)
		if err != nil {
			return nil, fmt.Errorf("closed trade %d: %w", n, err)
		}
		r := byName[strategy]
		if r == nil {
			r = &Result{Place: file, Strategy: strategy, Slots: -1, Currency: currency, Timeframe: data.Timeframe(minutes) * data.Minute}
			byName[strategy] = r
		}
		if tf := data.Timeframe(minutes) * data.Minute; tf != r.Timeframe {
			return nil, fmt.Errorf("strategy %q traded on %s and on %s: expected one timeframe", strategy, r.Timeframe, tf)
		}
		if !slices.Contains(r.Pairs, t.Pair) {
			r.Pairs = append(r.Pairs, t.Pair)
		}
		r.Futures = r.Futures || t.Short || t.Leverage != 1
		r.Trades = append(r.Trades, t)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	var out []*Result
	for _, r := range byName {
		slices.Sort(r.Pairs)
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *Result) int { return cmp.Compare(a.Strategy, b.Strategy) })
	return out, nil
}

// columns are those of the table of trades.
func columns(db *sql.DB) (map[string]bool, error) {
	rows, err := db.Query("SELECT name FROM pragma_table_info('trades')")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	has := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		has[name] = true
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, name := range []string{"pair", "is_open", "open_date", "close_date", "open_rate", "close_rate", "close_profit_abs"} {
		if !has[name] {
			return nil, fmt.Errorf("no column %s in a table trades: expected the database of a freqtrade bot", name)
		}
	}
	return has, nil
}

// wanted are the columns in the order of scanTrade, older names behind newer ones,
// and what stands for one that is not there.
var wanted = []struct{ names, absent string }{
	{"pair", "''"},
	{"strategy", "''"},
	{"stake_currency", "''"},
	{"timeframe ticker_interval", "NULL"},
	{"open_date", "''"},
	{"close_date", "''"},
	{"enter_tag buy_tag", "''"},
	{"exit_reason sell_reason", "''"},
	{"open_rate", "0"},
	{"close_rate", "0"},
	{"amount", "0"},
	{"stake_amount", "0"},
	{"fee_open", "0"},
	{"fee_close", "0"},
	{"close_profit_abs", "NULL"},
	{"close_profit", "NULL"},
	{"funding_fees", "0"},
	{"min_rate", "0"},
	{"max_rate", "0"},
	{"stop_loss", "0"},
	{"leverage", "1"},
	{"is_short", "0"},
}

func selection(has map[string]bool) string {
	var parts []string
	for _, w := range wanted {
		part := w.absent
		for _, name := range strings.Fields(w.names) {
			if has[name] {
				part = fmt.Sprintf("coalesce(%s, %s)", name, w.absent)
				break
			}
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

func scanTrade(rows *sql.Rows) (t Trade, strategy, currency string, minutes int64, err error) {
	var timeframe sql.NullInt64
	var open, closed string
	var profit, ratio sql.NullFloat64
	err = rows.Scan(&t.Pair, &strategy, &currency, &timeframe, &open, &closed, &t.EnterTag, &t.ExitReason,
		&t.OpenRate, &t.CloseRate, &t.Amount, &t.Stake, &t.FeeOpen, &t.FeeClose, &profit, &ratio, &t.Funding,
		&t.MinRate, &t.MaxRate, &t.Stop, &t.Leverage, &t.Short)
	if err != nil {
		return t, "", "", 0, err
	}
	t.ProfitAbs, t.ProfitRatio = math.NaN(), math.NaN()
	if profit.Valid {
		t.ProfitAbs = profit.Float64
	}
	if ratio.Valid {
		t.ProfitRatio = ratio.Float64
	}
	if t.Open, err = data.ParseInstant(open); err != nil {
		return t, "", "", 0, fmt.Errorf("open_date: %w", err)
	}
	if t.Close, err = data.ParseInstant(closed); err != nil {
		return t, "", "", 0, fmt.Errorf("close_date: %w", err)
	}
	if timeframe.Int64 <= 0 {
		return t, "", "", 0, fmt.Errorf("%s opened %s: no timeframe", t.Pair, t.Open)
	}
	return t, strategy, currency, timeframe.Int64, t.check()
}
