package freqtrade

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A decoder walks a result's JSON token by token; only one trade at a time is in
// memory as text.
type decoder struct {
	in    *lenient
	json  *json.Decoder
	texts map[string]string // one copy of each pair, tag and reason

	unfunded []int // the strategy's trades without funding_fees, which older versions do not export
}

// decode reads {"strategy": {NAME: statistics}}.
func decode(r io.Reader, place string) ([]*Result, error) {
	in := newLenient(r)
	d := &decoder{in: in, json: json.NewDecoder(in), texts: map[string]string{}}
	out, err := d.results(place)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the text ends too early: the file is cut off")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", place, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no strategy: expected a backtest result, {\"strategy\": {NAME: …}}", place)
	}
	return out, nil
}

func (d *decoder) results(place string) ([]*Result, error) {
	var out []*Result
	if t, err := d.token(); err != nil {
		return nil, err
	} else if t == json.Delim('[') {
		return nil, errors.New("a bare list: expected a backtest result of freqtrade 2021 or later, {\"strategy\": {NAME: …}}")
	} else if t != json.Delim('{') {
		return nil, fmt.Errorf("%v: expected a backtest result, {\"strategy\": {NAME: …}}", t)
	}
	err := d.rest(func(key string) error {
		if key != "strategy" {
			return d.skip()
		}
		return d.object(func(name string) error {
			res := &Result{Place: place, Strategy: name}
			if err := d.strategy(res); err != nil {
				return fmt.Errorf("strategy %q: %w", name, err)
			}
			out = append(out, res)
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	if _, err := d.token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("text after the end of the result")
	}
	return out, nil
}

func (d *decoder) token() (json.Token, error) {
	d.in.loosen(d.json.InputOffset())
	t, err := d.json.Token()
	return t, InJSON(err)
}

func (d *decoder) value(v any) error {
	d.in.loosen(d.json.InputOffset())
	return InJSON(d.json.Decode(v))
}

// object calls f with each key of an object; f reads the value.
func (d *decoder) object(f func(key string) error) error {
	t, err := d.token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return fmt.Errorf("%v: expected an object", t)
	}
	return d.rest(f)
}

// rest is object after its opening brace.
func (d *decoder) rest(f func(key string) error) error {
	for d.json.More() {
		d.in.loosen(d.json.InputOffset())
		key, err := d.token()
		if err != nil {
			return err
		}
		if err := f(key.(string)); err != nil {
			return err
		}
	}
	_, err := d.token()
	return err
}

// deepest is how far brackets may be nested in what is passed over.
const deepest = 100

// skip passes over a value.
func (d *decoder) skip() error {
	for depth := 0; ; {
		t, err := d.token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth > deepest {
				return fmt.Errorf("brackets more than %d deep", deepest)
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// list calls f before each element of a list; null is an empty one.
func (d *decoder) list(f func() error) error {
	t, err := d.token()
	if err != nil || t == nil {
		return err
	}
	if t != json.Delim('[') {
		return fmt.Errorf("%v: expected a list", t)
	}
	for d.json.More() {
		if err := f(); err != nil {
			return err
		}
	}
	_, err = d.token()
	return err
}

// text keeps one copy of each text.
func (d *decoder) text(s string) string {
	if kept, ok := d.texts[s]; ok {
		return kept
	}
	d.texts[s] = s
	return s
}
