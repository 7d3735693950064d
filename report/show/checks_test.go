package show

import (
	"testing"
	"time"
)

func TestSpanWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0s", 5 * time.Minute: "5m", time.Hour: "1h", 90 * time.Second: "1m 30s",
		18*24*time.Hour + 18*time.Hour + 25*time.Minute: "18d 18h 25m", 48 * time.Hour: "2d",
	} {
		if got := spanWords(d); got != want {
			t.Errorf("spanWords(%s) = %q, want %q", d, got, want)
		}
	}
}
