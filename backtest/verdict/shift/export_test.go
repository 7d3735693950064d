package shift

// What tests hold against definitions.
var (
	Repeats = repeats
	Between = between
	Place   = place
)

// Tail marks the worst days of a joined book.
func Tail(days []Money) []bool {
	b := newBook(days)
	return b.tail()
}
