package freqtrade

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // SQLite without cgo

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// openDatabase opens a file for reading. Settled tells, once it has been read, whether
// what was read is of one state.
//
// In write-ahead mode SQLite makes files beside the database, even for a reader, and
// leaves them. Where a bot has it open they are there, and are shared. Where they are
// not nobody writes, and the database is read as it lies there. A copy that was made
// with its -wal alone is read in a folder of its own, see apart.
func openDatabase(file string) (db *sql.DB, settled func() bool, err error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, nil, err
	}
	query := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(10000)", "query_only(1)"}}
	settled = func() bool { return true }
	ahead, err := writesAhead(path)
	if err != nil {
		return nil, nil, err
	}
	if ahead && !exists(path+"-wal") {
		before, err := os.Stat(path)
		if err != nil {
			return nil, nil, err
		}
		settled = func() bool {
			after, err := os.Stat(path)
			return err == nil && !exists(path+"-wal") && after.Size() == before.Size() && after.ModTime().Equal(before.ModTime())
		}
		query.Set("immutable", "1")
	}
	uri := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	if db, err = sql.Open("sqlite", uri.String()); err != nil {
		return nil, nil, err
	}
	return db, settled, nil
}

// apart copies a database whose last commits are in a -wal that nobody has open to a
// folder of its own, where they can be read; any other stays where it is.
func apart(file string) (path string, remove func(), err error) {
	if !exists(file+"-wal") || exists(file+"-shm") {
		return file, func() {}, nil
	}
	dir, err := os.MkdirTemp("", "remora-bt-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) } // nothing is lost with it
	path = filepath.Join(dir, "copy.sqlite")
	for _, ending := range []string{"", "-wal"} {
		if err = copyFile(path+ending, file+ending); err != nil {
			remove()
			return "", nil, err
		}
	}
	return path, remove, nil
}

func copyFile(to, from string) error {
	in, _, err := inputs.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// writesAhead reports whether a database is in write-ahead mode: byte 19 of its header,
// the version that a reader must know, is 2.
func writesAhead(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	var header [20]byte
	if _, err := io.ReadFull(f, header[:]); err != nil {
		return false, fmt.Errorf("the header of the database: %w", err)
	}
	return header[19] == 2, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
