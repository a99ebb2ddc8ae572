package tidy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const root = "../.."

func repository(t *testing.T) ([]goPackage, []source) {
	t.Helper()
	packages, err := list(root)
	require.NoError(t, err)
	require.NotEmpty(t, packages)
	files, err := sources(packages)
	require.NoError(t, err)
	return packages, files
}

func clean(t *testing.T, found []string) {
	t.Helper()
	if len(found) > 0 {
		t.Errorf("%d findings:\n%s", len(found), strings.Join(found, "\n"))
	}
}

func TestFloors(t *testing.T) {
	packages, _ := repository(t)
	clean(t, checkFloors(packages))
}

func TestSoleUsers(t *testing.T) {
	packages, _ := repository(t)
	clean(t, checkSole(packages))
}

func TestDeterminism(t *testing.T) {
	_, files := repository(t)
	clean(t, checkCalls(files))
}

func TestNamesAndComments(t *testing.T) {
	_, files := repository(t)
	clean(t, checkNames(files))
}

func TestManuals(t *testing.T) {
	_, files := repository(t)
	clean(t, checkManuals(files))
}

func TestLinks(t *testing.T) {
	text, order, err := pages(root)
	require.NoError(t, err)
	clean(t, checkLinks(text, order, func(name string) bool {
		_, err := os.Stat(filepath.Join(root, filepath.FromSlash(name)))
		return err == nil
	}))
}

func TestWords(t *testing.T) {
	text, order, err := pages(root)
	require.NoError(t, err)
	for _, page := range order {
		clean(t, checkWords(page, text[page]))
	}
	_, files := repository(t)
	for _, s := range files {
		if s.pkg == "internal/tidy" { // it has to spell the wrong words
			continue
		}
		for _, comment := range s.file.Comments {
			clean(t, checkWords(s.at(comment), comment.Text()))
		}
	}
}
