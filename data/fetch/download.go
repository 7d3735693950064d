package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/remora-bt/remora-bt/data/formats"
	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/place"
)

const (
	maxBody = 256 << 20 // bytes of an answer that is held in memory
	maxZip  = 1 << 30   // bytes of an archive
)

// get fetches an answer whole. check refuses what is not the answer, such as a
// page of HTML with status 200; the request is then made again.
func (c *client) get(ctx context.Context, p provider, path string, check func([]byte) error) ([]byte, error) {
	var text []byte
	err := c.try(ctx, p, path, func(ctx context.Context, address string) error {
		resp, err := c.ask(ctx, address, 0)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		var b bytes.Buffer
		n, err := c.patiently(&b, resp, maxBody)
		if err != nil {
			return err
		}
		if resp.ContentLength >= 0 && n != resp.ContentLength {
			return fmt.Errorf("the answer ends after %d of %d bytes", n, resp.ContentLength)
		}
		if err := notAPage(b.Bytes()); err != nil {
			return err
		}
		text = b.Bytes()
		return check(text)
	})
	return text, err
}

// notAPage refuses HTML, which services send instead of data when they fail.
func notAPage(text []byte) error {
	head := bytes.ToLower(bytes.TrimSpace(text[:min(len(text), 512)]))
	if bytes.HasPrefix(head, []byte("<!doctype")) || bytes.HasPrefix(head, []byte("<html")) {
		return errors.New("the answer is a web page, not data")
	}
	return nil
}

// checksum reads the sum that the archive keeps beside a file: "<sha256>  <name>".
func (c *client) checksum(ctx context.Context, p provider, path string) (string, error) {
	var sum string
	name := path[strings.LastIndex(path, "/")+1:]
	_, err := c.get(ctx, p, path+".CHECKSUM", func(text []byte) error {
		fields := strings.Fields(string(text))
		if len(fields) < 1 || len(fields) > 2 || len(fields[0]) != 2*sha256.Size || len(fields) == 2 && strings.TrimPrefix(fields[1], "*") != name {
			return fmt.Errorf("%.80q is not the checksum of %s", text, name)
		}
		sum = strings.ToLower(fields[0])
		return nil
	})
	return sum, err
}

// zip fetches a file of the archive into a folder and holds it to its checksum. A
// transfer that broke off is continued where it ended, also by a later call.
func (c *client) zip(ctx context.Context, f *folder, path string) (*File, error) {
	name := path[strings.LastIndex(path, "/")+1:]
	if err := f.mayWrite(name); err != nil {
		return nil, err
	}
	sum, err := c.checksum(ctx, binanceArchive, path)
	if err != nil {
		return nil, err
	}
	part := filepath.Join(f.dir, "."+name+".part")
	err = c.try(ctx, binanceArchive, path, func(ctx context.Context, address string) error {
		if err := c.transfer(ctx, address, part); err != nil {
			return err
		}
		got, err := formats.HashFile(part)
		if err != nil {
			return final{err}
		}
		if got != sum {
			return errors.Join(fmt.Errorf("the SHA-256 of what came is %s, expected %s", got, sum), os.Remove(part))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(part)
	if err != nil {
		return nil, err
	}
	file := &File{Name: name, URL: binanceArchive.base + path, Fetched: c.now(), Whole: true, Bytes: info.Size(), SHA256: sum}
	if err := f.announce(*file); err != nil {
		return nil, err
	}
	return file, place.Move(part, filepath.Join(f.dir, name))
}

// transfer appends to part what is missing of a file.
func (c *client) transfer(ctx context.Context, address, part string) (err error) {
	out, err := inputs.Append(part)
	if err != nil {
		return final{err}
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	have, err := out.Seek(0, io.SeekEnd)
	if err != nil {
		return final{err}
	}
	resp, err := c.ask(ctx, address, have)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if have > 0 && !continues(resp, have) {
		if _, err := out.Seek(0, io.SeekStart); err != nil {
			return final{err}
		}
		if err := out.Truncate(0); err != nil {
			return final{err}
		}
		if resp.StatusCode != http.StatusOK {
			return errors.New("the server cannot continue the file: it is fetched from its beginning")
		}
	}
	n, err := c.patiently(out, resp, maxZip)
	if err == nil && resp.ContentLength >= 0 && n != resp.ContentLength {
		err = fmt.Errorf("the file ends after %d of %d bytes", n, resp.ContentLength)
	}
	return err
}

// continues reports whether an answer goes on at byte have.
func continues(resp *http.Response, have int64) bool {
	return resp.StatusCode == http.StatusPartialContent &&
		strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", have))
}

// write puts a text that was made of answers in place under a name.
func (c *client) write(f *folder, name, url string, text []byte, whole bool) (*File, error) {
	if err := f.mayWrite(name); err != nil {
		return nil, err
	}
	path := filepath.Join(f.dir, name)
	if _, err := place.CheckFile(path); err != nil { // and away with what a kill left
		return nil, err
	}
	file := &File{Name: name, URL: url, Fetched: c.now(), Whole: whole, Bytes: int64(len(text)), SHA256: sumOf(text)}
	if err := f.announce(*file); err != nil {
		return nil, err
	}
	return file, place.File(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
