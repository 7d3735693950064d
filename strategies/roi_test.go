package strategies_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/remora-bt/remora-bt/strategies"
)

func TestParseROI(t *testing.T) {
	tests := []struct {
		name, in string
		want     strategies.ROI
		err      string
	}{
		{"one step", `{"0": 0.10}`, strategies.ROI{{0, 0.10}}, ""},
		{"out of order", `{"120": 0.02, "0": 0.1, "60": 5e-2}`, strategies.ROI{{0, 0.1}, {60, 0.05}, {120, 0.02}}, ""},
		{"nothing at once", ` {"30":0.01} `, strategies.ROI{{30, 0.01}}, ""},
		{"never", `{}`, strategies.ROI{}, ""},
		{"equal ratios", `{"0":0.1,"5":0.1}`, strategies.ROI{{0, 0.1}, {5, 0.1}}, ""},
		{"close at a loss", `{"0":0.1,"600":-1}`, strategies.ROI{{0, 0.1}, {600, -1}}, ""},

		{"rising", `{"60":0.05,"0":0.02}`, nil, "roi is not descending: 0.05 at 60 minutes is above 0.02 at 0 minutes"},
		{"twice", `{"0":0.1,"60":0.05,"060":0.04}`, nil, "roi: 60 minutes are given twice, as 0.05 and 0.04"},
		{"below 0", `{"-5":0.1}`, nil, `roi: key "-5" is not a whole number of minutes of at least 0`},
		{"part of a minute", `{"1.5":0.1}`, nil, `roi: key "1.5" is not a whole number of minutes of at least 0`},
		{"no key", `{"":0.1}`, nil, `roi: key "" is not a whole number of minutes of at least 0`},
		{"text for a ratio", `{"0":"0.1"}`, nil, "roi: the ratio at 0 minutes is not a number"},
		{"null for a ratio", `{"0":null}`, nil, "roi: the ratio at 0 minutes is not a number"},
		{"nested", `{"0":{"1":2}}`, nil, "roi: the ratio at 0 minutes is not a number"},

		{"out of range", `{"0":1e999}`, nil, `roi '{"0":1e999}': expected an object as in {"0": 0.10, "60": 0.05}`},
		{"empty", ``, nil, `roi '': expected an object as in {"0": 0.10, "60": 0.05}`},
		{"list", `[0.1]`, nil, `roi '[0.1]': expected an object as in {"0": 0.10, "60": 0.05}`},
		{"bare key", `{0:0.1}`, nil, `roi '{0:0.1}': expected an object as in {"0": 0.10, "60": 0.05}`},
		{"cut off", `{"0":0.1`, nil, `roi '{"0":0.1': expected an object as in {"0": 0.10, "60": 0.05}`},
		{"cut off in a key", `{"0`, nil, `roi '{"0': expected an object as in {"0": 0.10, "60": 0.05}`},
		{"more after it", `{} {}`, nil, `roi '{} {}': expected an object as in {"0": 0.10, "60": 0.05}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := strategies.ParseROI(tt.in)
			if text := errorText(err); text != tt.err {
				t.Fatalf("ParseROI(%s) failed with %q, want %q", tt.in, text, tt.err)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("ParseROI(%s) = %v, want %v", tt.in, got, tt.want)
			}
			var decoded strategies.ROI
			if err := json.Unmarshal([]byte(tt.in), &decoded); (err == nil) != (tt.err == "") || !slices.Equal(decoded, tt.want) {
				t.Errorf("Unmarshal(%s) = %v, %v, want %v", tt.in, decoded, err, tt.want)
			}
		})
	}
}

func TestROIText(t *testing.T) {
	roi := strategies.ROI{{0, 0.1}, {60, 0.05}, {120, -1}}
	const want = `{"0": 0.1, "60": 0.05, "120": -1}`
	if got := roi.String(); got != want {
		t.Errorf("String() = %s, want %s", got, want)
	}
	const compact = `{"0":0.1,"60":0.05,"120":-1}`
	if got, err := json.Marshal(roi); err != nil || string(got) != compact {
		t.Errorf("Marshal(%v) = %s, %v, want %s", roi, got, err, compact)
	}
	if got, err := json.Marshal(strategies.ROI(nil)); err != nil || string(got) != "{}" {
		t.Errorf("Marshal(nil) = %s, %v, want {}", got, err)
	}
	if got, err := json.Marshal(strategies.ROI{{0, math.NaN()}}); err == nil {
		t.Errorf("Marshal of NaN = %s, want an error", got)
	}
}

func TestROIValidateNamesEveryFault(t *testing.T) {
	err := strategies.ROI{{-1, 0.1}, {10, math.Inf(1)}, {5, 0.01}, {5, 0.02}, {6, 0.03}}.Validate()
	const want = `roi: -1 minutes are below 0
roi: the ratio at 10 minutes is +Inf
roi is not descending: +Inf at 10 minutes is above 0.1 at -1 minutes
roi: 5 minutes come after 10
roi: 5 minutes are given twice, as 0.01 and 0.02
roi is not descending: 0.03 at 6 minutes is above 0.02 at 5 minutes`
	if got := errorText(err); got != want {
		t.Errorf("Validate() = %s, want %s", got, want)
	}
}

func TestROIAt(t *testing.T) {
	roi := strategies.ROI{{10, 0.1}, {60, 0.05}, {120, 0.02}}
	for _, tt := range []struct {
		minutes int
		want    strategies.ROIStep
		ok      bool
	}{
		{0, strategies.ROIStep{}, false},
		{9, strategies.ROIStep{}, false},
		{10, roi[0], true},
		{59, roi[0], true},
		{60, roi[1], true},
		{119, roi[1], true},
		{120, roi[2], true},
		{1 << 40, roi[2], true},
	} {
		if got, ok := roi.At(tt.minutes); got != tt.want || ok != tt.ok {
			t.Errorf("At(%d) = %v, %t, want %v, %t", tt.minutes, got, ok, tt.want, tt.ok)
		}
	}
}

// What parses is valid and is the same after another round.
func FuzzParseROI(f *testing.F) {
	for _, s := range []string{`{"0": 0.10, "60": 0.05}`, `{}`, `{"0":1e-7}`, `{"5":-1,"0":0}`, `{"0":"x"}`, `{"+0":-0}`, "{"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		roi, err := strategies.ParseROI(s)
		if err != nil {
			if roi != nil {
				t.Fatalf("ParseROI(%q) = %v along with error %v", s, roi, err)
			}
			return
		}
		if err := roi.Validate(); err != nil {
			t.Fatalf("ParseROI(%q) = %v, which is not valid: %v", s, roi, err)
		}
		if again, err := strategies.ParseROI(roi.String()); err != nil || !slices.Equal(again, roi) {
			t.Fatalf("ParseROI(%s) = %v, %v, want %v", roi, again, err, roi)
		}
	})
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
