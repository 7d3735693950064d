package strategies_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/strategies"
)

func TestFind(t *testing.T) {
	for _, spec := range strategies.All() {
		for _, name := range []string{
			spec.Name, spec.Name + "Strategy",
			strings.ToLower(spec.Name), strings.ToUpper(spec.Name + "Strategy"),
		} {
			if got, err := strategies.Find(name); err != nil || got.Name != spec.Name {
				t.Errorf("Find(%q) = %q, %v, want %q", name, got.Name, err, spec.Name)
			}
		}
	}
}

func TestFindNamesNearest(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"MACDCros", `unknown strategy "MACDCros"; did you mean MACDCross?`},
		{"macd_cross", `unknown strategy "macd_cross"; did you mean MACDCross?`},
		{"RSIMEAStrategy", `unknown strategy "RSIMEAStrategy"; did you mean RSIEMA?`},
		{"NFIQuickstartStrategi", `unknown strategy "NFIQuickstartStrategi"; did you mean NFIQuickstart?`},
		{"bollinger", `unknown strategy "bollinger"; did you mean BollingerBreakout?`},
		{"rs", `unknown strategy "rs"; did you mean RSIEMA?`},
		{"", `unknown strategy ""; known are NFIQuickstart, MACDCross, RSIEMA, BollingerBreakout`},
		{"Ichimoku", `unknown strategy "Ichimoku"; known are NFIQuickstart, MACDCross, RSIEMA, BollingerBreakout`},
	} {
		if _, err := strategies.Find(tt.name); errorText(err) != tt.want {
			t.Errorf("Find(%q) failed with %q, want %q", tt.name, errorText(err), tt.want)
		}
	}
}

func TestSpecs(t *testing.T) {
	seen := make(map[string]bool)
	for _, spec := range strategies.All() {
		if spec.Name == "" || spec.Doc == "" || strings.HasSuffix(spec.Name, "Strategy") {
			t.Errorf("%+v: name and doc must be given, the name without its suffix", spec)
		}
		name := strings.ToLower(spec.Name)
		if seen[name] {
			t.Errorf("%s: the name is taken", spec.Name)
		}
		seen[name] = true
		if !(spec.Stop < 0 && spec.Stop > -1) || spec.Startup < 1 {
			t.Errorf("%s: stop %v and startup %d, want a stop between -1 and 0 and a startup above 0", spec.Name, spec.Stop, spec.Startup)
		}
		if err := spec.ROI.Validate(); err != nil {
			t.Errorf("%s: %v", spec.Name, err)
		}
	}
}

// The published defaults: freqtrade-style class attributes of the four.
func TestDefaults(t *testing.T) {
	for _, spec := range strategies.All() {
		if spec.Startup != 200 || spec.Stop != -0.10 || spec.ROI.String() != `{"0": 0.1, "60": 0.05, "120": 0.02}` {
			t.Errorf("%s: startup %d, stop %v, roi %s, want 200, -0.1 and 10, 5 and 2 %% at 0, 60 and 120 minutes",
				spec.Name, spec.Startup, spec.Stop, spec.ROI)
		}
	}
}

func TestAllGivesCopies(t *testing.T) {
	spec := strategies.All()[0]
	spec.ROI[0].Ratio = 99
	if got := strategies.All()[0].ROI[0].Ratio; got == 99 {
		t.Error("a change to the table of one caller reached another")
	}
}
