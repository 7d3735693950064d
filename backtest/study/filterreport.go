package study

// A Filter says which filter a study tried, and what it did to the candles and the
// entry signals of all its strategies.
type Filter struct {
	Name       string     `json:"name"`       // as the study gives it
	Settings   []string   `json:"settings"`   // overrides of the profile
	Strategies []string   `json:"strategies"` // that have it; null for all
	Profile    *Profile   `json:"profile"`    // null unless the filter is the engine
	Given      bool       `json:"given"`      // from a file, of which nothing can prove what it knew at the time
	Judging    *string    `json:"timeframe"`  // of the candles that the engine judged by; null for the study's
	RiskPair   *string    `json:"risk_pair"`  // by which every pair was judged; null for each by itself
	Bars       Rows       `json:"bars"`       // the candles that were tested, of all pairs
	Pairs      []PairRows `json:"pairs"`      // the same by pair
	Entries    Rows       `json:"entries"`    // entry signals of all strategies
}

// A Profile identifies the engine's configuration.
type Profile struct {
	Name    string `json:"name"`
	Version int    `json:"version"`
	SHA256  string `json:"sha256"`
}

// PairRows are the rows of a pair.
type PairRows struct {
	Pair string `json:"pair"`
	Rows
}

// Rows are candles, or candles with an entry signal, and what the filter said of
// them.
type Rows struct {
	Count    int     `json:"count"`
	Blocked  Portion `json:"blocked"`
	By       []Named `json:"blocked_by"` // every reason that the filter can have; a row may have several
	FailOpen Portion `json:"fail_open"`  // admitted though a rule that could block had no input
	Engine   *Engine `json:"engine"`     // null unless the filter is the engine
}

// An Engine says what the engine knew and found. Classes and regimes with Unknown
// add up to all rows, as do fresh, stale and absent of each series.
type Engine struct {
	Judged     Portion  `json:"judged"`          // rows that it reached
	Warm       Portion  `json:"warm"`            // rows on which every indicator was warm
	Confidence *float64 `json:"mean_confidence"` // of the judged rows
	Classes    []Named  `json:"risk_classes"`
	Regimes    []Named  `json:"regimes"`
	Series     []Supply `json:"series"`
}

// Unknown names the class and the regime of a row of which the engine has no
// opinion.
const Unknown = "unknown"

// A Portion is a number and its share, null of nothing.
type Portion struct {
	Count int      `json:"count"`
	Share *float64 `json:"share"`
}

// A Named portion is that of a reason, a class or a regime.
type Named struct {
	Name string `json:"name"`
	Portion
}

// A Supply says how often the reading of a context series was there.
type Supply struct {
	Series string  `json:"series"`
	Fresh  Portion `json:"fresh"`
	Stale  Portion `json:"stale"` // older than its maximum age
	Absent Portion `json:"absent"`
}
