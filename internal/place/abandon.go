package place

import (
	"os"
	"sync"
)

// begun are the hidden files and folders that this process is writing, each with the
// folders above it that it made. The lock is held while one of them takes its name.
var (
	begunLock sync.Mutex
	begun     = map[string][]string{}
)

func begin(name string) {
	begunLock.Lock()
	defer begunLock.Unlock()
	begun[name] = nil
}

// end forgets what has taken its name or has been removed.
func end(name string) {
	begunLock.Lock()
	defer begunLock.Unlock()
	delete(begun, name)
}

// commit lets f give a hidden file or folder its name.
func commit(f func() error) error {
	begunLock.Lock()
	defer begunLock.Unlock()
	return f()
}

// Abandon removes everything that is being written and has not taken its name. It is
// for a process that is about to end: nothing takes its name any more, whoever tries
// waits for good.
func Abandon() {
	begunLock.Lock()
	for name, made := range begun {
		for range 3 { // a writer may still add files
			if os.RemoveAll(name) == nil {
				break
			}
		}
		_ = removeEmpty(made)
	}
}
