package freqtrade

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/remora-bt/remora-bt/internal/inputs"
)

// Limits of what is read of a file, in bytes.
const (
	mostResult = 4 << 30 // the statistics with all trades, unpacked
	mostText   = 16 << 20
)

// ReadResults reads the strategies of a backtest's export: the zip that freqtrade
// writes since 2025, or the bare .json of the years before; or the closed trades of
// a bot's database. Nothing is unpacked to disk. Errors name the file and the member.
func ReadResults(file string) ([]*Result, error) {
	f, size, err := inputs.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var magic [len(databaseMagic)]byte
	n, err := io.ReadFull(f, magic[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if string(magic[:n]) == databaseMagic {
		return readDatabase(file)
	}
	if strings.HasPrefix(string(magic[:n]), "PK\x03\x04") || strings.HasSuffix(file, ".zip") {
		return readZip(file, f, size)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if size > mostResult {
		return nil, fmt.Errorf("%s: %d bytes: expected at most 4 GiB", file, size)
	}
	return decode(f, file)
}

// readZip reads the one result of a zip, with the configuration and the sources
// beside it.
func readZip(file string, f io.ReaderAt, size int64) ([]*Result, error) {
	z, err := zip.NewReader(f, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	stem := ""
	for _, m := range z.File {
		if base, ok := strings.CutSuffix(m.Name, "_config.json"); ok && plain(m) {
			stem = base
		}
	}
	var stats []*zip.File
	for _, m := range z.File {
		if strings.HasSuffix(m.Name, ".json") && plain(m) && (stem == "" || m.Name == stem+".json") {
			stats = append(stats, m)
		}
	}
	switch {
	case len(stats) == 0:
		return nil, fmt.Errorf("%s: no backtest result: expected a member NAME.json in it", file)
	case len(stats) > 1:
		return nil, fmt.Errorf("%s: members %q and %q: expected one backtest result", file, stats[0].Name, stats[1].Name)
	}
	place := fmt.Sprintf("%s: %q", file, stats[0].Name)
	if stats[0].UncompressedSize64 > mostResult {
		return nil, fmt.Errorf("%s: %d bytes: expected at most 4 GiB", place, stats[0].UncompressedSize64)
	}
	r, err := stats[0].Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", place, err)
	}
	defer r.Close()
	out, err := decode(r, place)
	if err != nil {
		return nil, err
	}
	stem = strings.TrimSuffix(stats[0].Name, ".json")
	config, err := member(file, z, stem+"_config.json")
	if err != nil {
		return nil, err
	}
	for _, res := range out {
		res.Config = config
		code, err := member(file, z, stem+"_"+res.Strategy+".py")
		if err != nil {
			return nil, err
		}
		res.Code = string(code)
	}
	return out, nil
}

// plain reports whether a member lies at the top and has a name that a message
// can show: freqtrade writes no others.
func plain(m *zip.File) bool {
	return path.Base(m.Name) == m.Name && !strings.ContainsAny(m.Name, "\\\x00") && m.Mode().IsRegular()
}

// member returns a text of the zip, nil if it is not there.
func member(file string, z *zip.Reader, name string) ([]byte, error) {
	for _, m := range z.File {
		if m.Name != name || !plain(m) {
			continue
		}
		r, err := m.Open()
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", file, name, err)
		}
		defer r.Close()
		text, err := io.ReadAll(io.LimitReader(r, mostText+1))
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", file, name, err)
		}
		if len(text) > mostText {
			return nil, fmt.Errorf("%s: %q: more than 16 MiB", file, name)
		}
		return text, nil
	}
	return nil, nil
}
