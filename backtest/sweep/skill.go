package sweep

import (
	"context"
	"math"
	"slices"

	"github.com/remora-bt/remora-bt/backtest/verdict"
	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/parallel"
	"github.com/remora-bt/remora-bt/internal/stats"
)

// horizons are how many candles ahead a score is asked about.
var horizons = [...]int{1, 12, 48, 288}

// A Skill says what a score knows of the candles that follow it, whatever is traded.
type Skill struct {
	Pair    string       `json:"pair"`
	Rows    int          `json:"rows"` // tested rows that have a score
	Values  int          `json:"distinct_scores"`
	Ahead   []Ahead      `json:"horizons"`
	Deciles []Decile     `json:"deciles"`
	From    data.Instant `json:"from"`
	To      data.Instant `json:"to"`
	Note    string       `json:"note,omitempty"`
}

// Ahead is the score against what the next candles bring. A risk score that works has
// a return IC below 0 and a volatility IC above 0.
type Ahead struct {
	Candles    int        `json:"candles"`
	Return     RankOfRank `json:"return"`
	Volatility RankOfRank `json:"volatility"`
}

// A Decile is a tenth of the rows by score, ties together.
type Decile struct {
	Decile int       `json:"decile"` // 1 the lowest scores
	Rows   int       `json:"rows"`
	Least  float64   `json:"least"`
	Most   float64   `json:"most"`
	Ahead  []Outlook `json:"horizons"`
}

// An Outlook is what follows the rows of a decile. Nothing is told of fewer than 30.
type Outlook struct {
	Candles    int      `json:"candles"`
	Return     *float64 `json:"mean_return"` // fraction, over the candles
	Error      *float64 `json:"error"`       // of the mean, days that hang together allowed for
	Volatility *float64 `json:"volatility"`  // root mean square of the candles' own returns
}

// SkillOf asks about every tested row of a tape that has a score.
func SkillOf(ctx context.Context, t *data.Tape, d Dial) (Skill, error) {
	s := Skill{Pair: t.Pair, From: t.Time(t.Warm), To: t.Time(t.Len() - 1), Ahead: []Ahead{}, Deciles: []Decile{}}
	var rows []int
	var scores []float64
	for r := t.Warm; r < t.Len(); r++ {
		if d.Risk[r] >= 0 {
			rows, scores = append(rows, r), append(scores, d.Risk[r])
		}
	}
	s.Rows = len(rows)
	if s.Rows < few {
		s.Note = "fewer than 30 rows have a score"
		return s, nil
	}
	ranks, _ := stats.Ranks(scores)
	group := make([]int, len(rows)) // decile, from 0
	for i, r := range ranks {
		group[i] = min(int((r-0.5)*10/float64(len(rows))), 9)
	}
	s.Deciles = deciles(scores, group)
	s.Values = distinct(scores)
	switch days := (s.To.Day() - s.From.Day()) / data.Instant(data.Day); {
	case s.Values == 1:
		s.Note = "the score is constant"
	case days < fewDays-1:
		s.Note = "too few days for errors, and so for more than volatility"
	}
	s.Ahead = make([]Ahead, len(horizons))
	for g := range s.Deciles {
		s.Deciles[g].Ahead = make([]Outlook, len(horizons))
	}
	squares := squaredReturns(t)
	return s, parallel.Each(ctx, len(horizons), func(k int) { s.ahead(t, k, rows, ranks, group, squares) })
}

func distinct(xs []float64) int {
	return len(slices.Compact(slices.Sorted(slices.Values(xs))))
}

func deciles(scores []float64, group []int) []Decile {
	out := make([]Decile, 10)
	for i := range out {
		out[i].Decile = i + 1
	}
	for i, g := range group {
		d := &out[g]
		if d.Rows == 0 {
			d.Least, d.Most = scores[i], scores[i]
		}
		d.Rows++
		d.Least, d.Most = min(d.Least, scores[i]), max(d.Most, scores[i])
	}
	return out
}

// squaredReturns are running sums: of the candles' squared returns before row i.
func squaredReturns(t *data.Tape) []float64 {
	c := t.Closes()
	out := make([]float64, len(c)+1)
	for i := range c {
		out[i+1] = out[i]
		if i > 0 {
			r := c[i]/c[i-1] - 1
			out[i+1] += float64(r * r)
		}
	}
	return out
}

// ahead fills in horizon k. Rows too near to the end to have one are left out.
func (s *Skill) ahead(t *data.Tape, k int, rows []int, ranks []float64, group []int, squares []float64) {
	h, n := horizons[k], len(rows)
	for n > 0 && rows[n-1]+h >= t.Len() {
		n--
	}
	gain, swing := make([]float64, n), make([]float64, n)
	day := make([]int, n)
	c := t.Closes()
	for i, r := range rows[:n] {
		gain[i] = c[r+h]/c[r] - 1
		swing[i] = math.Sqrt(max(0, squares[r+h+1]-squares[r+1]) / float64(h))
		day[i] = int((t.Time(r).Day() - t.Time(t.Warm).Day()) / data.Instant(data.Day))
	}
	if n < len(ranks) && n > 0 {
		ranks, _ = stats.Ranks(ranks[:n])
	}
	s.Ahead[k] = Ahead{h, rankOfRank(ranks[:n], gain, day), rankOfRank(ranks[:n], swing, day)}
	for g := range s.Deciles {
		s.Deciles[g].Ahead[k] = outlook(h, g, group[:n], gain, swing, day)
	}
}

func outlook(h, g int, group []int, gain, swing []float64, day []int) Outlook {
	o := Outlook{Candles: h}
	xs, days := make([]float64, 0, len(group)/8), make([]int, 0, len(group)/8)
	var square float64
	for i, k := range group {
		if k == g {
			xs, days = append(xs, gain[i]), append(days, day[i])
			square += float64(swing[i] * swing[i])
		}
	}
	if len(xs) < few {
		return o
	}
	var sum float64
	for _, x := range xs {
		sum += x
	}
	o.Volatility = verdict.Number(math.Sqrt(square/float64(len(xs))), true)
	if e, ok := meanError(xs, days); ok {
		o.Return, o.Error = verdict.Number(sum/float64(len(xs)), true), &e
	}
	return o
}
