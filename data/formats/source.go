package formats

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/internal/inputs"
)

// A Source is where candles came from.
type Source struct {
	Pair      string
	Timeframe data.Timeframe
	Format    string
	Files     []File
	Made      *data.Resampling // what the candles were made of; nil if the files have them
	Unused    []string         // files of the same candles in formats that come after this one
}

func (s Source) paths() []string {
	paths := make([]string, len(s.Files))
	for i, f := range s.Files {
		paths[i] = f.Path
	}
	return paths
}

// HashFile returns the SHA-256 of a file in hex.
func HashFile(path string) (string, error) {
	f, _, err := inputs.Open(path)
	if err != nil {
		return "", Fault{err}
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, bufio.NewReaderSize(f, 1<<20)); err != nil {
		return "", fault(path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// A Digest identifies a file's content.
type Digest struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// DigestOf reads a file whole.
func DigestOf(path string) (Digest, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Digest{}, err
	}
	sum, err := HashFile(path)
	return Digest{path, info.Size(), sum}, err
}
