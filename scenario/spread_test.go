package scenario_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/clustersim/clustersim/hardware"
)

// Whatever the numbers, each domain lies in one domain of the next larger kind,
// and none is empty.
func TestSpreadsNest(t *testing.T) {
	for _, spread := range []string{
		"{chassis: 12, racks: 6, rooms: 3, sites: 2, regions: [a, b], pdus: 4, switches: 5, isps: 2, operators: 7, drivers: 3}",
		"{chassis: 20, racks: 9, rooms: 4, pdus: 6, switches: 4}",
		"{racks: 11, sites: 3, pdus: 7}",
		"{chassis: 5, switches: 3, regions: [a, b, c]}",
		"{pdus: 4, isps: 5, drivers: 24}",
	} {
		site := modelOf(t, nil, small("    count: 24"), "fleet.pools.p.spread="+spread).Site
		used := map[hardware.DomainID]bool{}
		within := map[[2]hardware.DomainID]bool{}
		for i := range site.Nodes {
			places := site.Nodes[i].Domains
			for kind, id := range places {
				if id == hardware.NoDomain {
					continue
				}
				used[id] = true
				domain := site.Domains[id]
				require.Equal(t, hardware.DomainKind(kind), domain.Kind)
				value, ok := site.Nodes[i].Label(domain.Kind.String())
				require.True(t, ok)
				require.Equal(t, domain.Name, value)
				if domain.Parent != hardware.NoDomain {
					require.Equal(t, domain.Parent, places[site.Domains[domain.Parent].Kind], "%s: %s is in its parent", spread, domain.Name)
				}
			}
			within[[2]hardware.DomainID{places[hardware.Rack], places[hardware.PDU]}] = true
		}
		require.Len(t, used, len(site.Domains), spread)
		feeds := map[hardware.DomainID]int{}
		for pair := range within {
			feeds[pair[0]]++
		}
		for rack, pdus := range feeds {
			require.True(t, rack == hardware.NoDomain || pdus == 1, "%s: a rack is fed by one unit", spread)
		}
	}
}

func TestSpreadsThatDoNotNest(t *testing.T) {
	for spread, want := range map[string]string{
		"{chassis: 4, racks: 5}":                     "spread.chassis: 4 chassis for 5 racks; each rack needs at least one chassis [E210]",
		"{racks: 2, rooms: 3}":                       "spread.racks: 2 racks for 3 rooms; each room needs at least one rack [E210]",
		"{rooms: 2, regions: [a, b, c]}":             "spread.rooms: 2 rooms for 3 regions; each region needs at least one room [E210]",
		"{racks: 3, pdus: 4}":                        "spread.racks: 3 racks for 4 pdus; each pdu needs at least one rack [E210]",
		"{racks: 6, rooms: 3, switches: 2}":          "spread.switches: 2 switches for 3 rooms; each room needs at least one switch [E210]",
		"{sites: 2, isps: 3}":                        "spread.sites: 2 sites for 3 isps; each isp needs at least one site [E210]",
		"{drivers: 25, isps: 26}":                    "spread.drivers: 25 drivers for 24 nodes; each needs at least one node [E210]",
		"{chassis: 3, isps: 4}":                      "spread.chassis: 3 chassis for 4 isps; each isp needs at least one chassis [E210]",
		"{rooms: 1, chassis: 2, pdus: 3}":            "spread.chassis: 2 chassis for 3 pdus; each pdu needs at least one chassis [E210]",
		"{racks: 4, sites: 2, rooms: 3, pdus: 1}":    "spread.pdus: 1 pdus for 3 rooms; each room needs at least one pdu [E210]",
		"{racks: 4, sites: 2, switches: 3, pdus: 1}": "spread.pdus: 1 pdus for 2 sites; each site needs at least one pdu [E210]",
	} {
		require.Contains(t, refusal(t, nil, small("    count: 24"), "fleet.pools.p.spread="+spread), want, spread)
	}
}

// Jobs can ask for domains of every kind by name.
func TestJobsAskForDomains(t *testing.T) {
	const spread = "fleet.pools.p.spread={chassis: 12, racks: 6, rooms: 3, sites: 2, regions: [a, b], pdus: 4, switches: 5, isps: 2, operators: 7, drivers: 3}"
	text := small("    count: 24")
	for label, name := range map[string]string{
		"chassis": "p/chassis-012", "rack": "p/rack-006", "room": "p/room-03", "site": "p/site-02", "region": "b", "pdu": "p/pdu-04",
		"switch": "p/switch-05", "isp": "p/isp-02", "operator": "p/op-07", "driver": "p/driver-03",
	} {
		_, err := parse(nil, text, spread, fmt.Sprintf("workload.jobs.j.where={%s: %s}", label, name))
		require.NoError(t, err, label)
		for _, wrong := range []string{"p/" + label + "-99", "q" + name, name + "0", "p/1"} {
			require.Contains(t, refusal(t, nil, text, spread, fmt.Sprintf("workload.jobs.j.where={%s: %s}", label, wrong)), "[E212]", wrong)
		}
	}
}
