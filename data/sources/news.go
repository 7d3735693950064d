package sources

import "github.com/remora-bt/remora-bt/data"

// news is the mean score of a day's bitcoin news as some model judged them, -1 to
// 1. A day without items has no value.
var news = Source{
	Series: data.NewsSentiment, Unit: "score, -1 to 1",
	Lag:    "00:00 UTC after its day; at its time if it is not stamped midnight",
	MaxAge: 48 * data.Hour,

	known: func(event data.Instant) data.Instant {
		if event == event.Day() {
			return event.Add(data.Day)
		}
		return event
	},
	files: []string{"news"}, event: times, value: []string{"score_mean", "news_sentiment", "value"},
}
