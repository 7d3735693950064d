package formats

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/remora-bt/remora-bt/data"
)

// missing says which names were looked for and what is there instead.
func (d *Dir) missing(pair string, tf data.Timeframe) error {
	tried := make([]string, 0, len(kinds()))
	for _, k := range kinds()[:len(kinds())-1] {
		tried = append(tried, "."+k.ext)
	}
	err := fmt.Errorf("no %s candles of %s: looked in that folder for %s-%s%s and %s-%s-YYYY-MM[-DD].zip",
		tf, pair, fileName(pair), tf, strings.Join(tried, ", "), Symbol(pair), tf)
	if strings.Contains(pair, ":") {
		err = fmt.Errorf("no %s candles of %s, which are futures: looked in that folder and in %s below it, where freqtrade keeps them, for %s-%s-%s%s",
			tf, pair, futures, fileName(pair), tf, futures, strings.Join(tried, ", "))
	}
	if len(d.entries) == 0 {
		return fmt.Errorf("%w; %w", err, d.empty())
	}
	return fmt.Errorf("%w; it holds %s%s", err, d.held(), d.oddities())
}

// holds names what the folder holds, of much the first.
func (d *Dir) holds() string {
	const most = 20
	seen := map[string]bool{}
	var have []string
	for _, e := range d.entries {
		text := e.Pair + " " + e.Timeframe.String()
		if e.Kind != "" {
			text += " (" + e.Kind + ")"
		}
		if !seen[text] {
			seen[text] = true
			have = append(have, text)
		}
	}
	if len(have) > most {
		have = append(have[:most], fmt.Sprintf("and %d more", len(have)-most))
	}
	return strings.Join(have, ", ")
}

// empty points to a folder below that does hold candles, as the folder of an
// exchange does below freqtrade's user_data/data.
func (d *Dir) empty() error {
	for _, glob := range []string{"*", "data/*"} {
		subs, _ := filepath.Glob(filepath.Join(d.path, glob)) // fails on a malformed pattern only, and then finds none
		for _, sub := range subs {
			other := Dir{path: sub}
			if err := other.scan(sub, false); err == nil && len(other.entries) > 0 {
				return fmt.Errorf("it holds no candle files, but %s does", sub)
			}
		}
	}
	return fmt.Errorf("it holds no candle files%s", d.oddities())
}

// oddities names the files that cannot be candles in spite of their names.
func (d *Dir) oddities() string {
	const most = 3
	switch n := len(d.odd); {
	case n == 0:
		return ""
	case n > most:
		return fmt.Sprintf("; %s, and %d more like that", strings.Join(d.odd[:most], ", "), n-most)
	default:
		return "; " + strings.Join(d.odd, ", ")
	}
}
