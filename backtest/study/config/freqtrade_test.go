package config_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/backtest/study"
	"github.com/remora-bt/remora-bt/backtest/study/config"
)

// TestConfigsAreFreqtrades: configurations, variables and lists of pairs are read as
// freqtrade reads them, and trailing stops are refused where it refuses them, see
// scripts/freqtrade/config.py.
func TestConfigsAreFreqtrades(t *testing.T) {
	text, err := os.ReadFile("../../../strategies/freqtrade/testdata/configs.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name   string
		Config []string
		Files  map[string]json.RawMessage
		Env    map[string]string
		Want   struct {
			Error string
			Keys  map[string]any
			Pairs []string
		}
	}
	if err := json.Unmarshal(text, &cases); err != nil || len(cases) < 30 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	for _, tt := range cases {
		t.Run(tt.Name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range tt.Files {
				if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var names, environ []string
			for _, name := range tt.Config {
				names = append(names, filepath.Join(dir, name))
			}
			for name, value := range tt.Env {
				environ = append(environ, name+"="+value)
			}
			s, _, err := config.Read("u", environ, names...)
			if err == nil {
				checked := s
				checked.Strategies, checked.DataDir = []string{"RSIEMA"}, dir
				_, err = study.NewPlan(checked)
			}
			if none := len(tt.Want.Pairs) == 0; (err != nil) != none {
				t.Fatalf("error %v, freqtrade has %q and %d pairs", err, tt.Want.Error, len(tt.Want.Pairs))
			}
			if err != nil {
				return
			}
			if !slices.Equal(s.Pairs, tt.Want.Pairs) {
				t.Errorf("pairs %v, want %v", s.Pairs, tt.Want.Pairs)
			}
			for key, want := range tt.Want.Keys {
				if got := keyOf(t, s, key); got != fmt.Sprint(want) {
					t.Errorf("%s is %s, want %v", key, got, want)
				}
			}
		})
	}
}

// keyOf is the value of a key in freqtrade's words.
func keyOf(t *testing.T, s config.Study, key string) string {
	t.Helper()
	switch key {
	case "stake_currency":
		return s.Currency()
	case "strategy":
		return strings.Join(s.Strategies, " ")
	case "dry_run_wallet":
		key = "starting_balance"
	}
	text, err := json.Marshal(s)
	var all map[string]any
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	value, ok := all[key]
	if err != nil || !ok {
		t.Fatalf("no key %s, %v", key, err)
	}
	return fmt.Sprint(value)
}
