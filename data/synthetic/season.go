package synthetic

import "github.com/remora-bt/remora-bt/data"

// The hours of the day (UTC) differ: Asia's night is quiet and New York's morning
// is not. The ratios to the daily mean are rounded from Binance BTC/USDT in 2023
// and 2024.
var (
	hourVariance = [24]float64{
		1.01, 1.00, 0.84, 0.56, 0.50, 0.50, 0.59, 0.54, 0.65, 0.59, 0.58, 0.59,
		1.13, 1.46, 1.92, 1.57, 1.36, 1.30, 1.18, 1.22, 1.31, 1.30, 1.24, 0.70,
	}
	hourTurnover = [24]float64{
		0.93, 0.93, 0.85, 0.74, 0.67, 0.68, 0.73, 0.85, 0.89, 0.86, 0.84, 0.85,
		1.08, 1.30, 1.66, 1.65, 1.43, 1.21, 1.15, 1.17, 1.11, 0.85, 0.79, 0.79,
	}
)

// Saturdays and Sundays against the other days.
const (
	weekendVariance = 0.42
	weekendTurnover = 0.54
)

// A season is the ratio of each step of the week, Monday first, to the weekly mean.
type season []float64

func newSeason(hours [24]float64, weekend float64, step data.Timeframe) season {
	s := make(season, int(data.Week/step))
	sum := 0.0
	for i := range s {
		at := data.Timeframe(i) * step
		h := int(at % data.Day / data.Hour)
		// Linear from the middle of one hour to the middle of the next.
		w := float64(at%data.Hour)/float64(data.Hour) - 0.5
		v := float64(hours[h]*(1-w)) + float64(hours[(h+1)%24]*w)
		if w < 0 {
			v = float64(hours[h]*(1+w)) - float64(hours[(h+23)%24]*w)
		}
		if at >= 5*data.Day {
			v = float64(v * weekend)
		}
		s[i] = v
		sum += v
	}
	for i := range s {
		s[i] *= float64(len(s)) / sum
	}
	return s
}

// monday is 1970-01-05, the first Monday of the epoch.
const monday = 4 * data.Instant(data.Day)

// stepOfWeek is the index into a season of a step that opens at t.
func stepOfWeek(t data.Instant, step data.Timeframe) int {
	return int((t - monday) % data.Instant(data.Week) / data.Instant(step))
}
