package gate

import (
	"errors"
	"fmt"
	"slices"
)

// A File is a gate as its YAML file holds it.
type File struct {
	RequireConclusive bool       `yaml:"require_conclusive"`
	Rules             []FileRule `yaml:"rules"`
}

// A FileRule is a rule of a file.
type FileRule struct {
	Check      string `yaml:"check"`
	Level      string `yaml:"level,omitempty"`
	Strategies Names  `yaml:"strategy,omitempty"`
	Arms       Names  `yaml:"arm,omitempty"`
	Pairs      Names  `yaml:"pair,omitempty"`
	TimeRanges Names  `yaml:"timerange,omitempty"`
}

// Keys are the keys that a gate's file may hold.
func Keys() []string {
	return []string{"require_conclusive", "rules", "check", "level", "strategy", "arm", "pair", "timerange"}
}

// Names is one name or a list of them.
type Names []string

// UnmarshalYAML reads a text or a list of texts.
func (n *Names) UnmarshalYAML(decode func(any) error) error {
	var list []string
	if err := decode(&list); err == nil {
		*n = list
		return nil
	}
	var one string
	if err := decode(&one); err != nil {
		return fmt.Errorf("expected a name or a list of names")
	}
	*n = Names{one}
	return nil
}

// A RuleFault is what is wrong with one rule.
type RuleFault struct {
	Place int    // of the rule, from 0 on
	Key   string // of the rule's field at fault
	What  string
	Near  string // the name that was probably meant, "" if none is near
}

func (f RuleFault) Error() string { return fmt.Sprintf("rule %d: %s", f.Place+1, f.Text()) }

// Text is what is wrong, for a rule that has no number.
func (f RuleFault) Text() string {
	if f.Near == "" {
		return f.What
	}
	return f.What + "; did you mean " + f.Near + "?"
}

// Gate checks the file's rules and returns all that is wrong with them.
func (f File) Gate() (g Gate, faults []RuleFault, err error) {
	if len(f.Rules) == 0 {
		return g, nil, errors.New("no rules: a gate that looks at nothing would pass everything")
	}
	for i, r := range f.Rules {
		c, err := ParseCheck(r.Check)
		if err != nil {
			faults = append(faults, RuleFault{Place: i, Key: "check", What: err.Error()})
			continue
		}
		rule := Rule{Check: c, Level: Level(r.Level), Place: i, Where: Selector{r.Strategies, r.Arms, r.Pairs, r.TimeRanges}}
		if r.Level == "" {
			rule.Level = Error
		}
		if !slices.Contains([]Level{Off, Warn, Error}, rule.Level) {
			faults = append(faults, RuleFault{Place: i, Key: "level", What: fmt.Sprintf("level %q: expected off, warn or error", r.Level)})
		}
		for _, arm := range r.Arms {
			if !slices.Contains([]string{"baseline", "filtered", Delta}, arm) {
				faults = append(faults, RuleFault{Place: i, Key: "arm", What: fmt.Sprintf("arm %q: expected baseline, filtered or delta", arm)})
			}
		}
		g.Rules = append(g.Rules, rule)
	}
	return g, faults, nil
}
