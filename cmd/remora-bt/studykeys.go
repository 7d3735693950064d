package main

import (
	"reflect"
	"strings"
)

// studyKeys are the keys that a study file may hold.
func studyKeys() []string {
	t := reflect.TypeFor[Study]()
	keys := make([]string, 0, t.NumField())
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" {
			keys = append(keys, name)
		}
	}
	return keys
}
