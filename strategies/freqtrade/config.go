package freqtrade

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
)

// A Config is one or several configuration files merged as freqtrade merges them.
// Numbers are json.Number.
type Config map[string]any

// mostConfig is the most bytes of a configuration file, mostNested how far files
// may name further files.
const (
	mostConfig = 1 << 20
	mostNested = 5
)

// ReadConfig reads configuration files, which may have comments and trailing
// commas. A later file overrides the ones before it key by key, in objects within
// objects too; lists are replaced. What a file names under add_config_files is
// sought beside it, and it overrides what these say.
func ReadConfig(files []string, read func(name string) ([]byte, error)) (Config, error) {
	return readConfig(files, read, 0)
}

func readConfig(files []string, read func(name string) ([]byte, error), level int) (Config, error) {
	if level > mostNested {
		return nil, fmt.Errorf("%s: add_config_files: files that name files more than %d deep: do they name each other?", files[0], mostNested)
	}
	out := Config{}
	for _, file := range files {
		text, err := read(file)
		if err != nil {
			return nil, err
		}
		c, err := parseConfig(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if more, ok := c["add_config_files"]; ok {
			names, err := beside(file, more)
			if err != nil {
				return nil, err
			}
			sub, err := readConfig(names, read, level+1)
			if err != nil {
				return nil, err
			}
			merge(sub, c)
			c = sub
		}
		merge(out, c)
	}
	delete(out, "add_config_files")
	return out, nil
}

// beside are the names of files as they lie beside another.
func beside(file string, list any) ([]string, error) {
	names, ok := list.([]any)
	if !ok {
		return nil, fmt.Errorf("%s: add_config_files: expected a list of files", file)
	}
	var out []string
	for _, n := range names {
		name, ok := n.(string)
		if !ok {
			return nil, fmt.Errorf("%s: add_config_files: %v: expected a file", file, n)
		}
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(file), name)
		}
		out = append(out, name)
	}
	return out, nil
}

// merge puts the values of from into to.
func merge(to, from map[string]any) {
	for key, v := range from {
		if part, ok := v.(map[string]any); ok {
			if kept, ok := to[key].(map[string]any); ok {
				merge(kept, part)
				continue
			}
			v = maps.Clone(part)
		}
		to[key] = v
	}
}

func parseConfig(text []byte) (Config, error) {
	if len(text) > mostConfig {
		return nil, fmt.Errorf("%d bytes: expected a configuration of at most 1 MiB", len(text))
	}
	d := json.NewDecoder(bytes.NewReader(strict(text)))
	d.UseNumber()
	var c map[string]any
	if err := d.Decode(&c); err != nil {
		var bad *json.SyntaxError
		if errors.As(err, &bad) {
			return nil, fmt.Errorf("line %d: %w", 1+bytes.Count(text[:min(bad.Offset, int64(len(text)))], []byte("\n")), err)
		}
		return nil, InJSON(err)
	}
	if c == nil {
		return nil, errors.New("null: expected an object")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("text after the end of the configuration")
	}
	return c, nil
}

// strict blanks out comments and commas before a closing bracket; what is left
// stays where it was.
func strict(text []byte) []byte {
	out := bytes.Clone(text)
	comma := -1 // the last byte that is not blank, if it is a comma
	for i := 0; i < len(out); i++ {
		end := i
		switch {
		case out[i] == '"':
			for i++; i < len(out) && out[i] != '"'; i++ {
				if out[i] == '\\' {
					i++
				}
			}
			comma = -1
		case bytes.HasPrefix(out[i:], []byte("//")):
			if end = bytes.IndexByte(out[i:], '\n'); end < 0 {
				end = len(out) - i
			}
			blank(out[i : i+end])
		case bytes.HasPrefix(out[i:], []byte("/*")):
			if end = bytes.Index(out[i+2:], []byte("*/")); end < 0 {
				return out // for the parser to refuse
			}
			blank(out[i : i+end+4])
		case out[i] == ',':
			comma = i
		case (out[i] == '}' || out[i] == ']') && comma >= 0:
			out[comma] = ' '
			comma = -1
		case out[i] != ' ' && out[i] != '\n' && out[i] != '\r' && out[i] != '\t':
			comma = -1
		}
	}
	return out
}

func blank(text []byte) {
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}
