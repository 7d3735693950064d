package synthetic

// A Manifest says what a sample's folder holds.
type Manifest struct {
	Program   string   `json:"program"`
	Kind      string   `json:"kind"` // Kind: not market data
	Version   string   `json:"version"`
	Generator int      `json:"generator"` // Version
	Seed      uint64   `json:"seed"`
	Timeframe string   `json:"timeframe"`
	From      string   `json:"from"` // RFC3339
	To        string   `json:"to"`   // exclusive
	Pairs     []string `json:"pairs"`
	Files     []Made   `json:"files"`
}

// A Made is a file of a sample. Missing are the candles of outages.
type Made struct {
	Path    string `json:"path"` // in the folder, with slashes
	Content string `json:"content"`
	Rows    int    `json:"rows"`
	Missing int    `json:"missing"`
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
}

// Kind is the kind of a sample's manifest.
const Kind = "synthetic"
