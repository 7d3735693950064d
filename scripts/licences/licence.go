package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A licence is a text that a module carries.
type licence struct {
	file  string   // its name in the module
	kinds []string // SPDX's names for it; none for a notice
	text  string
}

// known tells a licence by a sentence that no other has; blanks count as one.
var known = []struct{ kind, sentence string }{
	{"Apache-2.0", "Apache License Version 2.0, January 2004"},
	{"Apache-2.0", "Apache License ============== _Version 2.0, January 2004_"},
	{"FTL OR GPL-2.0-or-later", "your choice of exactly one of the following two licenses: * The FreeType License"},
	{"CC-BY-4.0", "Creative Commons Attribution 4.0 International Public License"},
	{"Public domain", "SQLite Is Public Domain"},
	{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"},
	{"CC0-1.0", "CC0 1.0 Universal"},
	{"BSD-3-Clause", "may be used to endorse or promote products derived from this software"},
	{"BSD-2-Clause", "Redistributions in binary form must reproduce the above copyright notice"},
	{"MIT", "The above copyright notice and this permission notice shall be included in all copies or substantial portions"},
	{"MIT", "this permission notice shall be included in all copies"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose"},
	{"ISC", "Permission to use, copy, modify, and distribute this software for any purpose"},
	{"Unlicense", "This is free and unencumbered software released into the public domain"},
}

var (
	licenceName = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|ofl|ftl)([-_.].*)?$`)
	noticeName  = regexp.MustCompile(`(?i)^(notice|patents)([-_.].*)?$`)
	// What is named so and is no licence: code, and where a picture or a text is from.
	other = regexp.MustCompile(`(?i)\.(go|json|py|sh|tmpl)$|^LICENSE-(LOGO|link\.txt)$`)
)

// elsewhere are texts that a licence at the top of a module refers to.
var elsewhere = []string{"licenses/ftl.txt"}

// find reads the licences and notices at the top of a module.
func find(dir string) ([]licence, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []licence
	found := false
	for _, e := range entries {
		name := e.Name()
		isLicence := licenceName.MatchString(name)
		if e.IsDir() || other.MatchString(name) || !isLicence && !noticeName.MatchString(name) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		l := licence{file: name, text: strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))}
		if isLicence {
			if l.kinds = kindsOf(l.text); len(l.kinds) == 0 {
				return nil, fmt.Errorf("%s: a licence that is not known", name)
			}
			found = true
		}
		out = append(out, l)
	}
	if !found {
		return nil, errors.New("no licence at the top of it")
	}
	for _, name := range elsewhere {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, licence{file: name, text: strings.TrimSpace(string(text))})
	}
	return out, nil
}

// kindsOf are the licences in a text, each once. Three clauses say the two as well.
func kindsOf(text string) (kinds []string) {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, ">", " ")), " ") // some quote it as mail does
	for _, k := range known {
		covered := slices.Contains(kinds, k.kind) || k.kind == "BSD-2-Clause" && slices.Contains(kinds, "BSD-3-Clause")
		if strings.Contains(text, k.sentence) && !covered {
			kinds = append(kinds, k.kind)
		}
	}
	return kinds
}
