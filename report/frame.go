package report

import (
	"github.com/go-gota/gota/dataframe"
	"github.com/go-gota/gota/series"
)

// This file is the only one that knows gota. A frame of ours holds texts alone:
// gota prints floats with six decimals and takes the text "NaN" for a hole. It
// is for tables of results, never for candles; gota's joins compare every row
// with every other.

// A labelled column holds a value per key.
type labelled struct {
	name         string
	keys, values []string
}

// beside joins columns on their keys: a row per key of the first column, in its
// order, with "" where another lacks the key. Keys are unique within a column.
func beside(key string, columns ...labelled) [][]string {
	if len(columns) == 0 || len(columns[0].keys) == 0 {
		return nil // gota has no frame without rows
	}
	joined := columns[0].frame(key)
	for _, c := range columns[1:] {
		if len(c.keys) > 0 {
			joined = joined.LeftJoin(c.frame(key), key)
			continue
		}
		joined = joined.Mutate(series.New(make([]string, joined.Nrow()), series.String, c.name))
	}
	rows := make([][]string, joined.Nrow())
	for i := range rows {
		rows[i] = make([]string, joined.Ncol())
		for j := range rows[i] {
			if e := joined.Elem(i, j); !e.IsNA() && e.String() != "NaN" { // a join loses the mark of a hole
				rows[i][j] = e.String()
			}
		}
	}
	return rows
}

func (c labelled) frame(key string) dataframe.DataFrame {
	return dataframe.New(series.New(c.keys, series.String, key), series.New(c.values, series.String, c.name))
}
