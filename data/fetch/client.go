package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/sony/gobreaker/v2"
	"golang.org/x/time/rate"
)

const (
	tries     = 6                // of one request
	firstWait = time.Second      // between tries; it doubles, with jitter, up to …
	mostWait  = 30 * time.Second // …
	patience  = 2 * time.Minute  // the longest Retry-After that is waited for
	stall     = 30 * time.Second // without a byte until a transfer is given up
	failures  = 8                // in a row until a provider is given up
	redirects = 5
)

// client asks the providers: with retries, a breaker and a pace for each of them.
type client struct {
	o        *Options
	http     *http.Client
	breakers map[string]*gobreaker.CircuitBreaker[struct{}]
	pace     map[string]*rate.Limiter

	lock  sync.Mutex
	notes []string
	last  map[string]error // by provider: how it failed last
}

// failed remembers how a provider failed.
func (c *client) failed(p provider, err error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.last[p.name] = err
}

// givenUp says why a provider is not asked any more.
func (c *client) givenUp(p provider) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	return fmt.Errorf("%s failed %d times in a row and is left alone for a minute; the last time: %w", p.name, failures, c.last[p.name])
}

// note keeps a sentence for the report.
func (c *client) note(format string, args ...any) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.notes = append(c.notes, fmt.Sprintf(format, args...))
}

func newClient(o *Options) *client {
	c := &client{o: o, breakers: map[string]*gobreaker.CircuitBreaker[struct{}]{}, pace: map[string]*rate.Limiter{}, last: map[string]error{}}
	transport := http.DefaultTransport.(*http.Transport).Clone() // HTTP_PROXY and HTTPS_PROXY are honoured
	transport.ResponseHeaderTimeout = c.wait(stall)
	c.http = &http.Client{Transport: transport, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if len(via) >= redirects {
			return final{fmt.Errorf("more than %d redirects", redirects)}
		}
		return nil
	}}
	for _, p := range providers {
		c.pace[p.name] = rate.NewLimiter(rate.Every(c.wait(time.Duration(float64(time.Second)/p.often))), atOnce)
		c.breakers[p.name] = gobreaker.NewCircuitBreaker[struct{}](gobreaker.Settings{
			Name:        p.name,
			Timeout:     c.wait(time.Minute),
			ReadyToTrip: func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= failures },
			IsSuccessful: func(err error) bool {
				return err == nil || errors.As(err, new(final)) || errors.Is(err, context.Canceled)
			},
		})
	}
	return c
}

func (c *client) wait(d time.Duration) time.Duration {
	if c.o.Wait == nil {
		return d
	}
	return c.o.Wait(d)
}

func (c *client) now() time.Time {
	if c.o.Now == nil {
		return time.Now().UTC()
	}
	return c.o.Now().UTC()
}

// final is an answer that another try would not change.
type final struct{ error }

func (f final) Unwrap() error { return f.error }

// errAbsent is the answer of a source that has no such file.
var errAbsent = errors.New("not found")

// try makes a request until it succeeds, the answer is final, or the tries are
// used up.
func (c *client) try(ctx context.Context, p provider, path string, once func(ctx context.Context, address string) error) error {
	address, err := c.address(p, path)
	if err != nil {
		return err
	}
	made := 0
	op := func() (struct{}, error) {
		made++
		if err := c.pace[p.name].Wait(ctx); err != nil {
			return struct{}{}, backoff.Permanent(err)
		}
		_, err := c.breakers[p.name].Execute(func() (struct{}, error) { return struct{}{}, once(ctx, address) })
		var later retryAfter
		switch {
		case err == nil:
		case errors.As(err, new(final)), ctx.Err() != nil:
			err = backoff.Permanent(err)
		case errors.Is(err, gobreaker.ErrOpenState), errors.Is(err, gobreaker.ErrTooManyRequests):
			return struct{}{}, backoff.Permanent(c.givenUp(p))
		case errors.As(err, &later) && later.wait > patience:
			err = backoff.Permanent(fmt.Errorf("%w; that is longer than this waits: call again then", err))
		}
		if err != nil {
			c.failed(p, err)
		}
		return struct{}{}, err
	}
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.MaxInterval = c.wait(firstWait), c.wait(mostWait)
	_, err = backoff.Retry(ctx, op, backoff.WithBackOff(b), backoff.WithMaxTries(tries), backoff.WithMaxElapsedTime(0))
	if err == nil || errors.Is(err, errAbsent) {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if made > 1 {
		return fmt.Errorf("%s: %w (%d tries)", address, err, made)
	}
	return fmt.Errorf("%s: %w", address, err)
}

// retryAfter is an answer that asks for patience.
type retryAfter struct {
	status int
	wait   time.Duration // 0: the answer does not say how long
	sleep  time.Duration // wait, or less in tests
}

// Unwrap tells the retries how long to wait.
func (r retryAfter) Unwrap() error {
	if r.wait == 0 {
		return nil
	}
	return &backoff.RetryAfterError{Duration: r.sleep}
}

func (r retryAfter) Error() string {
	if r.wait == 0 {
		return fmt.Sprintf("the server answers %d, too many requests", r.status)
	}
	return fmt.Sprintf("the server answers %d and asks to wait %s", r.status, r.wait)
}

// ask sends one GET. The caller closes the body. from > 0 asks for the rest of a file.
func (c *client) ask(ctx context.Context, address string, from int64) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, final{err}
	}
	req.Header.Set("User-Agent", "remora-bt")
	if from > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, reached(err)
	}
	if err := c.status(resp); err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}

// unreached is a provider to which there is no connection.
type unreached struct{ error }

func (u unreached) Error() string { return "cannot be reached: " + u.error.Error() }

func (u unreached) Unwrap() error { return u.error }

// reached is the error of a request without its address, which stands before it anyway.
func reached(err error) error {
	if asked := new(url.Error); errors.As(err, &asked) {
		err = asked.Err
	}
	if dial := new(net.OpError); errors.As(err, &dial) && (dial.Op == "dial" || dial.Op == "proxyconnect") {
		return unreached{err}
	}
	return err
}

// status tells what another try may mend from what it will not.
func (c *client) status(resp *http.Response) error {
	switch s := resp.StatusCode; {
	case s == http.StatusOK || s == http.StatusPartialContent || s == http.StatusRequestedRangeNotSatisfiable:
		return nil
	case s == http.StatusNotFound:
		return final{errAbsent}
	case s == http.StatusTooManyRequests || s == http.StatusTeapot || s == http.StatusServiceUnavailable:
		wait := c.asked(resp.Header.Get("Retry-After"))
		return retryAfter{s, wait, c.wait(wait)}
	case s == http.StatusUnavailableForLegalReasons:
		return final{errors.New("the server answers 451: it does not serve this country or network")}
	case s >= 500:
		return fmt.Errorf("the server answers %s", resp.Status)
	default:
		return final{fmt.Errorf("the server answers %s", resp.Status)}
	}
}

// asked reads a Retry-After, in seconds or as a date.
func (c *client) asked(text string) time.Duration {
	if n, err := strconv.Atoi(text); err == nil && n > 0 {
		return time.Duration(min(n, 1<<20)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(0, at.Sub(c.now()))
	}
	return 0
}
