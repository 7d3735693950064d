package draw

// Thin cuts a series, ordered by X, into n stretches of equal length in X and keeps
// of each the first least and the first greatest point, besides the first and the
// last of all: no trough is lost, and a line through the rest looks the same where
// a stretch is a pixel. A series of at most 2n points stays whole.
func Thin(points []Point, n int) []Point {
	if n < 1 || len(points) <= 2*n {
		return points
	}
	first, last := points[0].X, points[len(points)-1].X
	if first == last {
		return points
	}
	keep := make([]Point, 0, 2*n+2)
	add := func(i int) {
		if p := points[i]; len(keep) == 0 || keep[len(keep)-1] != p {
			keep = append(keep, p)
		}
	}
	add(0)
	for i := 0; i < len(points); {
		bucket := stretch(points[i].X, first, last, n)
		low, high := i, i
		for ; i < len(points) && stretch(points[i].X, first, last, n) == bucket; i++ {
			if points[i].Y < points[low].Y {
				low = i
			}
			if points[i].Y > points[high].Y {
				high = i
			}
		}
		add(min(low, high))
		add(max(low, high))
	}
	add(len(points) - 1)
	return keep
}

// stretch is the number of the stretch that x lies in.
func stretch(x, first, last float64, n int) int {
	return min(int((x-first)/(last-first)*float64(n)), n-1)
}
