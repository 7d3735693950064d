package main

import (
	"errors"
	"fmt"

	"github.com/remora-bt/remora-bt/internal/inputs"
	"github.com/remora-bt/remora-bt/internal/nearest"
	"github.com/remora-bt/remora-bt/internal/yamlsafe"
	"github.com/remora-bt/remora-bt/report/gate"
	"github.com/remora-bt/remora-bt/report/runfolder"
)

// maxGate bounds a gate's file, in bytes: nothing legible is longer.
const maxGate = 256 << 10

// A gateText is a gate's file, to point into when a rule is at fault.
type gateText struct {
	name string         // "" where the rules are flags or built in
	text *yamlsafe.Text // nil there too
}

// readGate reads a gate's file.
func readGate(path string) (g gate.Gate, f gate.File, t gateText, err error) {
	text, err := inputs.Read(path, maxGate)
	if err != nil {
		return g, f, t, err
	}
	return parseGate(runfolder.Quoted(path), text)
}

// parseGate decodes a gate's file and checks its rules.
func parseGate(name string, text []byte) (g gate.Gate, f gate.File, t gateText, err error) {
	t.name = name
	if t.text, err = yamlsafe.Decode(text, &f); err != nil {
		return g, f, t, fmt.Errorf("%s: %w", name, explainGate(err))
	}
	g, faults, err := f.Gate()
	if err != nil {
		return g, f, t, fmt.Errorf("%s: %w", name, err)
	}
	for i := range g.Rules {
		r := &g.Rules[i]
		r.Line = t.text.Line(placeOf(r.Place, "check"))
	}
	return g, f, t, t.faults(faults)
}

// explainGate adds the nearest valid key to an error about one that is unknown.
func explainGate(err error) error {
	var fault *yamlsafe.Fault
	switch {
	case errors.Is(err, yamlsafe.ErrEmpty):
		return errors.New("the gate is empty")
	case errors.As(err, &fault) && fault.Unknown != "":
		if near := nearest.Of(fault.Unknown, gate.Keys()); near != "" {
			return fmt.Errorf("%w\ndid you mean %s?", err, near)
		}
	}
	return err
}

// placeOf is where a key of a rule stands, or the rule itself for the key "".
func placeOf(rule int, key string) string {
	at := fmt.Sprintf("rules[%d]", rule)
	if key != "" {
		at += "." + key
	}
	return at
}

// faults are all that is wrong with the rules. Those of the file are shown at the
// key at fault, else at the rule's check, else where the rule begins; a rule that is
// a flag has no place.
func (t gateText) faults(list []gate.RuleFault) error {
	var out []error
	for _, f := range list {
		err := errors.New(f.Text())
		for _, key := range []string{f.Key, "check", ""} {
			if at := placeOf(f.Place, key); t.text.Has(at) {
				err = fmt.Errorf("%s: %w", t.name, t.text.Fault(at, f.Error()))
				break
			}
		}
		out = append(out, err)
	}
	return errors.Join(out...)
}
