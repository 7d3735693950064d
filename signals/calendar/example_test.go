package calendar_test

import (
	"fmt"

	"github.com/remora-bt/remora-bt/data"
	"github.com/remora-bt/remora-bt/signals/calendar"
)

// A rule that keeps out of the nights of weekends.
func ExampleRule_Times() {
	nights, err := calendar.Rule{Reason: "thin books", Weekdays: "sat, sun", Hours: "22-6"}.Times()
	if err != nil {
		fmt.Println(err)
		return
	}
	saturday := data.Date(2024, 3, 2)
	fmt.Println(nights.Has(saturday.Add(23*data.Hour)), nights.Has(saturday.Add(12*data.Hour)))
	// Output: true false
}
