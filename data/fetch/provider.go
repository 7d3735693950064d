package fetch

import (
	"fmt"
	"net/url"
	"os"
	"strings"
)

// A provider is a service on the network.
type provider struct {
	name   string // as in messages
	mirror string // REMORA_MIRROR_ and this names the variable that replaces base
	base   string
	often  float64 // requests a second
}

// The providers. None of them was reached where this was written: their shapes are
// those of their documentation.
var (
	binanceArchive = provider{"the Binance archive", "BINANCE_ARCHIVE", "https://data.binance.vision", 20}
	binanceSpot    = provider{"Binance", "BINANCE", "https://data-api.binance.vision", 10}
	binanceFutures = provider{"Binance futures", "BINANCE_FUTURES", "https://fapi.binance.com", 1.5} // 500 in 5 minutes
	alternative    = provider{"alternative.me", "ALTERNATIVE", "https://api.alternative.me", 1}
	cboe           = provider{"Cboe", "CBOE", "https://cdn.cboe.com", 1}
	fred           = provider{"FRED", "FRED", "https://fred.stlouisfed.org", 1}
	coinGecko      = provider{"CoinGecko", "COINGECKO", "https://api.coingecko.com", 0.4}
)

// providers are all of them, for the list of mirrors in help texts.
var providers = []provider{binanceArchive, binanceSpot, binanceFutures, alternative, cboe, fred, coinGecko}

// Mirrors are the environment variables that replace a provider's address.
func Mirrors() []string {
	out := make([]string, len(providers))
	for i, p := range providers {
		out[i] = "REMORA_MIRROR_" + p.mirror
	}
	return out
}

// address is where a provider's path is asked for: at its mirror, if the
// environment names one.
func (c *client) address(p provider, path string) (string, error) {
	getenv := c.o.Getenv
	if getenv == nil {
		getenv = os.Getenv
	}
	name := "REMORA_MIRROR_" + p.mirror
	base := getenv(name)
	if base == "" {
		return p.base + path, nil
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Errorf("%s %q: expected an address as https://mirror.example/binance", name, base)
	}
	return strings.TrimSuffix(base, "/") + path, nil
}
