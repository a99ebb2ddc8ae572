package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/clustersim/clustersim/experiment"
	"github.com/clustersim/clustersim/journal"
	"github.com/clustersim/clustersim/scenario"
)

// log is the journal of a single replication on its way to a file. It grows in a
// temporary file, for journals can be larger than memory.
type log struct {
	path string
	file *os.File
	form interface {
		journal.Observer
		io.Closer
	}
}

// keepJournal makes the experiment write its journal: as text to a file that
// ends in .txt, in binary to one that ends in .journal.
func keepJournal(e *experiment.Experiment, s *scenario.Scenario, path string) (*log, error) {
	if path == "" {
		return nil, nil
	}
	extension := extensionOf(path)
	if extension != ".txt" && extension != ".journal" {
		return nil, usageError("--journal %q: write FILE.txt for text, or FILE.journal for the binary form", path)
	}
	if len(e.Seeds) != 1 {
		return nil, usageError("--journal keeps what happened in one replication, and there are %d; add --seeds 1", len(e.Seeds))
	}
	file, err := beside(target(path))
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	l := &log{path: path, file: file}
	if extension == ".txt" {
		l.form = journal.NewText(file)
	} else {
		h := journal.Header{Seed: e.Seeds[0], Version: thisBuild().Version}
		if _, err := hex.Decode(h.Scenario[:], []byte(s.Hash())); err != nil {
			return nil, errors.Join(fmt.Errorf("scenario hash: %w", err), l.discard())
		}
		l.form = journal.NewWriter(file, h)
	}
	e.Observe = func(uint64) []journal.Observer { return []journal.Observer{l.form} }
	return l, nil
}

// keep gives the whole journal its name.
func (l *log) keep() error {
	if l == nil {
		return nil
	}
	err := errors.Join(l.form.Close(), l.file.Close())
	if err == nil {
		err = os.Rename(l.file.Name(), target(l.path))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", l.path, err), removeIfThere(l.file.Name()))
	}
	return nil
}

// discard leaves nothing behind.
func (l *log) discard() error {
	if l == nil {
		return nil
	}
	return errors.Join(l.file.Close(), removeIfThere(l.file.Name()))
}
