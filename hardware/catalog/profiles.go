package catalog

import (
	"errors"
	"fmt"
	"slices"

	"github.com/clustersim/clustersim/evidence"
	"github.com/clustersim/clustersim/internal/yamlpos"
)

// profileRow is a reliability profile as its file says it.
type profileRow struct {
	Name  string `key:"name" required:"true"`
	About string `key:"about" required:"true"`
	Base  string `key:"base"` // name of an earlier profile that it differs from
	ProfileSpec
	Claims []numberClaim `key:"claims"`
}

// numberClaim says where a number of a profile comes from. Number is its place,
// such as host.failure.rate for that of a hazard or lemons.share.
type numberClaim struct {
	Number string `key:"number" required:"true"`
	cite
}

func (r *reader) readProfiles(name string, text []byte) {
	var file struct {
		Profiles []yamlpos.Node `key:"profiles" required:"true"`
	}
	r.decode(name, text, &file)
	for i := range file.Profiles {
		at := &file.Profiles[i]
		var row profileRow
		r.problems = append(r.problems, at.Decode(&row)...)
		r.wrong(at, r.catalog.profiles.add(row.Name, r.profile(row, at)))
	}
}

func (r *reader) profile(row profileRow, at *yamlpos.Node) *Profile {
	made := &Profile{Name: row.Name, About: row.About, Spec: row.ProfileSpec}
	if row.Base != "" {
		base, ok := r.catalog.Profile(row.Base)
		if !ok {
			r.wrong(at, fmt.Errorf("unknown profile %q", row.Base))
			return made
		}
		made.Spec = row.Over(&base.Spec)
		made.Claims = slices.Clone(base.Claims)
	}
	built, err := made.Spec.Build(made.Spec.Shop())
	if err == nil {
		made.Reliability = *built
	}
	mistakes, _ := errors.AsType[Mistakes](err)
	for _, m := range mistakes {
		r.wrong(at, errors.New(m.String()))
	}
	made.Claims = append(made.Claims, r.claimNumbers(row, profileNumbers(at), at)...)
	return made
}

// profileNumbers lists the numbers of a profile. Those of hazards are called by
// the part that fails.
func profileNumbers(at *yamlpos.Node) []number {
	var all []number
	for _, e := range at.Without("name", "about", "base", "claims").Entries {
		if e.Name != "hazards" {
			all = append(all, numbersOf(e.Name, e.Value)...)
			continue
		}
		for _, hazard := range e.Value.Entries {
			all = append(all, numbersOf(hazard.Name, hazard.Value)...)
		}
	}
	return all
}

// number is a number of a profile with its place.
type number struct {
	path string
	at   *yamlpos.Node
}

// numbersOf lists the numbers below a node of a file. Names are none, whatever
// they begin with.
func numbersOf(path string, n *yamlpos.Node) []number {
	if n.Kind == yamlpos.Scalar {
		if _, _, err := parse(n.Text); err != nil {
			return nil
		}
		return []number{{path, n}}
	}
	var all []number
	for i, item := range n.Items {
		all = append(all, numbersOf(fmt.Sprintf("%s[%d]", path, i), item)...)
	}
	for _, e := range n.Without("name", "crew", "spare").Entries {
		all = append(all, numbersOf(path+"."+e.Name, e.Value)...)
	}
	return all
}

// claimNumbers enters the numbers of a profile into the ledger. Each needs one
// claim, and each claim a number.
func (r *reader) claimNumbers(row profileRow, numbers []number, at *yamlpos.Node) []evidence.ID {
	claims := map[string]numberClaim{}
	for _, c := range row.Claims {
		claims[c.Number] = c
	}
	if len(claims) != len(numbers) || len(claims) != len(row.Claims) {
		r.wrong(at, fmt.Errorf("%d claims for %d numbers; each number needs exactly one", len(row.Claims), len(numbers)))
	}
	var ids []evidence.ID
	for _, n := range numbers {
		c, ok := claims[n.path]
		if !ok {
			r.wrong(n.at, fmt.Errorf("no claim for %s", n.path))
			continue
		}
		ids = append(ids, r.claim("profile/"+row.Name+"/"+n.path, n.path+" of profile "+row.Name, n.at.Text, c.cite, n.at))
	}
	return ids
}
