package show

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/table"
)

// An answer is broken between its members, and is the same JSON. In a pipe without a width
// its lines are as they were.
func TestAnswerIsBrokenToTheWidth(t *testing.T) {
	const text = "{\n  \"risk\": 1, \"regime\": \"panic\",\n  \"reasoning\": [\"Extreme Fear (F&G=12) - blocking trades\", \"Extreme volatility (1) - blocking trades\", \"Panic, deep\"],\n  \"vix\": 32\n}"
	var narrow, free strings.Builder
	To(&narrow, table.Options{Format: "table", Width: 60}).answer(text)
	To(&free, table.Options{Format: "table"}).answer(text)
	if free.String() != text+"\n" {
		t.Errorf("without a width:\n%s", free.String())
	}
	for line := range strings.Lines(narrow.String()) {
		if len(line) > 61 {
			t.Errorf("%d columns: %s", len(line)-1, line)
		}
	}
	var got, want any
	if err := json.Unmarshal([]byte(narrow.String()), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		t.Fatal(err)
	}
	a, errA := json.Marshal(got)
	b, errB := json.Marshal(want)
	if errA != nil || errB != nil || string(a) != string(b) || !strings.Contains(narrow.String(), "  \"risk\": 1, \"regime\"") {
		t.Errorf("it became\n%s", narrow.String())
	}
}
