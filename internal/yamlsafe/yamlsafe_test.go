package yamlsafe_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/remora-bt/remora-bt/internal/yamlsafe"
)

type inner struct {
	Ratio float64 `yaml:"ratio"`
}

type file struct {
	Name   string             `yaml:"name"`
	Count  int                `yaml:"count"`
	Size   uint64             `yaml:"size"`
	Ratio  float64            `yaml:"ratio"`
	On     bool               `yaml:"on"`
	List   []string           `yaml:"list"`
	Map    map[string]float64 `yaml:"map"`
	Stop   *float64           `yaml:"stop"`
	Inner  inner              `yaml:"inner"`
	hidden int
}

func TestDecode(t *testing.T) {
	text := "\ufeff# a comment\nname: 'a & b *'\ncount: -7\nsize: 18446744073709551615\nratio: 1e-05\non: true\nlist:\n  - x&y\n  - \"*z\"\nmap: {A/B: .5}\nstop: null\ninner:\n  ratio: -0.10\n"
	var f file
	where, err := yamlsafe.Decode([]byte(text), &f, yaml.UseJSONUnmarshaler())
	if err != nil {
		t.Fatal(err)
	}
	if f.Name != "a & b *" || f.Count != -7 || f.Size != 1<<64-1 || f.Ratio != 1e-5 || !f.On || strings.Join(f.List, " ") != "x&y *z" ||
		f.Map["A/B"] != 0.5 || f.Stop != nil || f.Inner.Ratio != -0.1 || f.hidden != 0 {
		t.Errorf("decoded %+v", f)
	}
	for path, want := range map[string]int{"name": 2, "list[1]": 9, "inner.ratio": 13, "inner": 12, "list[2]": 0, "none": 0} {
		if got := where.Line(path); got != want {
			t.Errorf("%s is at line %d, want %d", path, got, want)
		}
	}
	got := where.Fault("inner.ratio", "ratio -0.1 is low").Error()
	want := "[13:10] ratio -0.1 is low\n  11 | stop: null\n  12 | inner:\n> 13 |   ratio: -0.10\n                ^"
	if got != want {
		t.Errorf("a fault is written\n%s\nwant\n%s", got, want)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"fraction", "count: 1.9", "[1:8] count: found 1.9, expected a whole number\n>  1 | count: 1.9"},
		{"exponent", "count: 1e3", "count: found the text \"1e3\", expected a whole number"},
		{"octal", "count: 010", "[1:8] count: found 010, which YAML reads as an octal number"},
		{"octal ratio", "ratio: 010", "found 010, which YAML reads as an octal number"},
		{"new octal", "count: 0o10", "count: found"},
		{"hexadecimal", "ratio: 0x10", "ratio: found 0x10, expected a number"},
		{"separator", "count: 1_000", "count: found"},
		{"too large", "count: 9223372036854775808", "expected a whole number"},
		{"below zero", "size: -1", "size: found -1, expected a whole number of at least 0"},
		{"quoted number", `ratio: "0.5"`, `ratio: found the text "0.5", expected a number`},
		{"list for a number", "ratio: [1]", "[1:8] ratio: found a list, expected a number"},
		{"nothing for a number", "ratio:\nname: x", "ratio: found nothing, expected a number"},
		{"number for a text", "name: 5", "name: found 5, expected a text"},
		{"word for a truth", "on: yes", `on: found the text "yes", expected true or false`},
		{"text for a list", "list: x", `list: found the text "x", expected a list`},
		{"number in a list", "list: [a, 1]", "[1:11] list[1]: found 1, expected a text"},
		{"list for a map", "map: [1]", "[1:6] map: found a list, expected keys with values"},
		{"text in a map", "map: {a: b}", `map.a: found the text "b", expected a number`},
		{"number for a struct", "inner: 3", "inner: found 3, expected keys with values"},
		{"not a mapping", "42", "found 42, expected keys with values"},
		{"unknown", "inner: {ratoi: 1}", `[1:9] unknown field "ratoi"`},
		{"hidden", "hidden: 1", `unknown field "hidden"`},
		{"twice", "name: a\nname: b", "[2:1] mapping key \"name\" already defined"},
		{"two documents", "name: a\n---\nname: b", "[2:1] more than one YAML document"},
		{"anchor", "list: [&a x]", "[1:8] an anchor (&)"},
		{"empty anchor", "ratio: &a", "an anchor (&)"},
		{"alias", "list: *a", "[1:7] an alias (*)"},
		{"merge", "<<: {name: a}", "a merge key"},
		{"tag", "name: !!str 5", "a tag (!)"},
		{"directive", "%YAML 1.2\n---\nname: a", "a directive (%)"},
		{"control", "name: a\x1b[2J", "[1:8] control character U+001B"},
		{"not UTF-8", "na\xffme: a", "[1:3] byte 0xff is not UTF-8"},
		{"unclosed", "list: [a", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := yamlsafe.Decode([]byte(tt.text), new(file))
			if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.As(err, new(*yamlsafe.Fault)) {
				t.Errorf("Decode(%q) = %v, want a fault with %q", tt.text, err, tt.want)
			}
		})
	}
	for _, text := range []string{"", " \n", "# only words\n", "---\n", "null"} {
		if _, err := yamlsafe.Decode([]byte(text), new(file)); !errors.Is(err, yamlsafe.ErrEmpty) {
			t.Errorf("Decode(%q) = %v, want ErrEmpty", text, err)
		}
	}
}

// What would take minutes and gigabytes is refused at once.
func TestDecodeBombs(t *testing.T) {
	bomb := "list: [&a [l,l,l,l,l,l,l,l,l,l]"
	for c := 'b'; c < 'k'; c++ {
		bomb += ", &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+",", 10) + "]"
	}
	indented := ""
	for i := range 600 {
		indented += strings.Repeat(" ", i) + "a:\n"
	}
	for name, text := range map[string]string{
		"aliases": bomb + "]", "lists": "list: " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		"mappings": "map: " + strings.Repeat("{a: ", 50_000), "indentation": indented,
		"dashes": "list:\n" + strings.Repeat("- ", 100_000), "questions": strings.Repeat("? ", 100_000),
		"long word": strings.Repeat("fee", 60_000), "quotes": strings.Repeat(`"`, 100_000), "colons": strings.Repeat(": ", 100_000),
		"tags": strings.Repeat("! ", 100_000), "bars": strings.Repeat("|\n", 50_000), "short lines": strings.Repeat("a\n", 100_000),
		"wide list": "list: [" + strings.Repeat("a,", 100_000) + "1]", "pipes": "name: " + strings.Repeat("|", 200_000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := yamlsafe.Decode([]byte(text), new(file))
			if err == nil {
				t.Error("decoded without fault")
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if err != nil && len(err.Error()) > 1000 {
				t.Errorf("the message has %d bytes", len(err.Error()))
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"name: a\ncount: 1\n", "list: [a, b]\nmap: {a: 1}\n", "inner:\n  ratio: .nan\n", "- - - a", "? a\n: b\n", "name: |\n  a\n  b\n", "\t", "---\n---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := yamlsafe.Decode([]byte(text), new(file))
		if err != nil && !errors.Is(err, yamlsafe.ErrEmpty) && !errors.As(err, new(*yamlsafe.Fault)) {
			t.Errorf("%q gives %v, which is no fault", text, err)
		}
	})
}
