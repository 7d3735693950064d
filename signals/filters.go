package signals

import (
	"slices"
	"strings"
	"sync"

	"github.com/remora-bt/remora-bt/data"
)

// Filters opens filters and replays engines once each, for studies whose strategies
// have filters of their own. It may be used by several goroutines. The zero value is
// ready.
type Filters struct {
	mu      sync.Mutex
	filters map[string]*Filter
	tracks  map[replay]*sharedTrack
}

// replay is what a track depends on.
type replay struct {
	tape   *data.Tape
	config Config // without its name
}

type sharedTrack struct {
	once sync.Once
	*Track
}

// Open is ParseFilter and FilterSpec.Open. Equal words give the same Filter, whose
// files are read once. What could not be opened is tried again each time.
func (fs *Filters) Open(spec string, set ...string) (*Filter, error) {
	key := strings.Join(append([]string{spec}, set...), "\x00")
	fs.mu.Lock()
	defer fs.mu.Unlock()
	if f := fs.filters[key]; f != nil {
		return f, nil
	}
	parsed, err := ParseFilter(spec, slices.Clone(set)...)
	if err != nil {
		return nil, err
	}
	f, err := parsed.Open()
	if err != nil {
		return nil, err
	}
	if fs.filters == nil {
		fs.filters = map[string]*Filter{}
	}
	fs.filters[key] = f
	return f, nil
}

// Replay is f.Replay of a tape. Filters whose profiles differ in nothing but their
// names share the answers.
func (fs *Filters) Replay(f *Filter, t *data.Tape) *Track {
	if !f.Engine() {
		return nil
	}
	key := replay{t, f.Config}
	key.config.Name = ""
	fs.mu.Lock()
	if fs.tracks == nil {
		fs.tracks = map[replay]*sharedTrack{}
	}
	shared := fs.tracks[key]
	if shared == nil {
		shared = &sharedTrack{}
		fs.tracks[key] = shared
	}
	fs.mu.Unlock()
	shared.once.Do(func() { shared.Track = Replay(t, f.Config) })
	track := *shared.Track
	track.Config = f.Config
	return &track
}
