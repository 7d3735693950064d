package config

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// StakeAmount is a number of the quote asset, or unlimited.
type StakeAmount struct {
	Amount    float64
	Unlimited bool
}

func (s StakeAmount) String() string {
	if s.Unlimited {
		return "unlimited"
	}
	return strconv.FormatFloat(s.Amount, 'g', -1, 64)
}

// MarshalJSON writes the number, or "unlimited".
func (s StakeAmount) MarshalJSON() ([]byte, error) {
	if s.Unlimited {
		return []byte(`"unlimited"`), nil
	}
	return json.Marshal(s.Amount)
}

// ParseStake reads a number or the word unlimited.
func ParseStake(text string) (StakeAmount, error) {
	if text == "unlimited" {
		return StakeAmount{Unlimited: true}, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return StakeAmount{}, fmt.Errorf("stake amount %q: expected a number or unlimited", text)
	}
	return StakeAmount{Amount: x}, nil
}

// stakeOf reads a number or the word unlimited as a file holds them: the word may
// have quotes, a number may not.
func stakeOf(text string) (StakeAmount, error) {
	if strings.Trim(text, `"'`) == "unlimited" {
		return StakeAmount{Unlimited: true}, nil
	}
	return ParseStake(text)
}

// UnmarshalYAML reads a number or the word unlimited.
func (s *StakeAmount) UnmarshalYAML(text []byte) error {
	v, err := stakeOf(strings.TrimSpace(string(text)))
	if err == nil {
		*s = v
	}
	return err
}

// MarshalYAML writes what UnmarshalYAML reads.
func (s StakeAmount) MarshalYAML() (any, error) {
	if s.Unlimited {
		return s.String(), nil
	}
	return s.Amount, nil
}
