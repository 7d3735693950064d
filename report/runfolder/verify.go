package runfolder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/report"
)

// A Fault is one thing in which a folder differs from its manifest.
type Fault struct {
	Side string `json:"side"` // input, output or manifest
	Path string `json:"path"`
	What string `json:"what"`
}

func (f Fault) String() string { return fmt.Sprintf("%s %s: %s", f.Side, Quoted(f.Path), f.What) }

// A Check is what Verify looked at.
type Check struct {
	Manifest report.Manifest `json:"-"`
	Inputs   int             `json:"inputs"`
	Outputs  int             `json:"outputs"`
	Faults   []Fault         `json:"faults"`
}

// Verify hashes inputs and outputs again and looks for files that the manifest does
// not list. Inputs are found by the paths that the run was given, from the present
// folder; they are left out unless asked for. An error means that nothing could be
// verified.
func Verify(ctx context.Context, dir string, inputs bool) (*Check, error) {
	r, err := openRoot(dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	c := &Check{Faults: []Fault{}}
	if c.Manifest, err = r.manifest(); err != nil {
		return nil, err
	}
	c.config()
	if inputs {
		for _, d := range c.Manifest.Inputs {
			c.Inputs++
			c.digest(ctx, "input", d, openInput)
		}
	}
	seen := map[string]bool{}
	for _, d := range c.Manifest.Outputs {
		c.Outputs++
		if why := unsafe(d.Path, seen); why != "" {
			c.fault("output", d.Path, why+"; not read")
		} else {
			c.digest(ctx, "output", d, r.open)
		}
		seen[d.Path] = true
	}
	if err := c.foreign(ctx, r, seen); err != nil {
		return nil, err
	}
	return c, context.Cause(ctx)
}

func (c *Check) fault(side, path, what string) {
	c.Faults = append(c.Faults, Fault{side, path, what})
}

// config holds the study in the manifest against its own hash.
func (c *Check) config() {
	var compact bytes.Buffer
	if err := json.Compact(&compact, c.Manifest.Config); err != nil {
		c.fault("manifest", "config", "damaged: "+err.Error())
		return
	}
	if sum := sha256.Sum256(compact.Bytes()); hex.EncodeToString(sum[:]) != c.Manifest.ConfigSHA256 {
		c.fault("manifest", "config", "changed: its SHA-256 is not config_sha256")
	}
}

// openInput opens a file of the user's, who may have linked it.
func openInput(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if what := kind(info.Mode()); what != "" {
		return nil, 0, fmt.Errorf("is %s, expected a file", what)
	}
	f, err := os.Open(path)
	return f, info.Size(), err
}

// digest holds one file against what the manifest says of it. A file of another
// size is not read.
func (c *Check) digest(ctx context.Context, side string, d formats.Digest, open func(string) (*os.File, int64, error)) {
	f, size, err := open(d.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.fault(side, d.Path, "missing")
		return
	case err != nil:
		c.fault(side, d.Path, bare(err).Error())
		return
	}
	defer f.Close()
	if size != d.Bytes {
		c.fault(side, d.Path, sizeFault(size, d.Bytes))
		return
	}
	h := sha256.New()
	if _, err := io.Copy(h, &patient{ctx, io.LimitReader(f, size)}); err != nil {
		c.fault(side, d.Path, bare(err).Error())
		return
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != strings.ToLower(d.SHA256) {
		c.fault(side, d.Path, "changed: its SHA-256 is not the manifest's")
	}
}

// A patient reader ends with its context.
type patient struct {
	ctx  context.Context
	from io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := context.Cause(p.ctx); err != nil {
		return 0, err
	}
	return p.from.Read(b)
}

// foreign finds what the manifest does not list. Links are named, never followed.
func (c *Check) foreign(ctx context.Context, r *root, listed map[string]bool) error {
	var found []Fault
	err := fs.WalkDir(r.FS(), ".", func(path string, e fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		switch {
		case err != nil:
			return fmt.Errorf("%s: %w", r.name(path), bare(err))
		case e.IsDir() || path == ManifestFile || listed[path]:
			return nil
		}
		what := "foreign: the manifest does not list it"
		if k := kind(e.Type()); k != "" {
			what = "foreign: " + k + " that the manifest does not list"
		}
		found = append(found, Fault{"output", filepath.ToSlash(path), what})
		return nil
	})
	slices.SortFunc(found, func(a, b Fault) int { return strings.Compare(a.Path, b.Path) })
	c.Faults = append(c.Faults, found...)
	return err
}
