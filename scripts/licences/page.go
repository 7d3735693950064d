package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// page is the list and, below it, every text once.
func page(modules []linked) []byte {
	var list, texts bytes.Buffer
	number := map[string]int{} // of a text
	for _, m := range modules {
		var kinds, places []string
		for _, l := range m.licences {
			n, ok := number[l.text]
			if !ok {
				n = len(number) + 1
				number[l.text] = n
				fmt.Fprintf(&texts, "\n## Text %d\n\n````text\n%s\n````\n", n, l.text)
			}
			for _, k := range l.kinds {
				if !slices.Contains(kinds, k) {
					kinds = append(kinds, k)
				}
			}
			places = append(places, fmt.Sprintf("[%s](#text-%d)", l.file, n))
		}
		fmt.Fprintf(&list, "| %s | %s | %s | %s |\n", m.Path, m.Version, strings.Join(kinds, ", "), strings.Join(places, ", "))
	}
	var out bytes.Buffer
	fmt.Fprint(&out, `# Third-party licences

What the program is built from, on any platform of a release, and under what licence.
`+"`make licences`"+` writes this page; continuous integration checks that it is true.

| module | version | licence | text |
|---|---|---|---|
`)
	out.Write(list.Bytes())
	out.Write(texts.Bytes())
	return out.Bytes()
}
