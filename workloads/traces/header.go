package traces

import (
	"strconv"
	"strings"
)

// Header is what the comment lines of an SWF log tell of the machine. Fields
// that are absent, or not numbers where they should be, are empty.
type Header struct {
	Computer      string
	Installation  string
	MaxJobs       int64
	MaxNodes      int64
	MaxProcs      int64
	UnixStartTime int64  // of the log's zero, in seconds
	TimeZone      string // name, such as US/Pacific
}

// note takes in one comment line, of the form "; Key: value".
func (h *Header) note(line string) {
	key, value, found := strings.Cut(strings.TrimLeft(line, "; \t"), ":")
	if !found {
		return
	}
	value = strings.ToValidUTF8(strings.TrimSpace(value), "\uFFFD") // old logs are in Latin-1
	switch key {
	case "Computer":
		h.Computer = value
	case "Installation":
		h.Installation = value
	case "MaxJobs":
		h.MaxJobs = number(value)
	case "MaxNodes":
		h.MaxNodes = number(value)
	case "MaxProcs":
		h.MaxProcs = number(value)
	case "UnixStartTime":
		h.UnixStartTime = number(value)
	case "TimeZoneString":
		h.TimeZone = value
	}
}

// number reads the leading word of a header value: some logs add a remark.
func number(value string) int64 {
	word, _, _ := strings.Cut(value, " ")
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
