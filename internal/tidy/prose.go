package tidy

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	linkText  = regexp.MustCompile(`\[[^\]]*\]\(([^)\s]+)[^)]*\)`)
	fenced    = regexp.MustCompile("(?ms)^ *```.*?^ *```[^\n]*$")
	inline    = regexp.MustCompile("`[^`\n]*`")
	heading   = regexp.MustCompile(`(?m)^#{1,6}\s+(.+?)\s*#*\s*$`)
	notInSlug = regexp.MustCompile(`[^\p{L}\p{N}\-_ ]`)
)

// pages reads the Markdown files below root, by path with slashes.
func pages(root string) (map[string]string, []string, error) {
	text := map[string]string{}
	var order []string
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && file != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "out") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".md") {
			return nil
		}
		content, err := os.ReadFile(file)
		rel, relErr := filepath.Rel(root, file)
		if err == nil {
			err = relErr
		}
		text[filepath.ToSlash(rel)] = string(content)
		order = append(order, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("tidy: read pages: %w", err)
	}
	return text, order, nil
}

// checkLinks reports links within the repository that lead nowhere. The
// function exists tells whether a file or folder is there.
func checkLinks(text map[string]string, order []string, exists func(string) bool) []string {
	var found []string
	for _, page := range order {
		prose := fenced.ReplaceAllString(text[page], "")
		for _, m := range linkText.FindAllStringSubmatch(inline.ReplaceAllString(prose, "`"), -1) {
			if why := brokenLink(page, m[1], text, exists); why != "" {
				found = append(found, fmt.Sprintf("%s: link to %s: %s", page, m[1], why))
			}
		}
	}
	return found
}

func brokenLink(page, link string, text map[string]string, exists func(string) bool) string {
	if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
		return ""
	}
	file, anchor, _ := strings.Cut(link, "#")
	target := page
	if file != "" {
		target = path.Join(path.Dir(page), file)
	}
	if !exists(target) {
		return "there is no such file"
	}
	content, isPage := text[target]
	if anchor != "" && isPage && !anchors(content)[anchor] {
		return "the page has no such heading"
	}
	return ""
}

// anchors are the names that GitHub gives the headings of a page.
func anchors(content string) map[string]bool {
	all := map[string]bool{}
	for _, m := range heading.FindAllStringSubmatch(fenced.ReplaceAllString(content, ""), -1) {
		slug := notInSlug.ReplaceAllString(strings.ToLower(m[1]), "")
		slug = strings.ReplaceAll(slug, " ", "-")
		for n := 0; ; n++ {
			name := slug
			if n > 0 {
				name = fmt.Sprintf("%s-%d", slug, n)
			}
			if !all[name] {
				all[name] = true
				break
			}
		}
	}
	return all
}

// spellings are words that have one spelling here, and the others met in the
// field. One thing has one word, so that a search finds all of it.
func spellings() [][2]string {
	return [][2]string{
		{`back-fill`, "backfill"},
		{`pre-empt\w*`, "preempt"},
		{`check-point\w*`, "checkpoint"},
		{`work-load\w*`, "workload"},
		{`time-stamp\w*`, "timestamp"},
		{`data cent(er|re)s?|datacentres?`, "datacenter"},
	}
}

// checkWords reports spellings that are not ours.
func checkWords(where, prose string) []string {
	var found []string
	for _, s := range spellings() {
		wrong := regexp.MustCompile(`(?i)\b(` + s[0] + `)\b`)
		for _, m := range wrong.FindAllString(prose, -1) {
			found = append(found, fmt.Sprintf("%s: %q; we write %s", where, m, s[1]))
		}
	}
	return found
}
