package yamlpos

import (
	"reflect"
	"strings"
)

// Typed is implemented by types that read their own text and whose Go name is
// not the word that readers of the file know.
type Typed interface {
	YAMLType() string // such as "duration"
}

// wordOf names a type in messages and in the listing of keys.
func wordOf(t reflect.Type) string {
	if typed, ok := reflect.New(t).Interface().(Typed); ok {
		return typed.YAMLType()
	}
	if reflect.PointerTo(t).Implements(textType) {
		return strings.ReplaceAll(snake(t.Name()), "_", " ")
	}
	switch t.Kind() {
	case reflect.Pointer:
		return wordOf(t.Elem())
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float32, reflect.Float64:
		return "number"
	case reflect.Slice:
		return "list"
	case reflect.Map, reflect.Struct:
		return "map"
	}
	return "whole number"
}

func article(word string) string {
	switch {
	case strings.Contains(word, " or "):
		return word
	case strings.ContainsRune("aeiou", rune(word[0])):
		return "an " + word
	}
	return "a " + word
}
