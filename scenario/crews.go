package scenario

import (
	"fmt"
	"strings"
	"time"

	"github.com/clustersim/clustersim/hardware"
	"github.com/clustersim/clustersim/hardware/catalog"
	"github.com/clustersim/clustersim/units"
)

// crew is a number of people who repair.
type crew struct {
	Size  int    `key:"size" required:"true" min:"1" max:"1000000" doc:"How many nodes they can work on at a time, first come, first served."`
	Hours *hours `key:"hours" doc:"When they work; around the clock without it."`
}

// hours are working hours.
type hours struct {
	From     units.Duration     `key:"from" max:"24h" doc:"Time of the day at which work begins; without from and to, around the clock."`
	To       units.Duration     `key:"to" max:"24h" doc:"Time of the day at which work ends: what is not done goes on the next morning."`
	Weekdays bool               `key:"weekdays" doc:"Whether they work from Monday to Friday only."`
	Start    catalog.TimeOfWeek `key:"start" doc:"Day and time at which the run begins, such as tue 14:00; mon 00:00 without it."`
}

// stock is a store of spare parts.
type stock struct {
	Units   int             `key:"units" min:"0" max:"1000000" required:"true" doc:"Units in store when the run begins."`
	Restock catalog.LawSpec `key:"restock" required:"true" doc:"Time from the use of a unit until there is another in its place."`
}

// repairers builds the crews and stocks of the fleet.
func (l *loader) repairers() (crews []hardware.Crew, stocks []hardware.Stock) {
	for _, c := range l.file.Fleet.Crews {
		crews = append(crews, l.crew(c.Key, &c.Value, catalog.EntryKey("fleet.crews", c.Key)))
	}
	for _, s := range l.file.Fleet.Stocks {
		at := catalog.EntryKey("fleet.stocks", s.Key) + ".restock"
		made := hardware.Stock{Name: s.Key, Units: s.Value.Units}
		if l.sound(at) {
			law, err := s.Value.Restock.BuildRepair()
			if err != nil {
				l.wrong(at, mistake{CodeLaw, strings.TrimPrefix(err.Error(), "hardware: "), ""})
			}
			made.Restock = law
		}
		stocks = append(stocks, made)
	}
	return crews, stocks
}

func (l *loader) crew(name string, c *crew, at string) hardware.Crew {
	made := hardware.Crew{Name: name, Size: c.Size}
	if h := c.Hours; h != nil && l.sound(at+".hours") {
		made.Hours = hardware.Hours{From: duration(h.From), To: duration(h.To), Weekdays: h.Weekdays, Start: time.Duration(h.Start)}
		if h.From > h.To || h.From == h.To && (h.From > 0 || !h.Weekdays) {
			l.wrong(at+".hours", mistake{CodeShop, fmt.Sprintf("the crew works from %v to %v", h.From, h.To), "write times of one day, the first earlier; leave hours out for around the clock"})
		}
	}
	return made
}

// shop names the crews and stocks of the fleet.
func (l *loader) shop() catalog.Shop {
	var shop catalog.Shop
	for _, c := range l.file.Fleet.Crews {
		shop.Crews = append(shop.Crews, c.Key)
	}
	for _, s := range l.file.Fleet.Stocks {
		shop.Stocks = append(shop.Stocks, s.Key)
	}
	return shop
}
