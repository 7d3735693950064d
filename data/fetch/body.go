package fetch

import (
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// patiently copies a body and gives up where no byte comes for a while.
func (c *client) patiently(w io.Writer, resp *http.Response, most int64) (int64, error) {
	var stalled atomic.Bool
	timer := time.AfterFunc(c.wait(stall), func() { stalled.Store(true); resp.Body.Close() })
	defer timer.Stop()
	body := &alive{r: io.LimitReader(resp.Body, most+1), timer: timer, wait: c.wait(stall)}
	n, err := io.Copy(w, body)
	switch {
	case stalled.Load():
		return n, fmt.Errorf("no byte came for %s", stall)
	case err == nil && n > most:
		return n, final{fmt.Errorf("the answer is longer than %d bytes", most)}
	}
	return n, err
}

// alive is a reader that puts a timer off with every read that brings something.
type alive struct {
	r     io.Reader
	timer *time.Timer
	wait  time.Duration
}

func (a *alive) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if n > 0 {
		a.timer.Reset(a.wait)
	}
	return n, err
}
