package shift

// What tests hold against definitions.
var (
	Repeats = repeats
	Between = between
	Place   = place
)
