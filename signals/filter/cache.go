package filter

import (
	"slices"
	"strings"
	"sync"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals"
)

// A Cache opens filters and replays engines once each, for studies whose strategies
// have filters of their own. It may be used by several goroutines. The zero value is
// ready.
type Cache struct {
	mu      sync.Mutex
	filters map[string]*Filter
	tracks  map[replay]*sharedTrack
}

// replay is what a track depends on.
type replay struct {
	tape   *data.Tape
	config signals.Config // without its name
}

type sharedTrack struct {
	once sync.Once
	*signals.Track
}

// Open is Parse and Spec.Open. Equal words give the same Filter, whose
// files are read once. What could not be opened is tried again each time.
func (c *Cache) Open(spec string, set ...string) (*Filter, error) {
	key := strings.Join(append([]string{spec}, set...), "\x00")
	c.mu.Lock()
	defer c.mu.Unlock()
	if f := c.filters[key]; f != nil {
		return f, nil
	}
	parsed, err := Parse(spec, slices.Clone(set)...)
	if err != nil {
		return nil, err
	}
	f, err := parsed.Open()
	if err != nil {
		return nil, err
	}
	if c.filters == nil {
		c.filters = map[string]*Filter{}
	}
	c.filters[key] = f
	return f, nil
}

// Replay is f.Replay of a tape. Filters whose profiles differ in nothing but their
// names share the answers.
func (c *Cache) Replay(f *Filter, t *data.Tape) *signals.Track {
	if !f.Engine() {
		return nil
	}
	key := replay{t, f.Config}
	key.config.Name = ""
	c.mu.Lock()
	if c.tracks == nil {
		c.tracks = map[replay]*sharedTrack{}
	}
	shared := c.tracks[key]
	if shared == nil {
		shared = &sharedTrack{}
		c.tracks[key] = shared
	}
	c.mu.Unlock()
	shared.once.Do(func() { shared.Track = signals.Replay(t, f.Config) })
	track := *shared.Track
	track.Config = f.Config
	return &track
}
