package signalfile

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/remora-bt/remora-bt/report/table"
	"github.com/remora-bt/remora-bt/signals"
)

// CSV writes what the engine said, a row a candle, one stretch after
// the other. Numbers are in full precision, booleans True and False, times as
// 2022-05-12 10:00:00 in UTC, and what is not known is empty.
func CSV(w io.Writer, stretches []signals.Stretch) error {
	out := bufio.NewWriterSize(w, 1<<20)
	out.WriteString(strings.Join(signalNames, ","))
	out.WriteByte('\n')
	for _, s := range stretches {
		var last *signals.Said
		var tail []byte
		for row := s.From; row < s.To; row++ {
			if a := s.Track.Said(row); a != last {
				r := answerRow(s.Track, row)
				last, tail = a, r.appendTail(tail[:0])
			}
			out.WriteString(s.Track.Open(row).String())
			out.Write(tail)
		}
	}
	return out.Flush()
}

// quoted is a text as a cell of CSV: what the profile says of a calendar rule may hold
// anything that prints.
func quoted(s string) string {
	if s = table.Guarded(s); strings.ContainsAny(s, "\",") {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// appendTail appends the row behind its time.
func (r *signalRow) appendTail(b []byte) []byte {
	word := func(s string) { b = append(append(b, ','), s...) }
	number := func(vs ...*float64) {
		for _, v := range vs {
			b = append(b, ',')
			if v != nil {
				b = strconv.AppendFloat(b, *v, 'g', -1, 64)
			}
		}
	}
	truth := func(v bool) {
		if v {
			word("True")
		} else {
			word("False")
		}
	}
	word(r.Pair)
	number(r.RiskScore)
	truth(r.Safe)
	word(r.Regime)
	number(r.Volatility)
	word(r.VolClass)
	number(&r.Confidence, r.VIX, r.DXY, r.FearGreed, r.Funding, r.Dominance, r.OpenInterest, r.Liquidations, r.News)
	word(r.RiskClass)
	word(r.Trend)
	word(r.Momentum)
	word(r.Recommendation)
	word(quoted(r.BlockedBy))
	truth(r.Unsure)
	word(r.Stale)
	number(r.RiskVolatility, r.RiskRegime, r.RiskTrend, r.RiskMomentum, r.RiskExternal)
	number(r.ADX, r.RSI, r.DayReturn, r.DailyClose, r.DailyMean, r.DollarChange)
	return append(b, '\n')
}
