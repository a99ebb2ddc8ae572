package yamlpos

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	wholeText   = regexp.MustCompile(`^[-+]?[0-9]+$`)
	decimalText = regexp.MustCompile(`^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$`)
	paddedText  = regexp.MustCompile(`^([-+]?)0+([0-9]+)$`)
)

// scalar decodes a text, number or truth value.
func (d *decoder) scalar(n *Node, v reflect.Value, r rules) {
	if v.Type() == durationType {
		panic("yamlpos: a time.Duration cannot be read, for it would take a number without a unit; use a type that parses its unit")
	}
	if n.Kind != Scalar {
		d.misfit(n, article(wordOf(v.Type())), "")
		return
	}
	switch v.Kind() {
	case reflect.String:
		if d.choose(n, r) {
			v.SetString(n.Text)
		}
	case reflect.Bool:
		d.truth(n, v)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		d.whole(n, v, r)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		d.whole(n, v, r)
	case reflect.Float32, reflect.Float64:
		d.decimal(n, v, r)
	default:
		panic(fmt.Sprintf("yamlpos: a %s cannot be read from a file", v.Type()))
	}
}

// text lets a type parse its own words, and gives its error a place.
func (d *decoder) text(n *Node, v reflect.Value, into encoding.TextUnmarshaler, r rules) {
	if n.Kind != Scalar {
		d.misfit(n, article(wordOf(v.Type())), "")
		return
	}
	if !d.choose(n, r) {
		return
	}
	fresh := reflect.New(v.Type())
	if err := fresh.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(n.Text)); err != nil {
		d.report(n, CodeValue, clipTo(err.Error(), 4*clipped), "")
		return
	}
	if x, ok := numeric(fresh.Elem()); ok && !d.within(n, x, r) {
		return
	}
	reflect.ValueOf(into).Elem().Set(fresh.Elem())
}

func (d *decoder) choose(n *Node, r rules) bool {
	if len(r.enum) == 0 || slices.Contains(r.enum, n.Text) {
		return true
	}
	d.report(n, CodeChoice, quote(n.Text)+" is not one of "+join(r.enum), didYouMean(n.Text, r.enum))
	return false
}

func (d *decoder) truth(n *Node, v reflect.Value) {
	switch {
	case n.Quoted && (n.Text == "true" || n.Text == "false"):
		d.report(n, CodeKind, quote(n.Text)+" in quotes is a text", "remove the quotes")
	case n.Text == "true" || n.Text == "false":
		v.SetBool(n.Text == "true")
	default:
		d.report(n, CodeKind, quote(n.Text)+" is neither true nor false", truthHint(n.Text))
	}
}

func truthHint(text string) string {
	switch strings.ToLower(text) {
	case "yes", "y", "on", "true", "1":
		return "write true"
	case "no", "n", "off", "false", "0":
		return "write false"
	}
	return ""
}

func (d *decoder) whole(n *Node, v reflect.Value, r rules) {
	if n.Quoted || !wholeText.MatchString(n.Text) || paddedText.MatchString(n.Text) {
		d.report(n, CodeKind, quote(n.Text)+" is not a whole number", wholeHint(n))
		return
	}
	digits := strings.TrimPrefix(n.Text, "+")
	if v.CanInt() {
		x, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || v.OverflowInt(x) {
			d.tooLarge(n, v.Type())
		} else if d.within(n, float64(x), r) {
			v.SetInt(x)
		}
		return
	}
	x, err := strconv.ParseUint(digits, 10, 64)
	switch {
	case strings.HasPrefix(digits, "-"):
		d.report(n, CodeRange, n.Text+" is negative", "must be at least 0")
	case err != nil || v.OverflowUint(x):
		d.tooLarge(n, v.Type())
	case d.within(n, float64(x), r):
		v.SetUint(x)
	}
}

func (d *decoder) tooLarge(n *Node, t reflect.Type) {
	d.report(n, CodeRange, fmt.Sprintf("%s does not fit into %d bits", clip(n.Text), t.Bits()), "")
}

// wholeHint says how to write what was probably meant.
func wholeHint(n *Node) string {
	if m := paddedText.FindStringSubmatch(n.Text); m != nil {
		return "write " + clip(m[1]+m[2]) + ", without leading zeros"
	}
	if n.Quoted && wholeText.MatchString(n.Text) {
		return "remove the quotes"
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(n.Text, "_", ""), 64)
	if err == nil && x == math.Trunc(x) && math.Abs(x) < 1<<53 {
		return fmt.Sprintf("write %.0f", x)
	}
	if x, err := strconv.ParseInt(n.Text, 0, 64); err == nil {
		return fmt.Sprintf("write %d", x)
	}
	return ""
}

func (d *decoder) decimal(n *Node, v reflect.Value, r rules) {
	bare := strings.ToLower(strings.TrimLeft(n.Text, "+-."))
	switch {
	case n.Quoted && decimalText.MatchString(n.Text):
		d.report(n, CodeKind, quote(n.Text)+" in quotes is a text", "remove the quotes")
		return
	case bare == "nan":
		d.report(n, CodeRange, n.Text+" is not a number that can be computed with", "")
		return
	case bare == "inf" || bare == "infinity":
		d.report(n, CodeRange, n.Text+" is infinite", "write a finite number, or leave the key out")
		return
	case !decimalText.MatchString(n.Text):
		d.report(n, CodeKind, quote(n.Text)+" is not a number", "")
		return
	}
	x, err := strconv.ParseFloat(n.Text, v.Type().Bits())
	if err != nil {
		d.tooLarge(n, v.Type())
	} else if d.within(n, x, r) {
		v.SetFloat(x)
	}
}
