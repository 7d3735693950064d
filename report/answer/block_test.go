package answer_test

import (
	"strings"
	"testing"

	"github.com/remora-bt/remora-bt/report/answer"
)

// Both answers and what is lacking are laid out once: behind their names in a terminal, as
// lists in Markdown; texts of others are quoted by who knows them.
func TestBlocks(t *testing.T) {
	a := six()
	a.Reasons = []string{"Profit: luck.", "Risk: neither is shown.", "A walk that is another's.", "There is too little of everything that a test of two answers would need."}
	blocks := answer.Blocks(&a, "USDT", strings.ToUpper)
	var text, md string
	for _, b := range blocks {
		text += b.Text(60)
		md += b.Markdown(func(s string) string { return strings.ReplaceAll(s, "+", "\\+") }) + "\n"
	}
	wantText := `PROFIT  +498.70 USDT. Its choice: INCONCLUSIVE
        +605.30 for trading less in those months
        −106.60 for which it refused (−233 to +10): they
        were 4.7 bp better
RISK    worst 5 % of days 11.5 % milder. Its choice:
        INCONCLUSIVE
        a stake 8.7 % smaller gives 8.7 %; beyond that +2.8
        (−0.8 to +6.3)
        it does know bad days (p < 0.001); 19 % of best
        days' gain given up
        A WALK THAT IS ANOTHER'S.
        THERE IS TOO LITTLE OF EVERYTHING THAT A TEST OF TWO
        ANSWERS WOULD NEED.
`
	wantMD := `**PROFIT** \+498.70 USDT. Its choice: INCONCLUSIVE
- \+605.30 for trading less in those months
- −106.60 for which it refused (−233 to \+10): they were 4.7 bp better

**RISK** worst 5 % of days 11.5 % milder. Its choice: INCONCLUSIVE
- a stake 8.7 % smaller gives 8.7 %; beyond that \+2.8 (−0.8 to \+6.3)
- it does know bad days (p < 0.001); 19 % of best days' gain given up

A WALK THAT IS ANOTHER'S.

THERE IS TOO LITTLE OF EVERYTHING THAT A TEST OF TWO ANSWERS WOULD NEED.

`
	if text != wantText {
		t.Errorf("as text\n%s\nwant\n%s", text, wantText)
	}
	if md != wantMD {
		t.Errorf("as Markdown\n%s\nwant\n%s", md, wantMD)
	}
}
