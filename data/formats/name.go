package formats

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// A Name is what the name of a candle file says of it.
type Name struct {
	Pair      string // "BTC/USDT", futures "BTC/USDT:USDT"
	Timeframe data.Timeframe
	Format    string // the extension, without its dot
	Period    string // of the Binance archive: "2024-01" or "2024-01-05"
	Kind      string // of futures: "futures", "mark", "index", "funding_rate"

	base string // what stands for the pair in the name
}

var (
	freqtradeName = regexp.MustCompile(`^([A-Za-z0-9_-]+?)-([0-9]+[a-zA-Z]{1,2})(?:-([a-z_]+))?$`)
	archiveName   = regexp.MustCompile(`^([A-Z0-9]+)-([0-9]+[a-zA-Z]{1,2})-([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)$`)
)

// ParseName reads a name of freqtrade's form, BTC_USDT-5m.feather, or of the
// Binance archive's, BTCUSDT-5m-2024-01.zip. ok is false for any other.
func ParseName(path string) (n Name, ok bool) {
	stem := filepath.Base(path)
	for _, k := range kinds() {
		if rest, found := strings.CutSuffix(stem, "."+k.ext); found {
			stem, n.Format = rest, k.ext
			break
		}
	}
	if n.Format == "" {
		return n, false
	}
	var err error
	if m := archiveName.FindStringSubmatch(stem); m != nil {
		n.base, n.Period = m[1], m[3]
		n.Pair = splitSymbol(m[1])
		n.Timeframe, err = data.ParseTimeframe(m[2])
		return n, err == nil
	}
	m := freqtradeName.FindStringSubmatch(stem)
	if m == nil {
		return n, false
	}
	n.base, n.Kind = m[1], m[3]
	n.Pair = strings.Replace(strings.Replace(m[1], "_", "/", 1), "_", ":", 1)
	n.Timeframe, err = data.ParseTimeframe(m[2])
	return n, err == nil
}

// names reports whether the file is of the pair's candles, of futures if it is one. Neither form of
// name can be turned back into a pair with certainty, so the pair is turned into
// names.
func (n Name) names(pair string, tf data.Timeframe) bool {
	kind := ""
	if strings.Contains(pair, ":") {
		kind = futures
	}
	if n.Timeframe != tf || n.Kind != kind {
		return false
	}
	if n.Period != "" {
		return n.base == Symbol(pair)
	}
	return n.base == fileName(pair)
}

// FileName is the name that freqtrade gives to a file of spot candles.
func FileName(pair string, tf data.Timeframe, format string) string {
	return fileName(pair) + "-" + tf.String() + "." + format
}

// fileName is what freqtrade writes for a pair in a file's name.
func fileName(pair string) string {
	return underscores.Replace(pair)
}

var underscores = strings.NewReplacer("/", "_", " ", "_", ".", "_", "@", "_", "$", "_", "+", "_", ":", "_")

// Symbol is what the exchange calls a pair: BTCUSDT.
func Symbol(pair string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(pair))
}

// quotes are the assets that spot markets of Binance are quoted in, longest first
// where one ends with another.
var quotes = []string{
	"FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "USD1", "USDS", "DAI", "PAX", "BIDR", "IDRT",
	"BTC", "ETH", "BNB", "XRP", "TRX", "DOGE", "DOT", "SOL",
	"EUR", "TRY", "BRL", "GBP", "AUD", "RUB", "UAH", "NGN", "ZAR", "JPY", "PLN", "RON", "ARS", "MXN", "COP", "CZK", "KZT", "VAI",
}

// splitSymbol puts the slash into BTCUSDT, or returns the symbol if it does not
// end with a known quote.
func splitSymbol(s string) string {
	i := slices.IndexFunc(quotes, func(q string) bool { return len(s) > len(q) && strings.HasSuffix(s, q) })
	if i < 0 {
		return s
	}
	return strings.TrimSuffix(s, quotes[i]) + "/" + quotes[i]
}
