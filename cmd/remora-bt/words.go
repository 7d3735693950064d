package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// listsWithBlanks are the flags whose values freqtrade takes one after the other.
var listsWithBlanks = []string{"--pairs", "-p", "--strategy-list", "-s"}

// joinLists puts the values after such a flag of run and sweep, which take no
// arguments, together with commas.
func joinLists(args []string) []string {
	if len(args) == 0 || args[0] != "run" && args[0] != "sweep" {
		return args
	}
	var out []string
	list := false // the last word is the value of such a flag
	for i, word := range args {
		switch {
		case i > 0 && slices.Contains(listsWithBlanks, args[i-1]) && !strings.HasPrefix(word, "-"):
			list = true
		case strings.HasPrefix(word, "-"):
			list = false
		case list:
			out[len(out)-1] += "," + word
			continue
		}
		out = append(out, word)
	}
	return out
}

// onlyNone is a flag of freqtrade's that can only say what is so anyhow.
type onlyNone struct{ instead string }

func (o onlyNone) String() string { return "none" }
func (o onlyNone) Type() string   { return "none" }

func (o onlyNone) Set(value string) error {
	if value != "none" {
		return fmt.Errorf("%q: expected none; %s", value, o.instead)
	}
	return nil
}

// bindNone adds the flags that freqtrade's commands often have.
func bindNone(fs *pflag.FlagSet) {
	fs.Var(onlyNone{"--output writes the run's files"}, "export", "freqtrade's word: none is what it is without --output")
	fs.Var(onlyNone{"no results are kept"}, "cache", "freqtrade's word: nothing is ever cached")
}
